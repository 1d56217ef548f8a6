/** What client-side apply left behind (its annotation), as server-side apply by the same kubectl takes it over. */
import { difference, type FieldSet, LEAF, union } from '../../../kinds/fields/fieldSet';
import type { MergeType } from '../../../kinds/fields/mergeType';
import { compare, fieldsOf } from '../../../kinds/fields/typedValue';
import type { ClusterObject } from '../../../kinds/object';
import type { Manager } from './ownership';

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';
/** The server doesn't keep a larger annotation up to date. */
const LONGEST = 256 * 1024;

/** The fields that client-side apply wrote and that still are as it wrote them; undefined when it never did. */
export function lastAppliedFields(live: ClusterObject, type: MergeType): FieldSet | undefined {
  const text = live.metadata.annotations?.[ANNOTATION];
  if (text === undefined || text === '') return undefined;
  const config = parsed(text);
  if (config === undefined || config.apiVersion !== live.apiVersion) return undefined;
  const { changed, removed } = compare(config, live, type);
  return difference(fieldsOf(config, type), union(changed ?? LEAF, removed ?? LEAF));
}

/** Keeps the annotation up to date while kubectl applies by the server, so that it can go back. */
export function keepLastApplied(manager: Manager, live: ClusterObject, merged: unknown, config: object): unknown {
  if (manager.name !== 'kubectl' || live.metadata.annotations?.[ANNOTATION] === undefined) return merged;
  const object = merged as ClusterObject;
  const text = `${JSON.stringify(sorted(config))}\n`;
  if (text.length > LONGEST) return merged;
  const annotations = { ...object.metadata.annotations, [ANNOTATION]: text };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function parsed(text: string): { readonly apiVersion?: string } | undefined {
  try {
    return JSON.parse(text) as { apiVersion?: string };
  } catch {
    return undefined;
  }
}

/** Go writes the keys of a map in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Record<string, unknown>)[key])]));
}
