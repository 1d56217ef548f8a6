/** The program that KUBECTL_EXTERNAL_DIFF names, which kubectl diff asks instead of `diff -u -N`. */
import { waitForExit } from '../../../engine/processes/kernel';
import type { Process } from '../../../engine/processes/process';
import type { Routine } from '../../../engine/processes/routine';
import { startProgram } from '../../programs';
import { CommandError } from '../errors';

/** One object as it is and as it would be, as text; undefined on the side where there is no file of it. */
export interface Compared {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Where the files of both sides are. */
export interface Sides {
  readonly live: string;
  readonly merged: string;
}

/** Words that kubectl hands on to the program; others it leaves out. */
const PLAIN = /^[a-zA-Z0-9-=]+$/;

/** Runs the program with both folders and gives its exit status. @throws CommandError when it ends above 1 */
export function* externalDiff(
  process: Process,
  command: string,
  { live, merged }: Sides,
  compared: readonly Compared[],
): Routine<number> {
  const { files } = process;
  for (const side of [live, merged]) files.makeDirectory(side, { parents: true });
  for (const { name, before, after } of compared) {
    if (before !== undefined) files.write(`${live}/${name}`, before);
    if (after !== undefined) files.write(`${merged}/${name}`, after);
  }
  const [program = '', ...words] = command.split(' ');
  const started = startProgram(process, [program, live, merged, ...words.filter((word) => PLAIN.test(word))]);
  const status = started.ok ? (yield* waitForExit(started.value)).code : undefined;
  for (const side of [live, merged]) files.remove(side, { recursive: true });
  if (status !== undefined && status <= 1) return status;
  const why = status === undefined ? 'executable file not found in $PATH' : `exit status ${status}`;
  throw new CommandError(`failed to run ${JSON.stringify(program)}: ${why}`);
}
