/** What a kubelet says of its node: the Node object at registration and its status ever after. */
import type { NodeCondition, NodeStatus } from 'kubernetes-types/core/v1';
import { hashValue } from '../../base/hash';
import { formatTime } from '../../base/time';
import { machineType, providerId, UNINITIALIZED } from '../../kinds/cloudNode';
import type { Node } from '../../kinds/node';
import type { ContainerRuntime } from '../containers/runtime';
import type { ClusterProfile, NodeProfile } from '../profile';

/** Container images that a node's status lists at most. */
const IMAGE_LIMIT = 50;

/** What pods may use of the node. */
export function nodeAllocatable(node: NodeProfile): Record<string, string> {
  return {
    cpu: node.cpu,
    'ephemeral-storage': node.ephemeralStorage,
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: node.memory,
    pods: String(node.pods),
  };
}

/**
 * The object with which the kubelet registers its node. Where there is a cloud, its controller manager has to look the
 * machine up before pods may come.
 *
 * Simplified: the machines that a cluster begins with are registered as that controller has left them.
 */
export function newNode(node: NodeProfile, profile: ClusterProfile): Node {
  const roles = Object.fromEntries(node.roles.map((role) => [`node-role.kubernetes.io/${role}`, '']));
  const known = profile.cloud && profile.nodes.some(({ name }) => name === node.name);
  const taints = [...node.taints, ...(profile.cloud && !known ? [UNINITIALIZED] : [])].map((taint) => ({ ...taint }));
  const socket = profile.runtime.scheme.startsWith('docker')
    ? 'unix:///var/run/cri-dockerd.sock'
    : 'unix:///var/run/containerd/containerd.sock';
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      annotations: {
        'kubeadm.alpha.kubernetes.io/cri-socket': socket,
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': node.name,
        'kubernetes.io/os': 'linux',
        ...roles,
        ...(known ? { 'node.kubernetes.io/instance-type': machineType(node) } : {}),
        ...node.labels,
      },
    },
    spec: {
      podCIDR: node.podCidr,
      podCIDRs: [node.podCidr],
      ...(known ? { providerID: providerId(node.name) } : {}),
      ...(taints.length === 0 ? {} : { taints }),
    },
  };
}

export interface NodeFindings {
  readonly node: NodeProfile;
  readonly profile: ClusterProfile;
  readonly runtime: ContainerRuntime;
  readonly bootId: string;
  /** True when the node is short of memory. */
  readonly memoryPressure: boolean;
  readonly now: number;
}

/** The node's status now; transition times are kept from `before`, and conditions of other writers too. */
export function makeNodeStatus(findings: NodeFindings, before: NodeStatus | undefined): NodeStatus {
  const { node, profile, runtime } = findings;
  const old = before?.conditions ?? [];
  const now = formatTime(findings.now);
  const found = CONDITIONS.map((one) => (one.type === SHORT.type && findings.memoryPressure ? SHORT : one));
  const conditions = found.map((condition): NodeCondition => {
    const known = old.find((other) => other.type === condition.type);
    const kept = known?.status === condition.status ? known.lastTransitionTime : undefined;
    return { ...condition, lastHeartbeatTime: now, lastTransitionTime: kept ?? now };
  });
  const foreign = old.filter((condition) => !CONDITIONS.some((own) => own.type === condition.type));
  return {
    addresses: [
      { address: node.address, type: 'InternalIP' },
      { address: node.name, type: 'Hostname' },
    ],
    allocatable: nodeAllocatable(node),
    capacity: nodeAllocatable(node),
    conditions: [...foreign, ...conditions],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    ...(profile.kubelet.reportImages ? { images: reportedImages(runtime) } : {}),
    nodeInfo: {
      architecture: 'amd64',
      bootID: findings.bootId,
      containerRuntimeVersion: `${profile.runtime.scheme}${profile.runtime.version}`,
      kernelVersion: node.kernelVersion,
      kubeProxyVersion: profile.version,
      kubeletVersion: profile.version,
      machineID: node.machineId ?? stableId(node.name, 'machine').replaceAll('-', ''),
      operatingSystem: 'linux',
      osImage: node.osImage,
      systemUUID: stableId(node.name, 'system'),
    },
  };
}

const SHORT: NodeCondition = {
  type: 'MemoryPressure',
  status: 'True',
  reason: 'KubeletHasInsufficientMemory',
  message: 'kubelet has insufficient memory available',
};
const CONDITIONS: readonly NodeCondition[] = [
  {
    type: 'MemoryPressure',
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  {
    type: 'DiskPressure',
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
    message: 'kubelet has no disk pressure',
  },
  {
    type: 'PIDPressure',
    status: 'False',
    reason: 'KubeletHasSufficientPID',
    message: 'kubelet has sufficient PID available',
  },
  { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
];

/** The images on the node, the largest first. */
function reportedImages(runtime: ContainerRuntime): { names: string[]; sizeBytes: number }[] {
  return [...runtime.images]
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .slice(0, IMAGE_LIMIT)
    .map((image) => ({ names: [...image.names], sizeBytes: image.sizeBytes }));
}

/** A UUID that belongs to a node's hardware: the same in every session. */
function stableId(node: string, purpose: string): string {
  const hex = hashValue(`${node}/${purpose}`) + hashValue(`${purpose}/${node}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
