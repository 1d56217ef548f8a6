import type { ServiceSpec, ServiceStatus } from 'kubernetes-types/core/v1';
import { defineKind } from './kind';
import type { ClusterObject } from './object';
import { serviceColumns } from './services/serviceColumns';
import {
  dropTypeDependent,
  keepAllocated,
  pairClusterIPs,
  setIPFamilies,
  setServiceDefaults,
} from './services/serviceDefaults';
import { serviceQuota } from './services/serviceQuota';
import { validateServiceSpec, validateServiceUpdate } from './services/validateService';
import { keepStatus } from './workloads/generation';

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
  setDefaults(service) {
    service.spec ??= {};
    setServiceDefaults(service.spec);
    service.status ??= {};
    service.status.loadBalancer ??= {};
  },
  prepareForCreate(service) {
    service.status = { loadBalancer: {} };
    pairClusterIPs(service.spec);
    setIPFamilies(service.spec);
  },
  prepareForUpdate(service, old) {
    keepStatus(service, old);
    pairClusterIPs(service.spec, old.spec);
    keepAllocated(service.spec, old.spec);
    dropTypeDependent(service.spec, old.spec);
    setIPFamilies(service.spec);
  },
  selectableFields: {
    'spec.clusterIP': (service) => service.spec.clusterIP ?? '',
    'spec.type': (service) => service.spec.type ?? '',
  },
  validate: (service) => validateServiceSpec(service.spec),
  validateUpdate: (service, old) => validateServiceUpdate(service.spec, old.spec),
  quota: serviceQuota,
  columns: serviceColumns,
});
