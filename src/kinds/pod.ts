import type { PodCondition, PodSpec, PodStatus } from 'kubernetes-types/core/v1';
import { forbidden, invalid } from './fieldError';
import { defineKind } from './kind';
import type { ClusterObject } from './object';
import { podColumns } from './pods/podColumns';
import { setPodDefaults } from './pods/podDefaults';
import { podQuota } from './pods/podQuota';
import { hostNameWarnings, podSpecWarnings } from './pods/podWarnings';
import { qualityOfService } from './pods/qualityOfService';
import { validatePodSpec } from './pods/validatePodSpec';
import { validatePodUpdate } from './pods/validatePodUpdate';
import { keepStatus } from './workloads/generation';

export interface Pod extends ClusterObject {
  spec: PodSpec;
  status?: PodStatus;
}

/** Why a pod with scheduling gates waits. */
const gated: PodCondition = {
  type: 'PodScheduled',
  status: 'False',
  lastProbeTime: null as unknown as string,
  lastTransitionTime: null as unknown as string,
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
};

export const podKind = defineKind<Pod>({
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.Pod',
  shortNames: ['po'],
  categories: ['all'],
  hasStatus: true,
  subresources: [
    { name: 'attach', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
    { name: 'binding', kind: 'Binding', verbs: ['create'] },
    { name: 'ephemeralcontainers', kind: 'Pod', verbs: ['get', 'patch', 'update'] },
    { name: 'eviction', group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
    { name: 'exec', kind: 'PodExecOptions', verbs: ['create', 'get'] },
    { name: 'log', kind: 'Pod', verbs: ['get'] },
    { name: 'portforward', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
    { name: 'proxy', kind: 'PodProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] },
  ],
  setDefaults(pod) {
    pod.spec ??= {} as PodSpec;
    setPodDefaults(pod.spec);
  },
  prepareForCreate(pod) {
    pod.status = { phase: 'Pending', qosClass: qualityOfService(pod.spec) };
    if ((pod.spec.schedulingGates ?? []).length > 0) pod.status.conditions = [gated];
  },
  prepareForUpdate: keepStatus,
  selectableFields: {
    'spec.nodeName': (pod) => pod.spec.nodeName ?? '',
    'spec.restartPolicy': (pod) => pod.spec.restartPolicy ?? '',
    'spec.schedulerName': (pod) => pod.spec.schedulerName ?? '',
    'spec.serviceAccountName': (pod) => pod.spec.serviceAccountName ?? '',
    'spec.hostNetwork': (pod) => String(pod.spec.hostNetwork ?? false),
    'status.phase': (pod) => pod.status?.phase ?? '',
    'status.podIP': (pod) => pod.status?.podIP ?? '',
    'status.nominatedNodeName': (pod) => pod.status?.nominatedNodeName ?? '',
  },
  validate: ({ spec }) => [
    ...validatePodSpec('spec', spec),
    ...(['containers', 'initContainers', 'ephemeralContainers'] as const).flatMap((list) =>
      (spec[list] ?? []).flatMap(({ image = '' }, i) =>
        image === image.trim()
          ? []
          : [invalid(`spec.${list}[${i}].image`, image, 'must not have leading or trailing whitespace')],
      ),
    ),
  ],
  validateCreate: ({ spec }) => [
    ...((spec.ephemeralContainers ?? []).length === 0
      ? []
      : [forbidden('spec.ephemeralContainers', 'cannot be set on create')]),
    ...((spec.nodeName ?? '') === '' || (spec.schedulingGates ?? []).length === 0
      ? []
      : [forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared')]),
  ],
  validateUpdate: (pod, old) => validatePodUpdate(pod.spec, old.spec),
  warnings: (pod, old) => [
    ...(old === undefined ? hostNameWarnings(pod.metadata.name, 'pod') : []),
    ...podSpecWarnings('spec', pod.spec),
  ],
  quota: podQuota,
  columns: podColumns,
});
