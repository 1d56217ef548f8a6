/** The pods of a DaemonSet: how they are made, where they belong, which template they are of. */
import type { Affinity, PodTemplateSpec, Toleration } from 'kubernetes-types/core/v1';
import { type DaemonSet, templateGenerationOf } from '../../../kinds/apps/daemonSet';
import type { Node } from '../../../kinds/node';
import { matchesRequiredNodeAffinity } from '../../../kinds/nodeAffinity';
import type { Pod } from '../../../kinds/pod';
import { untoleratedTaint } from '../../../kinds/toleration';

export const HASH_LABEL = 'controller-revision-hash';
const GENERATION_LABEL = 'pod-template-generation';

/** A daemon stays on its node, whatever the node is short of. */
const TOLERATED: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];
const TOLERATED_BY_HOST_NETWORK: Toleration = {
  key: 'node.kubernetes.io/network-unavailable',
  operator: 'Exists',
  effect: 'NoSchedule',
};

/** The template for the pod of one node, which the scheduler then binds to it. */
export function daemonTemplate(set: DaemonSet, nodeName: string, hash: string): PodTemplateSpec {
  const { metadata, spec = { containers: [] } } = set.spec.template;
  return {
    metadata: {
      ...metadata,
      labels: {
        ...metadata?.labels,
        [GENERATION_LABEL]: String(templateGenerationOf(set)),
        [HASH_LABEL]: hash,
      },
    },
    spec: { ...spec, affinity: onlyOn(nodeName, spec.affinity), tolerations: tolerationsOf(set) },
  };
}

/** Whether a node is to have a pod, and whether one that is there may stay. */
export function belongsOn(set: DaemonSet, node: Node): { readonly run: boolean; readonly stay: boolean } {
  const template = set.spec.template.spec;
  const wanted = template?.nodeName ?? '';
  if (wanted !== '' && wanted !== node.metadata.name) return { run: false, stay: false };
  if (!matchesRequiredNodeAffinity({ spec: template } as Pod, node)) return { run: false, stay: false };
  const tolerations = tolerationsOf(set);
  if (untoleratedTaint(node.spec.taints, tolerations, ['NoSchedule', 'NoExecute']) === undefined) {
    return { run: true, stay: true };
  }
  return { run: false, stay: untoleratedTaint(node.spec.taints, tolerations, ['NoExecute']) === undefined };
}

/** The node that the pod runs on, or that it was made for. */
export function targetNode(pod: Pod): string {
  if ((pod.spec.nodeName ?? '') !== '') return pod.spec.nodeName ?? '';
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  for (const { matchFields = [] } of required?.nodeSelectorTerms ?? []) {
    for (const { key, operator, values = [] } of matchFields) {
      if (key === 'metadata.name' && operator === 'In' && values.length === 1) return values[0] ?? '';
    }
  }
  return '';
}

/** Of the newest template: by the hash, or by the generation for pods that are older than hashes. */
export function isUpdated(set: DaemonSet, pod: Pod, hash: string): boolean {
  const labels = pod.metadata.labels ?? {};
  return labels[HASH_LABEL] === hash || labels[GENERATION_LABEL] === String(templateGenerationOf(set));
}

/** Pods that have a node first, then the oldest. */
export function byAge(a: Pod, b: Pod): number {
  const bound = Number((b.spec.nodeName ?? '') !== '') - Number((a.spec.nodeName ?? '') !== '');
  if (bound !== 0) return bound;
  const [first = '', second = ''] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp];
  if (first !== second) return first < second ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

/** What the node affinity of the template wants was seen to already: the pod needs only its node. */
function onlyOn(nodeName: string, affinity: Affinity | undefined): Affinity {
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [nodeName] }];
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] },
    },
  };
}

function tolerationsOf(set: DaemonSet): Toleration[] {
  const spec = set.spec.template.spec;
  const own = spec?.tolerations ?? [];
  const added = spec?.hostNetwork === true ? [...TOLERATED, TOLERATED_BY_HOST_NETWORK] : TOLERATED;
  const isThere = (toleration: Toleration) =>
    own.some(
      ({ key, effect, operator = 'Equal', value = '' }) =>
        key === toleration.key && effect === toleration.effect && operator === toleration.operator && value === '',
    );
  return [...own, ...added.filter((toleration) => !isThere(toleration))];
}
