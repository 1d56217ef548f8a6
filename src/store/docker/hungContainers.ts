/** Containers in which a program never gives the processor back. */
import type { Machine } from '../../engine/machine';
import { containerOf } from './lookInside';

/** IDs of containers with a process whose JavaScript was given up on: it answers nothing until it is killed. */
export function hungContainers({ kernel }: Machine): ReadonlySet<string> {
  const hung = new Set<string>();
  for (const process of kernel.processes) {
    if (process.trouble !== 'hung' || process.exit !== undefined) continue;
    const id = containerOf(process);
    if (id !== undefined) hung.add(id);
  }
  return hung;
}
