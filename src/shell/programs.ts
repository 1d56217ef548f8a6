/** Finds and starts programs by name, as shells, `xargs`, `timeout` and `kubectl edit` do. */
import type { Result } from '../base/result';
import { fail, ok } from '../base/result';
import type { ExecutableError } from '../engine/processes/executable';
import { findExecutable, programNamed } from '../engine/processes/executable';
import type { Process, ProcessOptions, Program } from '../engine/processes/process';
import type { Routine } from '../engine/processes/routine';

export interface FoundProgram {
  readonly path: string;
  readonly program: Program;
  /** The arguments that it is run with: a script's interpreter and path stand before the rest. */
  readonly argv: readonly string[];
}

export type ProgramError =
  | ExecutableError
  /** A script's interpreter is missing. */
  | 'bad interpreter'
  /** An executable file that names no program of this world. */
  | 'not simulated';

type Searcher = Pick<Process, 'files' | 'env' | 'workingDirectory' | 'kernel'>;

/** The program behind a command line; scripts are followed to their interpreter. */
export function findProgram(process: Searcher, argv: readonly string[]): Result<FoundProgram, ProgramError> {
  const [name = '', ...rest] = argv;
  const executable = findExecutable(process, name);
  if (!executable.ok) return fail(executable.error);
  const { path, text } = executable.value;
  const named = programNamed(text);
  if (named !== undefined) {
    const program = process.kernel.programs.get(named);
    return program === undefined ? fail('not simulated') : ok({ path, program, argv });
  }
  const shebang = /^#!\s*(\S+)(?:[ \t]+([^\n]*\S))?/.exec(text);
  const interpreter = shebang?.[1] ?? (process.files.stat('/bin/bash').ok ? '/bin/bash' : '/bin/sh');
  const found = findExecutable(process, interpreter);
  const program = found.ok ? process.kernel.programs.get(programNamed(found.value.text) ?? '') : undefined;
  if (program === undefined) return fail('bad interpreter');
  const option = shebang?.[2] === undefined ? [] : [shebang[2]];
  return ok({ path, program, argv: [interpreter, ...option, name.includes('/') ? name : path, ...rest] });
}

/** Starts a child process for a command line. */
export function startProgram(
  process: Process,
  argv: readonly string[],
  options: Omit<ProcessOptions, 'argv' | 'program'> = {},
): Result<Process, ProgramError> {
  const found = findProgram({ ...pick(process), env: new Map(options.env ?? process.env) }, argv);
  if (!found.ok) return found;
  return ok(process.spawn({ ...options, ...launchOf(found.value) }));
}

/** What a process is started with to run a program that was found. */
export function launchOf({
  path,
  program,
  argv,
}: FoundProgram): Pick<ProcessOptions, 'argv' | 'program' | 'executable'> {
  return { argv, program, executable: path };
}

/** Becomes a program, as execve does, and runs it to its end; the error when there is none. */
export function* becomeProgram(
  process: Process,
  argv: readonly string[],
  title: readonly string[] = argv,
): Routine<Result<number, ProgramError>> {
  const found = findProgram(process, argv);
  if (!found.ok) return found;
  const { program } = found.value;
  const { executable } = launchOf(found.value);
  const { env, stdin, stdout, stderr, tty } = process;
  const words = title === argv ? found.value.argv : title;
  process.become({ argv: words, env, stdin, stdout, stderr, tty, ...(executable === undefined ? {} : { executable }) });
  return ok(yield* program(process));
}

/** The user's shell as util-linux starts it where no program is named: a login shell. */
export function* becomeShell(process: Process): Routine<Result<number, ProgramError>> {
  const shell = process.env.get('SHELL') || '/bin/sh';
  return yield* becomeProgram(process, [shell], [`-${shell.split('/').at(-1)}`]);
}

function pick(process: Process): Searcher {
  const { files, env, workingDirectory, kernel } = process;
  return { files, env, workingDirectory, kernel };
}

/** The C library's words for it, as `env` and `timeout` print them. */
export function describeProgramError(error: ProgramError): string {
  switch (error) {
    case 'permission denied':
    case 'is a directory':
      return 'Permission denied';
    case 'not simulated':
      return 'this program is not simulated here';
    default:
      return 'No such file or directory';
  }
}

/** The status of a command that could not be started: 127 when there is none, else 126. */
export function statusOfProgramError(error: ProgramError): number {
  return error === 'not found' || error === 'bad interpreter' ? 127 : 126;
}
