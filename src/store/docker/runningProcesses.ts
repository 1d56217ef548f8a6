/** What runs in the containers of a machine, as far as it can be seen without looking at one of them closely. */
import type { Machine } from '../../engine/machine';
import { containerOf } from './lookInside';

export interface Running {
  /** Processes, those that someone has started in it with `exec` among them. */
  readonly processes: number;
  /** One of them has JavaScript that was given up on: it answers nothing until it is killed. */
  readonly hung: boolean;
}

export const NOTHING_RUNS: Running = { processes: 0, hung: false };

/** By the containers' IDs; none for those in which nothing runs. */
export function runningProcesses({ kernel }: Machine): ReadonlyMap<string, Running> {
  const running = new Map<string, Running>();
  for (const process of kernel.processes) {
    const id = process.exit === undefined ? containerOf(process) : undefined;
    if (id === undefined) continue;
    const { processes, hung } = running.get(id) ?? NOTHING_RUNS;
    running.set(id, { processes: processes + 1, hung: hung || process.trouble === 'hung' });
  }
  return running;
}
