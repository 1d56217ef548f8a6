/** What kubectl apply, diff and edit send for an object that is there, and what kind of patch that is. */
import { threeWayStrategicPatch } from '../../../kinds/patch/strategicDiff';
import { threeWayJsonMergePatch } from '../../../kinds/patch/threeWayJsonMergePatch';
import { findKind } from '../../../kinds/registry';
import { definitionName } from '../../../kinds/schema/structure';
import type { ApiResource } from './discovery';
import type { PlainObject } from './documents';
import { lastApplied, sorted } from './lastApplied';

/** The three-way merge with what was applied last, its keys sorted; empty when nothing is to be changed. */
export function applyPatch(
  resource: ApiResource,
  modified: PlainObject,
  current: PlainObject,
): Readonly<Record<string, unknown>> {
  const definition = builtInDefinition(resource);
  const given = modified.metadata?.['creationTimestamp'] === null ? withoutNullTime(modified) : modified;
  const before = lastApplied(current) ?? {};
  const patch =
    definition === undefined
      ? threeWayJsonMergePatch(before, given, current)
      : threeWayStrategicPatch(definition, before, given, current);
  return sorted(patch) as Readonly<Record<string, unknown>>;
}

/** The schema that kubectl itself has of a resource; undefined for custom resources. */
export function builtInDefinition({ plural, group, version }: ApiResource): string | undefined {
  const kind = findKind(plural, group, version);
  return kind === undefined ? undefined : definitionName(kind.schema);
}

/** Strategic for what kubectl knows; a merge patch for custom resources, whose merge keys nobody knows. */
export function patchHeaders(resource: ApiResource): Readonly<Record<string, string>> {
  const type = builtInDefinition(resource) === undefined ? 'merge-patch' : 'strategic-merge-patch';
  return { 'content-type': `application/${type}+json` };
}

/** A null in the file asks for nothing to be kept there. */
function withoutNullTime(object: PlainObject): PlainObject {
  const { creationTimestamp: _, ...metadata } = object.metadata ?? {};
  return { ...object, metadata };
}
