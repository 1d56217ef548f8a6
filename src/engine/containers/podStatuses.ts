/** A runtime's sandboxes and containers as crictl lists them. */
import type { StoredImage } from './imageStore';
import type { PodContainer } from './podContainer';
import type { PodSandbox } from './podSandbox';
import type { PodContainerStatus, SandboxStatus } from './runtime';

export function sandboxStatus({ id, options, address, createdAt, pause }: PodSandbox): SandboxStatus {
  const { podName, podNamespace, podUid } = options;
  const state = pause.state === 'running' ? 'ready' : 'notready';
  return { id, podName, podNamespace, podUid, state, createdAt, address };
}

export function podContainerStatus({ status, parts }: PodContainer): PodContainerStatus {
  const { sandbox, options } = parts;
  const { podName, podNamespace } = sandbox.options;
  return { ...status, sandbox: sandbox.id, podName, podNamespace, attempt: options.attempt };
}

export function listedImage({ names, repositoryDigests, sizeBytes }: StoredImage) {
  return { names: [...repositoryDigests, ...names], sizeBytes };
}
