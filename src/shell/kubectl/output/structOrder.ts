/** Objects in the order of Go's structs, as kubectl prints what it has made itself. */
import { kindOfObject } from '../../../kinds/registry';
import { inGoOrder } from '../../../kinds/schema/goOrder';
import { writeStructJson } from '../../text/goJson';
import type { PlainObject } from '../client/documents';

export function inStructOrder(object: PlainObject): object {
  const kind = kindOfObject(object.apiVersion, object.kind);
  return kind === undefined ? object : inGoOrder(kind.schema, object);
}

export function structJson(object: PlainObject): string {
  return writeStructJson(inStructOrder(object));
}
