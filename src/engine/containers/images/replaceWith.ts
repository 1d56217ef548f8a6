import { findExecutable, programNamed } from '../../processes/executable';
import type { Process } from '../../processes/process';
import type { Routine } from '../../processes/routine';

/** Goes on as another program in the same process, as a shell's `exec` does. */
export function* replaceWith(process: Process, argv: readonly string[]): Routine<number> {
  const name = argv[0] ?? '';
  const found = findExecutable(process, name);
  const program = found.ok ? process.kernel.programs.get(programNamed(found.value.text) ?? '') : undefined;
  if (program === undefined) {
    process.stderr.write(`${process.argv[0]}: exec: ${name}: not found\n`);
    return 127;
  }
  process.argv = argv;
  return yield* program(process);
}
