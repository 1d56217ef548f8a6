import type { NodeSpec, NodeStatus } from 'kubernetes-types/core/v1';
import { defineKind } from './kind';
import { nodeColumns } from './nodeColumns';
import type { ClusterObject } from './object';
import { validateNode, validateNodeUpdate } from './validateNode';
import { keepStatus } from './workloads/generation';

export interface Node extends ClusterObject {
  spec: NodeSpec;
  status?: NodeStatus;
}

export const nodeKind = defineKind<Node>({
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  namespaced: false,
  schema: 'io.k8s.api.core.v1.Node',
  shortNames: ['no'],
  hasStatus: true,
  subresources: [{ name: 'proxy', kind: 'NodeProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] }],
  setDefaults(node) {
    node.spec ??= {};
    node.status ??= {};
    if (node.status.allocatable === undefined && node.status.capacity !== undefined) {
      node.status.allocatable = { ...node.status.capacity };
    }
  },
  prepareForUpdate: keepStatus,
  selectableFields: { 'spec.unschedulable': (node) => String(node.spec.unschedulable ?? false) },
  validate: validateNode,
  validateUpdate: validateNodeUpdate,
  columns: nodeColumns,
});
