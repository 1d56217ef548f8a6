/** Starts processes for parts of a script: subshells, pipelines, background jobs; and waits for them. */
import type { CommandNode, Pipeline } from 'unbash';
import type { Output } from '../../engine/processes/pipe';
import { Pipe } from '../../engine/processes/pipe';
import type { Exit, Process } from '../../engine/processes/process';
import { isTerminal } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { ExpansionError, FunctionReturn, Interrupted, LoopJump, ShellExit } from './control';
import type { Descriptors } from './descriptors';
import { TextInput } from './descriptors';
import { describeSignal } from './jobs';
import type { RunContext, Shell } from './shell';
import { runTrap } from './traps';

/** Starts a process that runs part of the script in a copy of the shell. The copy is made now. */
export function spawnSubshell(
  shell: Shell,
  descriptors: Descriptors,
  run: (subshell: Shell) => Routine<number>,
): Process {
  checkProcessLimit(shell);
  return shell.process.spawn({
    argv: shell.process.argv,
    executable: shell.process.executable,
    env: shell.variables.environment(),
    ...streamsOf(shell, descriptors),
    program: (process) => runSubshell(shell.fork(process), descriptors, run),
  });
}

/** What a child process gets of the descriptors; the terminal only when it writes to it. */
export function streamsOf(shell: Shell, descriptors: Descriptors) {
  return {
    stdin: descriptors.stdin,
    stdout: descriptors.stdout,
    stderr: descriptors.stderr,
    tty: isTerminal(descriptors.stdout) ? shell.process.tty : undefined,
    workingDirectory: shell.process.workingDirectory,
  };
}

function* runSubshell(
  subshell: Shell,
  descriptors: Descriptors,
  run: (subshell: Shell) => Routine<number>,
): Routine<number> {
  subshell.adopted = descriptors;
  let status: number;
  try {
    status = yield* run(subshell);
  } catch (thrown) {
    status = statusOfThrown(thrown, subshell, descriptors);
  }
  return yield* runExitTrap(subshell, descriptors, status);
}

/** Runs the EXIT trap once, and gives the status that the shell ends with. */
export function* runExitTrap(shell: Shell, descriptors: Descriptors, status: number): Routine<number> {
  shell.status = status;
  try {
    yield* runTrap(shell, 'EXIT', descriptors);
  } catch (thrown) {
    return statusOfThrown(thrown, shell, descriptors);
  }
  return status;
}

/** The status that a shell ends with when something was thrown to its top; other errors are thrown on. */
export function statusOfThrown(thrown: unknown, shell: Shell, descriptors: Descriptors): number {
  if (thrown instanceof ShellExit || thrown instanceof FunctionReturn || thrown instanceof Interrupted)
    return thrown.status;
  if (thrown instanceof LoopJump) return 0;
  if (thrown instanceof ExpansionError) {
    shell.complain(descriptors, thrown.message);
    if (thrown.scope !== 'shell') return 1;
    return shell.flavour === 'bash' ? 127 : 2;
  }
  if (isTooDeep(thrown)) {
    shell.complain(descriptors, 'maximum nesting level exceeded');
    return 1;
  }
  throw thrown;
}

/** True when code nested itself without end: a recursive `source` or `eval`. (The real bash runs out of stack as well.) */
export function isTooDeep(thrown: unknown): boolean {
  return thrown instanceof RangeError && /call stack/.test(thrown.message);
}

/** More processes than this on one machine are refused, as a user's limit does; a fork bomb stays small. */
const PROCESS_LIMIT = 128;

/** Throws when no more processes may be started. */
export function checkProcessLimit(shell: Shell): void {
  const { kernel, cgroup } = shell.process;
  // Of the shell's own group (its session): what runs in other groups, such as containers, doesn't count.
  const crowded = kernel.processes.filter((one) => one.cgroup === cgroup).length > PROCESS_LIMIT;
  const problem = shell.process.forkProblem ?? (crowded ? 'EAGAIN' : undefined);
  if (problem === undefined) return;
  const full = shell.process.cgroup.fullGroup;
  if (full !== undefined) full.pidsRefused++;
  const words = problem === 'EAGAIN' ? 'Resource temporarily unavailable' : 'Cannot allocate memory';
  const messages = { bash: `fork: ${words}`, dash: 'Cannot fork', ash: `can't fork: ${words}` };
  throw new ExpansionError(messages[shell.flavour], 'shell');
}

