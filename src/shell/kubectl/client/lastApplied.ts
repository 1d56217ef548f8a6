/** The annotation in which kubectl apply remembers what it was given last. */
import type { PlainObject } from './documents';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object with itself in its annotation, as JSON with sorted keys and a line end. */
export function withLastApplied(object: PlainObject): PlainObject {
  const plain = withoutLastApplied(object);
  const annotations = { ...plain.metadata?.annotations };
  const remembered = { ...plain, metadata: { ...plain.metadata, annotations } };
  const text = `${JSON.stringify(sorted(remembered))}\n`;
  return { ...plain, metadata: { ...plain.metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } };
}

/** The object with a text as what was applied last. */
export function rememberingItself(object: PlainObject, text: string): PlainObject {
  const plain = withoutLastApplied(object);
  const annotations = { ...plain.metadata?.annotations, [LAST_APPLIED]: text };
  return { ...plain, metadata: { ...plain.metadata, annotations } };
}

export function withoutLastApplied(object: PlainObject): PlainObject {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata?.annotations ?? {};
  const metadata = { ...object.metadata };
  if (object.metadata?.annotations !== undefined) metadata.annotations = annotations;
  return { ...object, metadata };
}

/** What was applied last; undefined when it was made without apply, or the annotation cannot be read. */
export function lastApplied(object: PlainObject): PlainObject | undefined {
  const text = object.metadata?.annotations?.[LAST_APPLIED];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as PlainObject;
  } catch {
    return undefined;
  }
}

/** Go's JSON has its keys sorted. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
