/** Finding containers and pods by the beginning of their ids. */
import type { ContainerRuntime, PodContainerStatus, SandboxStatus } from '../../../engine/containers/runtime';
import { fatal } from './failure';

/** How much of an id lists show. */
export const SHORT = 13;

export function containerOf(runtime: ContainerRuntime, id: string): PodContainerStatus {
  return one(runtime.containers, id, 'container');
}

export function sandboxOf(runtime: ContainerRuntime, id: string): SandboxStatus {
  return one(runtime.sandboxes, id, 'pod sandbox');
}

function one<T extends { readonly id: string }>(all: readonly T[], id: string, what: string): T {
  const [found, another] = id === '' ? [] : all.filter((entry) => entry.id.startsWith(id));
  if (found === undefined)
    throw fatal(`rpc error: code = NotFound desc = an error occurred when try to find ${what} "${id}": not found`);
  if (another !== undefined) throw fatal(`multiple IDs found with provided prefix: ${id}`);
  return found;
}

/** The short id of an image; what the container names where it is gone. */
export function imageIdOf(runtime: ContainerRuntime, image: string): string {
  return runtime.findImage(image)?.id.replace('sha256:', '') ?? image;
}
