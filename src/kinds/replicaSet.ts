import type { ReplicaSetSpec, ReplicaSetStatus } from 'kubernetes-types/apps/v1';
import { ageColumn, nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';
import { setTemplateDefaults } from './pods/podDefaults';
import { hostNameWarnings, podSpecWarnings } from './pods/podWarnings';
import { formatLabelSelector, formatSelector, requirementsOf } from './selector';
import { keepStatus, raiseGeneration, startGeneration } from './workloads/generation';
import { replicaColumns } from './workloads/replicaColumns';
import { templateColumns } from './workloads/templateColumns';
import { validateReplicaSetSpec, validateSameSelector } from './workloads/validateReplicas';

export interface ReplicaSet extends ClusterObject {
  spec: ReplicaSetSpec;
  status?: ReplicaSetStatus;
}

export const replicaSetKind = defineKind<ReplicaSet>({
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  namespaced: true,
  schema: 'io.k8s.api.apps.v1.ReplicaSet',
  shortNames: ['rs'],
  categories: ['all'],
  hasStatus: true,
  scale: {
    replicas: (set) => set.spec.replicas ?? 1,
    withReplicas: (set, replicas) => ({ ...set, spec: { ...set.spec, replicas } }),
    statusReplicas: (set) => set.status?.replicas ?? 0,
    selector: (set) => formatSelector(requirementsOf(set.spec.selector)),
  },
  setDefaults(set) {
    set.spec ??= {} as ReplicaSetSpec;
    set.spec.replicas ??= 1;
    set.spec.template ??= {};
    setTemplateDefaults(set.spec.template);
  },
  prepareForCreate(set) {
    set.status = { replicas: 0 };
    startGeneration(set);
  },
  prepareForUpdate(set, old) {
    keepStatus(set, old);
    raiseGeneration(set, old);
  },
  selectableFields: { 'status.replicas': (set) => String(set.status?.replicas ?? 0) },
  validate: (set) => validateReplicaSetSpec(set.spec),
  validateUpdate: validateSameSelector,
  warnings: (set, old) => [
    ...(old === undefined ? hostNameWarnings(set.metadata.name, 'controller') : []),
    ...(old?.metadata.generation === set.metadata.generation
      ? []
      : podSpecWarnings('spec.template.spec', set.spec.template?.spec)),
  ],
  columns: [
    nameColumn,
    ...replicaColumns,
    ageColumn,
    ...templateColumns<ReplicaSet>(
      (set) => set.spec.template,
      (set) => formatLabelSelector(set.spec.selector),
    ),
  ],
});
