/** What kubectl apply and kubectl diff send for an object that is there: a three-way merge with what was applied last. */
import { threeWayMergePatch } from '../../../kinds/patch/threeWayMergePatch';
import { findKind } from '../../../kinds/registry';
import { definitionName } from '../../../kinds/schema/structure';
import type { ApiResource } from './discovery';
import type { PlainObject } from './documents';
import { lastApplied, sorted } from './lastApplied';

/** The patch, its keys sorted; empty when nothing is to be changed. */
export function applyPatch(
  resource: ApiResource,
  modified: PlainObject,
  current: PlainObject,
): Readonly<Record<string, unknown>> {
  const kind = findKind(resource.plural, resource.group, resource.version);
  const definition = kind === undefined ? '' : definitionName(kind.schema);
  const given = modified.metadata?.['creationTimestamp'] === null ? withoutNullTime(modified) : modified;
  const patch = threeWayMergePatch(definition, lastApplied(current) ?? {}, given, current);
  return sorted(patch) as Readonly<Record<string, unknown>>;
}

/** A null in the file asks for nothing to be kept there. */
function withoutNullTime(object: PlainObject): PlainObject {
  const { creationTimestamp: _, ...metadata } = object.metadata ?? {};
  return { ...object, metadata };
}
