/** What the CRI tells of containers, pods and images, as crictl prints its messages in JSON: numbers of 64 bits are texts. */
import { familiarName } from '../../../base/imageReference';
import { formatMicroTime } from '../../../base/time';
import type { ContainerRuntime, PodContainerStatus, SandboxStatus } from '../../../engine/containers/runtime';
import type { CrictlInvocation } from './crictl';

type Message = Readonly<Record<string, unknown>>;

/** Go's zero time, of what has not happened. */
const NEVER = '0001-01-01T00:00:00Z';

const moment = (time: number | undefined) => (time === undefined ? NEVER : formatMicroTime(time));
const nanoseconds = (time: number) => `${Math.round(time * 1000)}000`;

/** The labels that the kubelet gives its containers. */
export function containerLabels(one: PodContainerStatus): Readonly<Record<string, string>> {
  return {
    'io.kubernetes.container.name': one.name,
    'io.kubernetes.pod.name': one.podName,
    'io.kubernetes.pod.namespace': one.podNamespace,
    'io.kubernetes.pod.uid': one.podUid,
  };
}

/** The pod's labels and the kubelet's. */
export function sandboxLabels(one: SandboxStatus): Readonly<Record<string, string>> {
  return {
    ...one.labels,
    'io.kubernetes.pod.name': one.podName,
    'io.kubernetes.pod.namespace': one.podNamespace,
    'io.kubernetes.pod.uid': one.podUid,
  };
}

function imageSpec(image: string, userSpecifiedImage: string): Message {
  return { annotations: {}, image, runtimeHandler: '', userSpecifiedImage };
}

const containerState = ({ state }: PodContainerStatus) => `CONTAINER_${state.toUpperCase()}`;
const sandboxState = ({ state }: SandboxStatus) => `SANDBOX_${state.toUpperCase()}`;

export function listedContainer(runtime: ContainerRuntime, one: PodContainerStatus): Message {
  const id = runtime.findImage(one.image)?.id ?? one.image;
  return {
    id: one.id,
    podSandboxId: one.sandbox,
    metadata: { name: one.name, attempt: one.attempt },
    image: imageSpec(id, one.image),
    imageRef: id,
    state: containerState(one),
    createdAt: nanoseconds(one.createdAt),
    labels: containerLabels(one),
    annotations: {},
  };
}

export function containerStatus(one: PodContainerStatus): Message {
  const started = one.state === 'created' ? undefined : one.startedAt;
  return {
    annotations: {},
    createdAt: moment(one.createdAt),
    exitCode: one.exitCode ?? 0,
    finishedAt: moment(one.finishedAt),
    id: one.id,
    image: imageSpec(one.image, ''),
    imageRef: one.imageId,
    labels: containerLabels(one),
    logPath: `/var/log/pods/${one.podNamespace}_${one.podName}_${one.podUid}/${one.name}/${one.attempt}.log`,
    message: one.message ?? '',
    metadata: { attempt: one.attempt, name: one.name },
    mounts: one.mounts.map(({ mountPath, readOnly, source }) => ({
      containerPath: mountPath,
      hostPath: typeof source === 'object' && 'machinePath' in source ? source.machinePath : '',
      readonly: readOnly,
    })),
    reason: one.reason ?? '',
    startedAt: moment(started),
    state: containerState(one),
  };
}

export function listedSandbox(one: SandboxStatus): Message {
  return {
    id: one.id,
    metadata: { name: one.podName, uid: one.podUid, namespace: one.podNamespace, attempt: 0 },
    state: sandboxState(one),
    createdAt: nanoseconds(one.createdAt),
    labels: sandboxLabels(one),
    annotations: one.annotations,
    runtimeHandler: '',
  };
}

export function sandboxStatus(one: SandboxStatus): Message {
  const network = one.hostNetwork ? 'NODE' : 'POD';
  return {
    annotations: one.annotations,
    createdAt: moment(one.createdAt),
    id: one.id,
    labels: sandboxLabels(one),
    linux: { namespaces: { options: { ipc: 'POD', network, pid: 'CONTAINER', targetId: '', usernsOptions: null } } },
    metadata: { attempt: 0, name: one.podName, namespace: one.podNamespace, uid: one.podUid },
    network: { additionalIps: [], ip: one.address ?? '' },
    runtimeHandler: '',
    state: sandboxState(one),
  };
}

/** An image of the node as the CRI lists it. */
export interface ListedImage {
  readonly id: string;
  readonly repoTags: readonly string[];
  readonly repoDigests: readonly string[];
  readonly sizeBytes: number;
}

/** In the order of their names. Docker tells the size of the unpacked layers and short names, containerd neither. */
export function listedImages({ machines, node, runtime }: CrictlInvocation): readonly ListedImage[] {
  const docker = runtime.scheme === 'docker://';
  const own = (name: string) => (docker ? familiarName(name) : name);
  return (machines.imagesOn(node)?.images ?? [])
    .map(({ image, names, repositoryDigests, sizeBytes, unpackedBytes }) => ({
      id: image.id,
      repoTags: names.map(own),
      repoDigests: repositoryDigests.map(own),
      sizeBytes: docker ? unpackedBytes : sizeBytes,
    }))
    .sort((a, b) => (String(a.repoTags) < String(b.repoTags) ? -1 : 1));
}

export function imageMessage({ id, repoTags, repoDigests, sizeBytes }: ListedImage): Message {
  const size = String(sizeBytes);
  return { id, repoTags, repoDigests, size, uid: null, username: '', spec: null, pinned: isPause(repoTags) };
}

/** The pause image is never cleared away. */
export function isPause(names: readonly string[]): boolean {
  return names.some((name) => name.startsWith('registry.k8s.io/pause:'));
}
