/** `status`, which every kind with a controller has: what is observed, kept apart from what is wanted. */
import type { Kind } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';
import type { UpdateOptions } from './objectStore';

/** Only status changes; of the metadata, annotations and (for pods and nodes) labels may go along. */
export function statusUpdate({ validateStatus }: Kind): UpdateOptions {
  return {
    subresource: 'status',
    withDefaults: false,
    prepare: keepAllButStatus,
    validate: (object, old) => validateStatus?.(object, old) ?? [],
  };
}

/** An object without its spec, which a request about its status cannot change and need not read. */
export function withoutSpec(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const { spec: _spec, ...rest } = body as { spec?: unknown };
  return rest;
}

function keepAllButStatus(draft: ClusterObject, old: ClusterObject): void {
  const { status, metadata } = draft as ClusterObject & { status?: unknown };
  for (const key of Object.keys(draft)) delete (draft as unknown as Record<string, unknown>)[key];
  // What stays the same stays the same frozen data.
  Object.assign(draft, old, { metadata: { ...old.metadata } });
  if (metadata.annotations !== undefined) draft.metadata.annotations = metadata.annotations;
  if ((old.kind === 'Pod' || old.kind === 'Node') && metadata.labels !== undefined) {
    draft.metadata.labels = metadata.labels;
  }
  if (status === undefined) delete (draft as { status?: unknown }).status;
  else Object.assign(draft, { status });
}
