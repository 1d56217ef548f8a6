/** A runtime's sandboxes and containers as crictl lists them. */
import type { StoredImage } from './imageStore';
import type { PodContainer } from './podContainer';
import type { PodSandbox } from './podSandbox';
import type { PodContainerStatus, SandboxStatus } from './runtime';

export function sandboxStatus({ id, options, address, createdAt, pause }: PodSandbox): SandboxStatus {
  const { podName, podNamespace, podUid, hostNetwork, labels = {}, annotations = {} } = options;
  const state = pause.state === 'running' ? 'ready' : 'notready';
  const { pid } = pause;
  return { id, podName, podNamespace, podUid, state, createdAt, address, hostNetwork, labels, annotations, pid };
}

export function podContainerStatus({ status, parts, container }: PodContainer): PodContainerStatus {
  const { sandbox, options } = parts;
  const { podName, podNamespace, podUid } = sandbox.options;
  const { attempt, mounts } = options;
  const { pid } = container;
  return { ...status, sandbox: sandbox.id, podName, podNamespace, podUid, attempt, pid, mounts };
}

export function listedImage({ names, repositoryDigests, sizeBytes }: StoredImage) {
  return { names: [...repositoryDigests, ...names], sizeBytes };
}
