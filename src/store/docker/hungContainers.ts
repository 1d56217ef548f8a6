/** Containers in which a program never gives the processor back. */
import type { Machine } from '../../engine/machine';

/** IDs of containers with a process that the sandbox has given up on. */
export function hungContainers(_machine: Machine): ReadonlySet<string> {
  return new Set();
}
