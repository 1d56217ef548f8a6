import type { DeploymentSpec, DeploymentStatus } from 'kubernetes-types/apps/v1';
import { ageColumn, nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';

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
  columns: [nameColumn, ageColumn],
});
