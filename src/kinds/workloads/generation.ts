import { equal } from '../../base/equality';
import type { ClusterObject } from '../object';

/** A new object's first generation. */
export function startGeneration(draft: ClusterObject): void {
  draft.metadata = { ...draft.metadata, generation: 1 };
}

/** Keeps the generation, and raises it when what the author wants (`spec`, by default) changed. */
export function raiseGeneration<T extends ClusterObject & { spec?: unknown }>(
  draft: T,
  old: T,
  changed = !equal(draft.spec, old.spec),
): void {
  const generation = old.metadata.generation ?? 0;
  draft.metadata = { ...draft.metadata, generation: changed ? generation + 1 : generation };
}

/** Keeps the old status, which only the status subresource may change. */
export function keepStatus<T extends { status?: unknown }>(draft: T, old: T): void {
  if (old.status === undefined) delete draft.status;
  else draft.status = old.status as T['status'];
}
