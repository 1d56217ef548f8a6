import { ageColumn, nameColumn } from './ageColumn';
import type { PrinterColumn } from './kind';
import type { Node } from './node';

const roleLabel = 'node-role.kubernetes.io/';

export const nodeColumns: readonly PrinterColumn<Node>[] = [
  nameColumn,
  {
    name: 'Status',
    type: 'string',
    description: 'Whether the node is ready, and whether it takes new pods',
    value: nodeStatusText,
  },
  {
    name: 'Roles',
    type: 'string',
    description: 'The roles that labels give the node',
    value: (node) => nodeRoles(node).join(',') || '<none>',
  },
  ageColumn,
  {
    name: 'Version',
    type: 'string',
    description: 'The version of the kubelet',
    value: (node) => node.status?.nodeInfo?.kubeletVersion ?? '',
  },
  {
    name: 'Internal-IP',
    type: 'string',
    description: 'The address of the node in its network',
    priority: 1,
    value: (node) => addressOf(node, 'InternalIP'),
  },
  {
    name: 'External-IP',
    type: 'string',
    description: 'The address of the node in the world',
    priority: 1,
    value: (node) => addressOf(node, 'ExternalIP'),
  },
  {
    name: 'OS-Image',
    type: 'string',
    description: 'The operating system',
    priority: 1,
    value: (node) => node.status?.nodeInfo?.osImage || '<unknown>',
  },
  {
    name: 'Kernel-Version',
    type: 'string',
    description: 'The kernel',
    priority: 1,
    value: (node) => node.status?.nodeInfo?.kernelVersion || '<unknown>',
  },
  {
    name: 'Container-Runtime',
    type: 'string',
    description: 'The container runtime and its version',
    priority: 1,
    value: (node) => node.status?.nodeInfo?.containerRuntimeVersion || '<unknown>',
  },
];

/** `Ready`, `NotReady` or `Unknown`, with `,SchedulingDisabled` when the node is cordoned. */
function nodeStatusText(node: Node): string {
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
  const status = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return node.spec.unschedulable === true ? `${status},SchedulingDisabled` : status;
}

/** The roles of a node: `control-plane` and the like, sorted. */
function nodeRoles(node: Node): string[] {
  const roles = Object.entries(node.metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(roleLabel)) return key.length > roleLabel.length ? [key.slice(roleLabel.length)] : [];
    return key === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return [...new Set(roles)].sort();
}

function addressOf(node: Node, type: string): string {
  return node.status?.addresses?.find((address) => address.type === type)?.address ?? '<none>';
}
