/** Changes the pod spec of pods and workloads by a patch: what `kubectl set` and `kubectl rollout` share. */
import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import type { Routine } from '../../../engine/processes/routine';
import { mergeDiff } from '../../../kinds/patch/mergeDiff';
import { strategicDiff } from '../../../kinds/patch/strategicDiff';
import { CommandError, serverError } from '../errors';
import type { Invocation } from '../verb';
import { builtInDefinition, patchHeaders } from './applyPatch';
import { type ApiResource, resourcePath } from './discovery';
import type { PlainObject } from './documents';
import type { Item } from './items';
import { sorted } from './lastApplied';
import { type DryRun, writeQuery } from './writing';

interface TemplateOwner {
  readonly template?: { readonly spec?: PodSpec };
  readonly jobTemplate?: { readonly spec?: unknown };
}

/** The object with its pod spec changed: its own, or that of its template or of its job's. @throws CommandError for kinds without a pod template */
export function withPodSpec(object: PlainObject, change: (spec: PodSpec) => PodSpec): PlainObject {
  const spec = object['spec'] as TemplateOwner | undefined;
  if (object.kind === 'Pod') return { ...object, spec: change((spec ?? {}) as PodSpec) };
  const { jobTemplate } = spec ?? {};
  if (jobTemplate !== undefined) {
    const inner = withPodSpec({ ...object, spec: jobTemplate.spec }, change);
    return { ...object, spec: { ...spec, jobTemplate: { ...jobTemplate, spec: inner['spec'] } } };
  }
  const template = spec?.template;
  if (template?.spec === undefined) {
    throw new CommandError(
      `the object is not a pod or does not have a pod template: *${goPackage(object.apiVersion)}.${object.kind}`,
    );
  }
  return { ...object, spec: { ...spec, template: { ...template, spec: change(template.spec) } } };
}

/** Go's package of an API version: `v1` for both v1 and apps/v1. */
function goPackage(apiVersion: string): string {
  return apiVersion.split('/').pop() ?? apiVersion;
}

/** The spec with all containers, init containers too, that `pick` names changed. */
export function withContainers(
  spec: PodSpec,
  pick: (container: Container) => boolean,
  change: (container: Container) => Container,
): { readonly spec: PodSpec; readonly found: number } {
  let found = 0;
  const each = (container: Container): Container => {
    if (!pick(container)) return container;
    found++;
    return change(container);
  };
  const containers = spec.containers.map(each);
  const initContainers = spec.initContainers?.map(each);
  return { spec: { ...spec, containers, ...(initContainers === undefined ? {} : { initContainers }) }, found };
}

/** Whether a container's name fits -c: `*` at either end stands for anything. */
export function fitsContainer(name: string, pattern: string): boolean {
  const expression = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${expression}$`).test(name);
}

/** The patch from one state of an object to another; undefined when nothing differs. */
export function patchBetween(
  resource: ApiResource,
  before: PlainObject,
  after: PlainObject,
): Readonly<Record<string, unknown>> | undefined {
  const definition = builtInDefinition(resource);
  const found = definition === undefined ? mergeDiff(before, after) : strategicDiff(definition, before, after);
  const patch = sorted(found) as Readonly<Record<string, unknown>>;
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** Sends such a patch and gives the object as the server has it then. @throws CommandError when it refuses */
export function* patchItem(
  { access, flags }: Invocation,
  { resource, namespace, name }: Item,
  patch: unknown,
  dryRun: DryRun,
): Routine<PlainObject> {
  const patched = yield* access.attempt<PlainObject>({
    method: 'PATCH',
    path: resourcePath(resource, namespace, name),
    headers: patchHeaders(resource),
    query: writeQuery(flags, dryRun),
    body: patch,
  });
  if (!patched.ok) throw serverError(patched.error);
  return patched.value;
}
