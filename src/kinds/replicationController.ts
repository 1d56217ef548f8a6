import type { ReplicationControllerSpec, ReplicationControllerStatus } from 'kubernetes-types/core/v1';
import { ageColumn, nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';
import { setTemplateDefaults } from './pods/podDefaults';
import { hostNameWarnings, podSpecWarnings } from './pods/podWarnings';
import { formatLabels, formatSelector, requirementsOfLabels } from './selector';
import { keepStatus, raiseGeneration, startGeneration } from './workloads/generation';
import { replicaColumns } from './workloads/replicaColumns';
import { templateColumns } from './workloads/templateColumns';
import { validateReplicationControllerSpec } from './workloads/validateReplicas';

export interface ReplicationController extends ClusterObject {
  spec: ReplicationControllerSpec;
  status?: ReplicationControllerStatus;
}

export const replicationControllerKind = defineKind<ReplicationController>({
  group: '',
  version: 'v1',
  kind: 'ReplicationController',
  plural: 'replicationcontrollers',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.ReplicationController',
  shortNames: ['rc'],
  categories: ['all'],
  hasStatus: true,
  scale: {
    replicas: (controller) => controller.spec.replicas ?? 1,
    withReplicas: (controller, replicas) => ({ ...controller, spec: { ...controller.spec, replicas } }),
    statusReplicas: (controller) => controller.status?.replicas ?? 0,
    selector: (controller) => formatSelector(requirementsOfLabels(controller.spec.selector)),
  },
  setDefaults(controller) {
    controller.spec ??= {};
    const { spec, metadata } = controller;
    const labels = spec.template?.metadata?.labels;
    if (labels !== undefined) {
      if (Object.keys(spec.selector ?? {}).length === 0) spec.selector = { ...labels };
      if (Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels };
    }
    spec.replicas ??= 1;
    if (spec.template !== undefined) setTemplateDefaults(spec.template);
  },
  prepareForCreate(controller) {
    controller.status = { replicas: 0 };
    startGeneration(controller);
  },
  prepareForUpdate(controller, old) {
    keepStatus(controller, old);
    raiseGeneration(controller, old);
  },
  selectableFields: { 'status.replicas': (controller) => String(controller.status?.replicas ?? 0) },
  validate: (controller) => validateReplicationControllerSpec(controller.spec),
  warnings: (controller, old) => [
    ...(old === undefined ? hostNameWarnings(controller.metadata.name, 'controller') : []),
    ...(old?.metadata.generation === controller.metadata.generation
      ? []
      : podSpecWarnings('spec.template.spec', controller.spec.template?.spec)),
  ],
  columns: [
    nameColumn,
    ...replicaColumns,
    ageColumn,
    ...templateColumns<ReplicationController>(
      (controller) => controller.spec.template,
      (controller) => formatLabels(controller.spec.selector),
    ),
  ],
});
