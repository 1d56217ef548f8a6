/** The shell at a terminal: prompt, line editor, history, jobs. */
import type { Routine } from '../engine/processes/routine';
import type { Descriptors } from './interpreter/descriptors';
import type { Shell } from './interpreter/shell';

export function* runInteractive(
  _shell: Shell,
  _descriptors: Descriptors,
  _startup: string | undefined,
): Routine<number> {
  yield (wake) => {
    wake();
    return () => {};
  };
  return 0;
}
