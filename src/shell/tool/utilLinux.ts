/** What the tools of util-linux share: how they start the program that they were given, and how they follow its end. */
import { waitForExit } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import { becomeProgram, becomeShell, describeProgramError, statusOfProgramError } from '../programs';
import type { Tool } from './tool';

/** Becomes the program named by the operands, or the user's shell. */
export function* becomeOperands(tool: Tool, process: Process): Routine<number> {
  const ended = tool.operands.length > 0 ? yield* becomeProgram(process, tool.operands) : yield* becomeShell(process);
  if (ended.ok) return ended.value;
  const name = tool.operands[0] ?? process.env.get('SHELL') ?? '/bin/sh';
  process.stderr.write(`${tool.name}: failed to execute ${name}: ${describeProgramError(ended.error)}\n`);
  return statusOfProgramError(ended.error);
}

/** Runs the rest in a child, waits for it, and ends as it does: with its status, or by the same signal. */
export function* inChild(
  tool: Tool,
  rest: (child: Process) => Routine<number>,
  options: { readonly relays?: boolean } = {},
): Routine<number> {
  const { process } = tool;
  const problem = process.forkProblem;
  if (problem !== undefined)
    return tool.fail(
      `fork failed: ${problem === 'ENOMEM' ? 'Cannot allocate memory' : 'Resource temporarily unavailable'}`,
    );
  const child = process.spawn({ argv: process.argv, executable: process.executable, program: rest });
  // Keys of the terminal are for the child; other signals are handed on where the tool does so.
  const relay = () => {
    if (options.relays === true) child.kernel.signal(child.pid, 'SIGTERM');
  };
  const stops = [process.handle('SIGINT', () => undefined), process.handle('SIGTERM', relay)];
  const { code, signal } = yield* waitForExit(child);
  for (const stop of stops) stop();
  if (signal !== undefined) process.kernel.signal(process.pid, signal);
  return code;
}
