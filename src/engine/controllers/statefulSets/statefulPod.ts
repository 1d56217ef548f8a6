/** The pods of a StatefulSet: their names and numbers, and what each has of its own. */
import type { PersistentVolumeClaim, PodTemplateSpec, Volume } from 'kubernetes-types/core/v1';
import { type StatefulSet, statefulSetKind } from '../../../kinds/apps/statefulSet';
import type { Pod } from '../../../kinds/pod';
import { isPodAvailable, isPodReady } from '../podConditions';
import { controllerReference } from '../replicas/podControl';

export const REVISION_LABEL = 'controller-revision-hash';
const NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const INDEX_LABEL = 'apps.kubernetes.io/pod-index';

/** The number at the end of the name; -1 for a pod whose name is not one of the set's. */
export function ordinalOf(set: StatefulSet, pod: Pod): number {
  const match = /^(.*)-([0-9]+)$/.exec(pod.metadata.name);
  return match?.[1] === set.metadata.name ? Number(match[2]) : -1;
}

/** A pod with that number, of that template and revision. */
export function statefulPod(set: StatefulSet, template: PodTemplateSpec, revision: string, ordinal: number): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const spec = template.spec ?? { containers: [] };
  const name = `${set.metadata.name}-${ordinal}`;
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace,
      labels: { ...labels, [REVISION_LABEL]: revision },
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(statefulSetKind, set)],
    },
    spec: { ...spec, hostname: name, ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}) },
  };
  return withIdentity(set, pod, ordinal);
}

/** The pod with the labels and volumes that its number gives it; the same object when it has them. */
export function withIdentity(set: StatefulSet, pod: Pod, ordinal: number): Pod {
  if (hasIdentity(set, pod, ordinal)) return pod;
  const { labels } = pod.metadata;
  const identity = { [NAME_LABEL]: pod.metadata.name, [INDEX_LABEL]: String(ordinal) };
  return {
    ...pod,
    metadata: { ...pod.metadata, labels: { ...labels, ...identity } },
    spec: withClaims(set, pod.spec, ordinal),
  };
}

/** The claims of a pod by the names of their templates. */
export function claimsOf(set: StatefulSet, ordinal: number): readonly (readonly [string, PersistentVolumeClaim])[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template) => {
    const name = template.metadata?.name ?? '';
    const { status: _status, ...claim } = template;
    const labels = { ...template.metadata?.labels, ...set.spec.selector.matchLabels };
    const { creationTimestamp: _time, ...metadata } = template.metadata ?? {};
    const own = {
      ...metadata,
      name: `${name}-${set.metadata.name}-${ordinal}`,
      namespace: set.metadata.namespace ?? '',
    };
    return [name, { ...claim, metadata: { ...own, ...(Object.keys(labels).length === 0 ? {} : { labels }) } }] as const;
  });
}

/** Whether the server has the pod. */
export function isCreated(pod: Pod): boolean {
  return (pod.status?.phase ?? '') !== '';
}

export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isPodReady(pod);
}

export function isRunningAndAvailable(set: StatefulSet, pod: Pod, now: number): boolean {
  return isRunningAndReady(pod) && isPodAvailable(pod, set.spec.minReadySeconds ?? 0, now);
}

export function isHealthy(set: StatefulSet, pod: Pod, now: number): boolean {
  return isRunningAndAvailable(set, pod, now) && !isTerminating(pod);
}

function hasIdentity(set: StatefulSet, pod: Pod, ordinal: number): boolean {
  const labels = pod.metadata.labels ?? {};
  if (labels[NAME_LABEL] !== pod.metadata.name || labels[INDEX_LABEL] !== String(ordinal)) return false;
  const volumes = pod.spec.volumes ?? [];
  return claimsOf(set, ordinal).every(([name, claim]) =>
    volumes.some((one) => one.name === name && one.persistentVolumeClaim?.claimName === claim.metadata?.name),
  );
}

function withClaims(set: StatefulSet, spec: Pod['spec'], ordinal: number): Pod['spec'] {
  const claims = claimsOf(set, ordinal);
  if (claims.length === 0) return spec;
  const names = claims.map(([name]) => name);
  const volumes = claims.map(
    ([name, claim]): Volume => ({ name, persistentVolumeClaim: { claimName: claim.metadata?.name ?? '' } }),
  );
  return { ...spec, volumes: [...volumes, ...(spec.volumes ?? []).filter(({ name }) => !names.includes(name))] };
}
