/** From a command line to a program, with runc's words for what can go wrong. */
import { fail, ok, type Result } from '../../base/result';
import { type Executable, findExecutable, programNamed } from '../processes/executable';
import type { Kernel } from '../processes/kernel';
import type { Process, Program } from '../processes/process';
import { unknownProgram } from './images/generic';

export interface LaunchPlace extends Pick<Process, 'files' | 'env' | 'workingDirectory'> {
  readonly kernel: Kernel;
  /** Commands that aren't in the files run as a program that only waits. */
  readonly generic: boolean;
}

export interface Launch {
  readonly program: Program;
  readonly argv: readonly string[];
}

/** Why runc cannot start it: `code` is Docker's exit code (127 not found, 126 found but not runnable). */
export interface LaunchError {
  readonly code: 126 | 127;
  /** `exec: "nope": executable file not found in $PATH`. */
  readonly reason: string;
  /** True when runc was not even asked: there is no such user. */
  readonly early?: boolean;
  /** True when runc refused before it began with a process. */
  readonly unstarted?: boolean;
}

export function findProgram(place: LaunchPlace, argv: readonly string[]): Result<Launch, LaunchError> {
  const name = argv[0] ?? '';
  const found = findExecutable(place, name);
  if (found.ok) return load(place, found.value, argv, name, 0);
  if (place.generic && found.error === 'not found') return ok({ program: unknownProgram, argv });
  if (found.error !== 'not found') return refused(126, name, 'permission denied');
  if (!name.includes('/')) return refused(127, name, 'executable file not found in $PATH');
  return refused(127, name, `stat ${name}: no such file or directory`);
}

function load(
  place: LaunchPlace,
  file: Executable,
  argv: readonly string[],
  name: string,
  depth: number,
): Result<Launch, LaunchError> {
  const programName = programNamed(file.text);
  if (programName !== undefined) {
    const program = place.kernel.programs.get(programName) ?? notSimulated(programName);
    return ok({ program, argv });
  }
  const words = /^#! *(\S+)(?: +([^\n]*))?/.exec(file.text);
  const interpreter = words?.[1];
  if (interpreter === undefined || depth > 4) return refused(126, name, 'exec format error');
  const next = findExecutable(place, interpreter);
  if (!next.ok) return refused(127, name, 'no such file or directory');
  const option = words?.[2]?.trim() ?? '';
  const rest = [file.path, ...argv.slice(1)];
  return load(
    place,
    next.value,
    option === '' ? [interpreter, ...rest] : [interpreter, option, ...rest],
    name,
    depth + 1,
  );
}

function refused(code: LaunchError['code'], name: string, reason: string): Result<never, LaunchError> {
  // The kernel itself refuses a format, so that runc quotes no lookup.
  return fail({
    code,
    reason: reason === 'exec format error' ? `exec ${name}: ${reason}` : `exec: "${name}": ${reason}`,
  });
}

function notSimulated(name: string): Program {
  // biome-ignore lint/correctness/useYield: it ends in its first step
  return function* (process) {
    process.stderr.write(`${name}: this program is not simulated in this playground\n`);
    return 127;
  };
}