/** Starts every part of a pipeline, connected by pipes. */
export function launchPipeline(node: Pipeline, context: RunContext): readonly Process[] {
  const processes: Process[] = [];
  let upstream: Pipe | undefined;
  node.commands.forEach((command, at) => {
    const pipe = at < node.commands.length - 1 ? new Pipe() : undefined;
    const both = node.operators[at] === '|&';
    processes.push(launchPart(command, context, upstream, pipe, both));
    upstream = pipe;
  });
  return processes;
}

function launchPart(
  command: CommandNode,
  context: RunContext,
  upstream: Pipe | undefined,
  downstream: Pipe | undefined,
  both: boolean,
): Process {
  let { descriptors } = context;
  if (upstream !== undefined) descriptors = descriptors.with(0, { input: upstream });
  if (downstream !== undefined) descriptors = descriptors.with(1, { output: downstream as Output });
  if (both) descriptors = descriptors.with(2, { output: downstream as Output });
  const process = launchNode(command, { ...context, descriptors });
  process.onExit(() => {
    upstream?.abandon();
    downstream?.close();
  });
  return process;
}

/** Starts a process that runs one node and ends. */
export function launchNode(node: Parameters<Shell['runner']['node']>[0], context: RunContext): Process {
  return spawnSubshell(context.shell, context.descriptors, (subshell) =>
    subshell.runner.node(node, { ...context, shell: subshell, condition: false, inPlace: true }),
  );
}

/** The descriptors of what runs behind the prompt: it finds nothing to read. */
export function withoutInput(descriptors: Descriptors): Descriptors {
  return isTerminal(descriptors.stdin) ? descriptors.with(0, { input: new TextInput('') }) : descriptors;
}

/**
 * Waits for the processes of a foreground command. In an interactive shell Ctrl-Z makes a stopped job of it, and a
 * command that Ctrl-C ended takes the rest of the line with it.
 */
export function* waitForeground(
  shell: Shell,
  processes: readonly Process[],
  command: string,
  descriptors: Descriptors,
): Routine<readonly number[]> {
  const stopped = () => processes.some((process) => process.stopped && process.exit === undefined);
  const running = () => processes.some((process) => process.exit === undefined);
  while (running() && !(shell.interactive && stopped())) {
    yield (wake) => {
      const alive = processes.filter((process) => process.exit === undefined);
      const cancels = alive.flatMap((process) => [process.onExit(wake), process.onStop(wake)]);
      return () => {
        for (const cancel of cancels) cancel();
      };
    };
  }
  if (running()) return stopJob(shell, processes, command, descriptors);
  const exits = processes.map((process) => process.exit ?? { code: 0 });
  if (shell.interactive) tellOfSignal(shell, exits, descriptors);
  else tellScript(shell, processes, command, descriptors);
  return exits.map((exit) => exit.code);
}

function stopJob(
  shell: Shell,
  processes: readonly Process[],
  command: string,
  descriptors: Descriptors,
): readonly number[] {
  const job = shell.jobs.add(processes, command, 'Stopped');
  for (const process of processes) shell.terminal?.background.add(process);
  descriptors.stderr.write(`${shell.flavour === 'bash' ? '\n' : ''}${shell.jobs.describe(job, shell.flavour)}\n`);
  return [148];
}

/** What a script's shell says of a command that a signal ended: bash with its number and text, the others only how. */
function tellScript(shell: Shell, processes: readonly Process[], command: string, descriptors: Descriptors): void {
  const last = processes.at(-1);
  const words = describeSignal(last?.exit);
  const signal = last?.exit?.signal;
  if (last === undefined || words === undefined || shell.interrupted) return;
  if (signal === 'SIGINT' || signal === 'SIGPIPE') return;
  if (shell.flavour !== 'bash') descriptors.stderr.write(`${words}\n`);
  else shell.complain(descriptors, `${String(last.pid).padStart(5)} ${words.padEnd(24)}${command}`);
}

function tellOfSignal(shell: Shell, exits: readonly Exit[], descriptors: Descriptors): void {
  const last = exits.at(-1);
  if (exits.some((exit) => exit.signal === 'SIGINT')) {
    shell.interrupted = false;
    throw new Interrupted();
  }
  shell.interrupted = false;
  const words = describeSignal(last);
  if (words !== undefined && last?.signal !== 'SIGPIPE') descriptors.stderr.write(`${words}\n`);
}
