/** Simple commands: assignments, arguments, redirects; then a function, a builtin or a program. */
import type { Assignment, Command, Word } from 'unbash';
import type { Result } from '../../base/result';
import { busyboxOf } from '../../engine/processes/busybox';
import type { Routine } from '../../engine/processes/routine';
import type { FoundProgram, ProgramError } from '../programs';
import { findProgram, launchOf, statusOfProgramError } from '../programs';
import { assign, assignArray } from './assign';
import { ExpansionError, FunctionReturn, ShellExit } from './control';
import type { Descriptors } from './descriptors';
import { expandText, expandWords } from './expand';
import type { ExpansionContext } from './expansionContext';
import { checkProcessLimit, streamsOf, waitForeground } from './launch';
import { quoteForShell } from './quote';
import { applyRedirects } from './redirect';
import type { Builtin, RunContext, Shell } from './shell';
import { runBuiltin } from './shell';
import { parseWord } from './syntax';

/** Builtins whose arguments may be assignments. */
const DECLARATIONS: ReadonlySet<string> = new Set(['export', 'local', 'declare', 'typeset', 'readonly']);

/** Runs a simple command and gives its status. */
export function* runSimple(command: Command, context: RunContext): Routine<number> {
  const { shell } = context;
  yield* shell.tick();
  try {
    const words = yield* commandWords(command, context);
    const assignments = command.prefix.filter((item): item is Assignment => item.type === 'Assignment');
    if (words.length === 0) return yield* assignOnly(command, assignments, context);
    trace(shell, assignments, words, context.descriptors);
    const descriptors = yield* applyRedirects(command.redirects, context);
    return yield* dispatch(command, words, assignments, { ...context, descriptors });
  } catch (thrown) {
    if (!(thrown instanceof ExpansionError)) throw thrown;
    const bash = shell.flavour === 'bash';
    if (thrown.scope === 'line' && (bash || shell.interactive)) throw thrown;
    shell.complain(context.descriptors, thrown.message);
    if (thrown.scope !== 'command' && !shell.interactive) throw new ShellExit(bash ? 127 : 2);
    if (!bash && command.name?.value === 'exec' && !shell.interactive)
      throw new ShellExit(shell.flavour === 'dash' ? 2 : 1);
    return shell.flavour === 'dash' ? 2 : 1;
  }
}

function* commandWords(command: Command, context: RunContext): Routine<string[]> {
  const before = context.shell.status;
  const words = command.name === undefined ? [] : yield* expandWords([command.name], context);
  const declares = DECLARATIONS.has(words[0] ?? '');
  for (const argument of command.args) {
    if (argument.type === 'Word') words.push(...(yield* expandWords([argument], context)));
    else words.push(...(yield* assignmentWords(argument, declares, context)));
  }
  if (words.length > 0) context.shell.status = before;
  return words;
}

/** An argument that looks like an assignment: `export a=$b` is not split, `env a=$b` is. */
function* assignmentWords(argument: Assignment, declares: boolean, context: ExpansionContext): Routine<string[]> {
  if (argument.value.type === 'ArrayValue') return declares ? [argument.name] : [argument.text];
  if (!declares) {
    const word: Word | undefined = parseWord(`x${argument.text}`);
    const words = word === undefined ? [argument.text] : yield* expandWords([word], context);
    return words.map((text, at) => (at === 0 && word !== undefined ? text.slice(1) : text));
  }
  const value = yield* expandText(argument.value, context, true);
  const index = argument.index === undefined ? '' : `[${argument.index.text}]`;
  return [`${argument.name}${index}${argument.append === true ? '+' : ''}=${value}`];
}

function* assignOnly(command: Command, assignments: readonly Assignment[], context: RunContext): Routine<number> {
  const { shell } = context;
  shell.status = 0;
  for (const assignment of assignments) {
    yield* assign(assignment, context);
    if (shell.options.has('xtrace'))
      context.descriptors.stderr.write(
        `+ ${assignment.name}=${quoteForShell(shell.variables.get(assignment.name) ?? '')}\n`,
      );
  }
  const { status } = shell;
  yield* applyRedirects(command.redirects, context);
  return status;
}

function trace(
  shell: Shell,
  assignments: readonly Assignment[],
  words: readonly string[],
  descriptors: Descriptors,
): void {
  if (!shell.options.has('xtrace')) return;
  const line = [
    ...assignments.map((item) => item.text),
    ...words.map((word) => (word === '' ? "''" : quoteForShell(word))),
  ];
  descriptors.stderr.write(`${shell.variables.get('PS4') ?? '+ '}${line.join(' ')}\n`);
}

function* dispatch(
  command: Command,
  words: readonly string[],
  assignments: readonly Assignment[],
  context: RunContext,
): Routine<number> {
  const { shell } = context;
  const [name = ''] = words;
  const defined = shell.functions.get(name);
  const builtin = shell.builtin(name);
  if (defined === undefined && builtin === undefined) return yield* runProgram(words, assignments, context, command);
  const restore = yield* assignTemporarily(assignments, context);
  try {
    if (defined !== undefined) return yield* runFunction(name, words.slice(1), context);
    const status = yield* runBuiltin(builtin as Builtin, shell, words.slice(1), context.descriptors);
    if (DECLARATIONS.has(name)) yield* assignArrays(command, context);
    if (name === 'exec') adoptRedirects(words, context);
    return status;
  } finally {
    restore();
  }
}

