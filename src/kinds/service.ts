import type { ServiceSpec, ServiceStatus } from 'kubernetes-types/core/v1';
import { ageColumn, nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';

export interface Service extends ClusterObject {
  spec: ServiceSpec;
  status?: ServiceStatus;
}

export const serviceKind = defineKind<Service>({
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.Service',
  shortNames: ['svc'],
  categories: ['all'],
  hasStatus: true,
  subresources: [{ name: 'proxy', kind: 'ServiceProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] }],
  nameRule: 'dns-1035-label',
  columns: [nameColumn, ageColumn],
});
