import type { StatefulSetSpec, StatefulSetStatus } from 'kubernetes-types/apps/v1';
import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { setTemplateDefaults } from '../pods/podDefaults';
import { podSpecWarnings } from '../pods/podWarnings';
import { formatLabelSelector, formatSelector, requirementsOf } from '../selector';
import { setClaimSpecDefaults } from '../storage/claimDefaults';
import { keepStatus, raiseGeneration, startGeneration } from '../workloads/generation';
import { templateColumns } from '../workloads/templateColumns';
import { validateStatefulSetSpec, validateStatefulSetUpdate } from '../workloads/validateStatefulSet';

export interface StatefulSet extends ClusterObject {
  spec: StatefulSetSpec;
  status?: StatefulSetStatus;
}

export const statefulSetKind = defineKind<StatefulSet>({
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  namespaced: true,
  schema: 'io.k8s.api.apps.v1.StatefulSet',
  shortNames: ['sts'],
  categories: ['all'],
  hasStatus: true,
  nameRule: 'dns-label',
  scale: {
    replicas: (set) => set.spec.replicas ?? 1,
    withReplicas: (set, replicas) => ({ ...set, spec: { ...set.spec, replicas } }),
    statusReplicas: (set) => set.status?.replicas ?? 0,
    selector: (set) => formatSelector(requirementsOf(set.spec.selector)),
  },
  setDefaults(set) {
    set.spec ??= {} as StatefulSetSpec;
    const { spec } = set;
    spec.podManagementPolicy ||= 'OrderedReady';
    setStrategyDefaults(spec);
    spec.persistentVolumeClaimRetentionPolicy ??= {};
    spec.persistentVolumeClaimRetentionPolicy.whenDeleted ||= 'Retain';
    spec.persistentVolumeClaimRetentionPolicy.whenScaled ||= 'Retain';
    spec.replicas ??= 1;
    spec.revisionHistoryLimit ??= 10;
    spec.template ??= {};
    setTemplateDefaults(spec.template);
    for (const claim of spec.volumeClaimTemplates ?? []) setClaimDefaults(claim);
  },
  prepareForCreate(set) {
    set.status = { replicas: 0, availableReplicas: 0 };
    startGeneration(set);
  },
  prepareForUpdate(set, old) {
    keepStatus(set, old);
    raiseGeneration(set, old);
  },
  validate: (set) => validateStatefulSetSpec(set.spec),
  validateUpdate: (set, old) => validateStatefulSetUpdate(set.spec, old.spec),
  warnings: (set, old) =>
    old?.metadata.generation === set.metadata.generation
      ? []
      : podSpecWarnings('spec.template.spec', set.spec.template?.spec),
  columns: [
    nameColumn,
    {
      name: 'Ready',
      type: 'string',
      description: 'How many pods are ready, of how many that are wanted',
      value: (set) => `${set.status?.readyReplicas ?? 0}/${set.spec.replicas ?? 0}`,
    },
    ageColumn,
    ...templateColumns<StatefulSet>(
      (set) => set.spec.template,
      (set) => formatLabelSelector(set.spec.selector),
    ).filter(({ name }) => name !== 'Selector'),
  ],
});

function setStrategyDefaults(spec: StatefulSetSpec): void {
  spec.updateStrategy ??= {};
  spec.updateStrategy.type ||= 'RollingUpdate';
  if (spec.updateStrategy.type !== 'RollingUpdate') return;
  spec.updateStrategy.rollingUpdate ??= {};
  spec.updateStrategy.rollingUpdate.partition ??= 0;
}

/** A claim in a template shows what a claim of its own would. */
function setClaimDefaults(claim: PersistentVolumeClaim): void {
  claim.apiVersion ??= 'v1';
  claim.kind ??= 'PersistentVolumeClaim';
  claim.metadata ??= {};
  (claim.metadata as { creationTimestamp?: string | null }).creationTimestamp ??= null;
  claim.spec ??= {};
  setClaimSpecDefaults(claim.spec);
  const { status } = claim as { status?: { phase?: string } };
  Object.assign(claim, { status: { phase: 'Pending', ...status } });
}
