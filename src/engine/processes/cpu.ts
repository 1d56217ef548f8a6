/**
 * CPU time. A machine has so many CPUs; those that compute at the same moment share them, and a group with a quota gets
 * no more of each period of 100 ms than that, however idle the machine is.
 *
 * Simplified: everything that computes is equally important (no nice values, no cpu.weight).
 */
import { CPU_PERIOD } from './cgroup';
import { sleep } from './kernel';
import type { Process } from './process';
import type { Routine } from './routine';

/** Who computes is looked at again after so many milliseconds. */
const SLICE = 50;

/**
 * Computes for so many milliseconds of CPU time. On an idle machine that takes as long on the clock; where others
 * compute, or a cgroup's quota is used up, longer. `background` as for `sleep`.
 */
export function* useCpu(
  process: Process,
  milliseconds: number,
  options: { readonly background?: boolean } = {},
): Routine<void> {
  const { clock } = process;
  let left = milliseconds;
  while (left > 1e-6) {
    const budget = process.cgroup.cpuBudget(clock.now);
    if (budget <= 1e-6) {
      const wait = CPU_PERIOD - (clock.now % CPU_PERIOD);
      process.cgroup.throttle(clock.now, wait);
      yield* sleep(clock, wait, options);
      continue;
    }
    const slice = Math.min(left, budget, SLICE);
    yield* compute(process, slice, options);
    left -= slice;
  }
}

function* compute(process: Process, milliseconds: number, options: { readonly background?: boolean }): Routine<void> {
  const { clock, cgroup } = process;
  const processors = process.kernel.processors;
  const slowness = processors.slowness;
  const began = clock.now;
  cgroup.spendCpu(began, milliseconds);
  processors.enter();
  process.computing = true;
  try {
    yield* sleep(clock, milliseconds * slowness, options);
  } finally {
    processors.leave();
    process.computing = false;
    process.countCpu(Math.min(milliseconds, (clock.now - began) / slowness));
  }
}
