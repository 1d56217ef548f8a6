import type { NamespaceSpec, NamespaceStatus } from 'kubernetes-types/core/v1';
import { ageColumn, nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';

export interface Namespace extends ClusterObject {
  spec: NamespaceSpec;
  status?: NamespaceStatus;
}

export const namespaceKind = defineKind<Namespace>({
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  namespaced: false,
  schema: 'io.k8s.api.core.v1.Namespace',
  shortNames: ['ns'],
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  hasStatus: true,
  subresources: [{ name: 'finalize', kind: 'Namespace', verbs: ['update'] }],
  nameRule: 'dns-label',
  columns: [nameColumn, ageColumn],
});
