/** Finding containers and pods by the beginning of their ids. */
import type { ContainerRuntime, PodContainerStatus, SandboxStatus } from '../../../engine/containers/runtime';
import { fatal } from './failure';

/** How much of an id lists show. */
export const SHORT = 13;

/** @param doing what fails where there is none, as crictl's message begins */
export function containerOf(runtime: ContainerRuntime, id: string, doing = ''): PodContainerStatus {
  return one(runtime.containers, id, doing, missing(runtime, 'container', id));
}

/** @param doing what fails where there is none, as crictl's message begins */
export function sandboxOf(runtime: ContainerRuntime, id: string, doing = ''): SandboxStatus {
  return one(runtime.sandboxes, id, doing, missing(runtime, 'pod sandbox', id));
}

/** What containerd, or Docker behind cri-dockerd, says of an id that nobody has. */
function missing({ scheme }: ContainerRuntime, what: string, id: string): string {
  return scheme === 'docker://'
    ? `rpc error: code = Unknown desc = Error response from daemon: No such container: ${id}`
    : `rpc error: code = NotFound desc = an error occurred when try to find ${what} "${id}": not found`;
}

function one<T extends { readonly id: string }>(all: readonly T[], id: string, doing: string, problem: string): T {
  const [found, another] = id === '' ? [] : all.filter((entry) => entry.id.startsWith(id));
  if (found === undefined) throw fatal(`${doing}${problem}`);
  if (another !== undefined) throw fatal(`multiple IDs found with provided prefix: ${id}`);
  return found;
}

/** The short id of an image; what the container names where it is gone. */
export function imageIdOf(runtime: ContainerRuntime, image: string): string {
  return runtime.findImage(image)?.id.replace('sha256:', '') ?? image;
}
