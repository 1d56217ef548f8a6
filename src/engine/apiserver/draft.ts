/** An object that is being made: not frozen yet, the server's own fields included. */
import type { ClusterObject, ObjectMeta } from '../../kinds/object';

export type DraftMeta = { -readonly [Field in keyof ObjectMeta]: ObjectMeta[Field] };

/** The metadata of a draft, to be changed in place. */
export function draftMeta(draft: ClusterObject): DraftMeta {
  return draft.metadata as DraftMeta;
}
