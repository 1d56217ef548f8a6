import type { PrinterColumn } from '../kind';

interface Replicated {
  spec: { replicas?: number };
  status?: { replicas?: number; readyReplicas?: number };
}

/** Desired, current and ready pods, as ReplicaSets and ReplicationControllers show them. */
export const replicaColumns: readonly PrinterColumn<Replicated>[] = [
  {
    name: 'Desired',
    type: 'integer',
    description: 'How many pods are wanted',
    value: (object) => object.spec.replicas ?? 0,
  },
  {
    name: 'Current',
    type: 'integer',
    description: 'How many pods there are',
    value: (object) => object.status?.replicas ?? 0,
  },
  {
    name: 'Ready',
    type: 'integer',
    description: 'How many of the pods are ready',
    value: (object) => object.status?.readyReplicas ?? 0,
  },
];
