/** `status`, which every kind with a controller has: what is observed, kept apart from what is wanted. */
import { clone } from '../../base/clone';
import type { ClusterObject } from '../../kinds/object';
import type { UpdateOptions } from './objectStore';

/** Only status changes; of the metadata, annotations and (for pods and nodes) labels may go along. */
export const statusUpdate: UpdateOptions = {
  subresource: 'status',
  prepare: keepAllButStatus,
  validate: () => [],
};

function keepAllButStatus(draft: ClusterObject, old: ClusterObject): void {
  const { status, metadata } = draft as ClusterObject & { status?: unknown };
  const kept = clone(old) as ClusterObject & { status?: unknown };
  for (const key of Object.keys(draft)) delete (draft as unknown as Record<string, unknown>)[key];
  Object.assign(draft, kept);
  if (metadata.annotations !== undefined) draft.metadata.annotations = metadata.annotations;
  if (old.kind === 'Pod' || old.kind === 'Node') {
    if (metadata.labels !== undefined) draft.metadata.labels = metadata.labels;
  }
  if (status === undefined) delete (draft as { status?: unknown }).status;
  else Object.assign(draft, { status });
}
