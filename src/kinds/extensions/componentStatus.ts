import { nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';

export interface ComponentStatus extends ClusterObject {
  conditions: { type: string; status: string; message?: string; error?: string }[];
}

const healthy = ({ conditions }: ComponentStatus) => conditions.find(({ type }) => type === 'Healthy');

/** Deprecated, and still asked for: how the control plane's parts are. It is observed, never kept. */
export const componentStatusKind = defineKind<ComponentStatus>({
  group: '',
  version: 'v1',
  kind: 'ComponentStatus',
  plural: 'componentstatuses',
  namespaced: false,
  schema: 'io.k8s.api.core.v1.ComponentStatus',
  shortNames: ['cs'],
  verbs: ['get', 'list'],
  deprecation: 'v1 ComponentStatus is deprecated in v1.19+',
  columns: [
    nameColumn,
    {
      name: 'Status',
      type: 'string',
      description: 'Whether it answers',
      value: (component) => (healthy(component)?.status === 'True' ? 'Healthy' : 'Unhealthy'),
    },
    {
      name: 'Message',
      type: 'string',
      description: 'What it says',
      value: (component) => healthy(component)?.message ?? '',
    },
    {
      name: 'Error',
      type: 'string',
      description: 'Why it does not answer',
      value: (component) => healthy(component)?.error ?? '',
    },
  ],
});
