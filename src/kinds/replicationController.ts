import type { ReplicationControllerSpec, ReplicationControllerStatus } from 'kubernetes-types/core/v1';
import { ageColumn, nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';

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
  columns: [nameColumn, ageColumn],
});
