import type { DeploymentSpec, DeploymentStatus } from 'kubernetes-types/apps/v1';
import { equal } from '../base/equality';
import { ageColumn, nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';
import { setTemplateDefaults } from './pods/podDefaults';
import { hostNameWarnings, podSpecWarnings } from './pods/podWarnings';
import { formatLabelSelector, formatSelector, requirementsOf } from './selector';
import { keepStatus, raiseGeneration, startGeneration } from './workloads/generation';
import { templateColumns } from './workloads/templateColumns';
import { validateDeploymentSpec } from './workloads/validateDeployment';
import { validateSameSelector } from './workloads/validateReplicas';

export interface Deployment extends ClusterObject {
  spec: DeploymentSpec;
  status?: DeploymentStatus;
}

export const deploymentKind = defineKind<Deployment>({
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  namespaced: true,
  schema: 'io.k8s.api.apps.v1.Deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  hasStatus: true,
  scale: {
    replicas: (deployment) => deployment.spec.replicas ?? 1,
    withReplicas: (deployment, replicas) => ({ ...deployment, spec: { ...deployment.spec, replicas } }),
    statusReplicas: (deployment) => deployment.status?.replicas ?? 0,
    selector: (deployment) => formatSelector(requirementsOf(deployment.spec.selector)),
  },
  setDefaults(deployment) {
    deployment.spec ??= {} as DeploymentSpec;
    const { spec } = deployment;
    spec.replicas ??= 1;
    spec.strategy ??= {};
    spec.strategy.type ||= 'RollingUpdate';
    if (spec.strategy.type === 'RollingUpdate') {
      spec.strategy.rollingUpdate ??= {};
      spec.strategy.rollingUpdate.maxUnavailable ??= '25%';
      spec.strategy.rollingUpdate.maxSurge ??= '25%';
    }
    spec.revisionHistoryLimit ??= 10;
    spec.progressDeadlineSeconds ??= 600;
    spec.template ??= {};
    setTemplateDefaults(spec.template);
  },
  prepareForCreate(deployment) {
    deployment.status = {};
    startGeneration(deployment);
  },
  prepareForUpdate(deployment, old) {
    keepStatus(deployment, old);
    // Annotations count, since controllers copy them to the replica sets.
    const changed =
      !equal(deployment.spec, old.spec) ||
      !equal(deployment.metadata.annotations ?? {}, old.metadata.annotations ?? {});
    raiseGeneration(deployment, old, changed);
  },
  validate: (deployment) => validateDeploymentSpec(deployment.spec),
  validateUpdate: validateSameSelector,
  warnings: (deployment, old) => [
    ...(old === undefined ? hostNameWarnings(deployment.metadata.name, 'controller') : []),
    ...(old?.metadata.generation === deployment.metadata.generation
      ? []
      : podSpecWarnings('spec.template.spec', deployment.spec.template?.spec)),
  ],
  columns: [
    nameColumn,
    {
      name: 'Ready',
      type: 'string',
      description: 'How many pods are ready, of how many that are wanted',
      value: (deployment) => `${deployment.status?.readyReplicas ?? 0}/${deployment.spec.replicas ?? 0}`,
    },
    {
      name: 'Up-to-date',
      type: 'string',
      description: 'How many pods are of the newest template',
      value: (deployment) => deployment.status?.updatedReplicas ?? 0,
    },
    {
      name: 'Available',
      type: 'string',
      description: 'How many pods have been ready for at least minReadySeconds',
      value: (deployment) => deployment.status?.availableReplicas ?? 0,
    },
    ageColumn,
    ...templateColumns<Deployment>(
      (deployment) => deployment.spec.template,
      (deployment) => formatLabelSelector(deployment.spec.selector),
    ),
  ],
});
