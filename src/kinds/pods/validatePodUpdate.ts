/** What a pod's author may still change, as Kubernetes' ValidatePodUpdate says. */
import type { Container, PodSpec, Toleration } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import { podSpecDifference } from '../difference/difference';
import { type FieldError, forbidden, invalid } from '../fieldError';

const changeable = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

export function validatePodUpdate(spec: PodSpec, old: PodSpec): FieldError[] {
  for (const field of ['containers', 'initContainers'] as const) {
    if ((spec[field]?.length ?? 0) !== (old[field]?.length ?? 0)) {
      return [forbidden(`spec.${field}`, 'pod updates may not add or remove containers')];
    }
  }
  const errors = [
    ...deadlineErrors(spec, old),
    ...gateErrors(spec, old),
    ...tolerationErrors(spec.tolerations ?? [], old.tolerations ?? []),
  ];
  const rest = withOldChangeable(spec, old);
  if (equal(rest, old)) return errors;
  const detail = `pod updates may not change fields other than ${changeable.join(',')}\n${podSpecDifference(old, rest)}`;
  return [...errors, forbidden('spec', detail)];
}

/** The new spec with everything that may change as it was. */
function withOldChangeable(spec: PodSpec, old: PodSpec): PodSpec {
  const rest: PodSpec = { ...spec, containers: oldImages(spec.containers, old.containers) };
  if (spec.initContainers !== undefined) rest.initContainers = oldImages(spec.initContainers, old.initContainers ?? []);
  delete rest.activeDeadlineSeconds;
  if (old.activeDeadlineSeconds !== undefined) rest.activeDeadlineSeconds = old.activeDeadlineSeconds;
  delete rest.tolerations;
  if (old.tolerations !== undefined) rest.tolerations = old.tolerations;
  delete rest.schedulingGates;
  if (old.schedulingGates !== undefined) rest.schedulingGates = old.schedulingGates;
  if ((old.schedulingGates ?? []).length > 0) keepPlacement(rest, old);
  const { terminationGracePeriodSeconds: before } = old;
  if (before !== undefined && before < 0 && spec.terminationGracePeriodSeconds === 1) {
    rest.terminationGracePeriodSeconds = before;
  }
  return rest;
}

/** While gates hold a pod back, its choice of nodes may be narrowed. */
function keepPlacement(rest: PodSpec, old: PodSpec): void {
  const narrowed = Object.entries(old.nodeSelector ?? {}).every(([key, value]) => rest.nodeSelector?.[key] === value);
  if (narrowed) {
    delete rest.nodeSelector;
    if (old.nodeSelector !== undefined) rest.nodeSelector = old.nodeSelector;
  }
  if (old.affinity?.nodeAffinity === undefined && rest.affinity?.nodeAffinity !== undefined) {
    const { nodeAffinity: _, ...others } = rest.affinity;
    if (old.affinity === undefined && Object.keys(others).length === 0) delete rest.affinity;
    else rest.affinity = others;
  }
}

/** Scheduling gates may only be taken away. */
function gateErrors(spec: PodSpec, old: PodSpec): FieldError[] {
  const before = new Set((old.schedulingGates ?? []).map(({ name }) => name));
  const added = (spec.schedulingGates ?? []).filter(({ name }) => !before.has(name));
  return added
    .slice(0, 1)
    .map(({ name }) =>
      forbidden('spec.schedulingGates', `only deletion is allowed, but found new scheduling gate '${name}'`),
    );
}

function oldImages(containers: readonly Container[], old: readonly Container[]): Container[] {
  return containers.map((container, i) => {
    const { image, ...others } = container;
    const before = old[i]?.image;
    return before === undefined ? others : { ...others, image: before };
  });
}

function deadlineErrors(spec: PodSpec, old: PodSpec): FieldError[] {
  const field = 'spec.activeDeadlineSeconds';
  const now = spec.activeDeadlineSeconds;
  const before = old.activeDeadlineSeconds;
  if (before === undefined) return [];
  if (now === undefined) return [invalid(field, now, 'must not update from a positive integer to nil value')];
  return now > before ? [invalid(field, now, 'must be less than or equal to previous value')] : [];
}

/** Every old toleration must still be there; only how long it lasts may be changed. */
function tolerationErrors(now: readonly Toleration[], before: readonly Toleration[]): FieldError[] {
  const bare = ({ tolerationSeconds: _, ...others }: Toleration) => others;
  const kept = before.every((old) => now.some((toleration) => equal(bare(toleration), bare(old))));
  return kept
    ? []
    : [forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
}
