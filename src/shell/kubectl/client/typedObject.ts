/** Objects of files as Go's types have them: with the members that are written even when nothing was said of them. */
import { kindOfObject } from '../../../kinds/registry';
import { decodeKind } from '../../../kinds/schema/decodeKind';
import type { PlainObject } from './documents';

/** The object as a client prints it that read it into its type; of a kind that it does not know, the object itself. */
export function typedObject(object: PlainObject): PlainObject {
  const kind = kindOfObject(object.apiVersion, object.kind);
  if (kind === undefined) return object;
  const { object: typed, error } = decodeKind(kind, object);
  return error === undefined ? (typed as PlainObject) : object;
}