function* assignArrays(command: Command, context: RunContext): Routine<void> {
  for (const argument of command.args) {
    if (argument.type === 'Assignment' && argument.value.type === 'ArrayValue')
      yield* assignArray(argument.name, argument.value, argument.append === true, context);
  }
}

/** `exec` without a command keeps its redirects: the table of the running shell itself changes. */
function adoptRedirects(words: readonly string[], context: RunContext): void {
  if (words.length === 1) context.shell.adopted?.adopt(context.descriptors);
}

function* assignTemporarily(assignments: readonly Assignment[], context: RunContext): Routine<() => void> {
  if (assignments.length === 0) return () => {};
  const { variables } = context.shell;
  const before = variables.fork();
  for (const assignment of assignments) {
    yield* assign(assignment, context);
    variables.declare(assignment.name, { exported: true });
  }
  return () => {
    for (const { name } of assignments) variables.restore(name, before.find(name));
  };
}

function* runFunction(name: string, arguments_: readonly string[], context: RunContext): Routine<number> {
  const { shell } = context;
  const defined = shell.functions.get(name);
  if (defined === undefined) return 127;
  if (shell.functionNames.length >= 500)
    throw new ExpansionError(`${name}: maximum function nesting level exceeded (500)`);
  const { positional, functionNames, loopDepth, line } = shell;
  shell.positional = arguments_;
  shell.functionNames = [name, ...functionNames];
  shell.loopDepth = 0;
  shell.variables.enter();
  try {
    return yield* shell.runner.node(defined.body, { ...context, source: defined.source, inPlace: false });
  } catch (thrown) {
    if (!(thrown instanceof FunctionReturn)) throw thrown;
    return thrown.status;
  } finally {
    shell.variables.leave();
    Object.assign(shell, { positional, functionNames, loopDepth, line });
  }
}

function* runProgram(
  words: readonly string[],
  assignments: readonly Assignment[],
  context: RunContext,
  command: Command,
): Routine<number> {
  const { shell } = context;
  const restore = yield* assignTemporarily(assignments, context);
  const env = shell.variables.environment();
  restore();
  const found = lookUp(shell, words, env);
  if (!found.ok) {
    shell.complain(context.descriptors, describeError(shell, words[0] ?? '', found.error));
    return statusOfProgramError(found.error);
  }
  const { program } = found.value;
  const launch = { ...launchOf(found.value), ...disguise(shell, words[0] ?? '') };
  const streams = streamsOf(shell, context.descriptors);
  if (context.inPlace && mayBecome(shell, command.redirects.length > 0)) {
    shell.process.become({ ...launch, env, ...streams });
    return yield* program(shell.process);
  }
  checkProcessLimit(shell);
  const child = shell.process.spawn({ ...launch, env, ...streams });
  const text = shell.interactive ? words.join(' ') : context.source.slice(command.pos, command.end);
  return (yield* waitForeground(shell, [child], text, context.descriptors))[0] ?? 0;
}

/** Applets that busybox runs without execve, so that ps shows the shell's own command line. */
const WITHOUT_EXEC: ReadonlySet<string> = new Set(
  'cat chgrp chmod chown cp cut date df du env find grep head id kill ln ls md5sum mkdir mv od ps readlink rm sed sort stat tail tee touch tr uname wc xargs'.split(
    ' ',
  ),
);

/** How Debian's busybox shows an applet that its shell runs: under the shell's arguments. */
function disguise(shell: Shell, name: string): { readonly comm?: string; readonly title?: readonly string[] } {
  if (shell.flavour !== 'ash' || !WITHOUT_EXEC.has(name)) return {};
  return busyboxOf(shell.process)?.debian === true ? { comm: name, title: shell.process.title } : {};
}

/**
 * Whether the last command takes the shell's process over: in a subshell always; of the commands of `-c` not in dash, and
 * in bash only a plain one when nothing runs in the background.
 */
function mayBecome(shell: Shell, redirected: boolean): boolean {
  if (shell.traps.has('EXIT')) return false;
  if (shell.rootPid !== shell.process.pid || shell.flavour === 'ash') return true;
  return shell.flavour === 'bash' && !redirected && shell.jobs.all.length === 0;
}

/** Searches as the command will be run; a name with a slash is not looked up in PATH. */
export function lookUp(
  shell: Shell,
  words: readonly string[],
  env: ReadonlyMap<string, string> = shell.variables.environment(),
): Result<FoundProgram, ProgramError> {
  const { files, kernel, workingDirectory } = shell.process;
  const withPath = new Map(env);
  if (!withPath.has('PATH')) withPath.set('PATH', shell.variables.get('PATH') ?? '/usr/local/bin:/usr/bin:/bin');
  return findProgram({ files, kernel, workingDirectory, env: withPath }, words);
}

function describeError(shell: Shell, name: string, error: ProgramError): string {
  const missing = name.includes('/') ? 'No such file or directory' : 'command not found';
  switch (error) {
    case 'permission denied':
      return `${name}: Permission denied`;
    case 'is a directory':
      return `${name}: ${shell.flavour === 'bash' ? 'Is a directory' : 'Permission denied'}`;
    case 'bad interpreter':
      return `${name}: cannot execute: required file not found`;
    case 'not simulated':
      return `${name}: this program is not simulated here`;
    default:
      return `${name}: ${shell.flavour === 'bash' ? missing : 'not found'}`;
  }
}
