/** Whether a command was given as many arguments as it takes, in the client's own (sometimes odd) words. */
import type { ArgumentCount, DockerCommand } from './dockerCommand';
import { CliFailure } from './failure';
import { usageLine } from './usageLine';

/** @throws CliFailure */
export function checkArguments(command: DockerCommand, path: string, args: readonly string[]): void {
  const problem = problemOf(command.args ?? {}, args.length);
  if (problem === undefined) return;
  const [words, pointer] = problem;
  const name = command.calledAs ?? path;
  const usage = `Usage:  ${usageLine(command, path)}`;
  // The builder is a plugin, which marks its errors.
  const mark = name.startsWith('docker buildx') ? 'ERROR: ' : '';
  throw new CliFailure(
    `${mark}docker: '${name}' ${words}\n\n${usage}\n\n${pointer} '${name} --help' for more information`,
  );
}

/** What is wrong, and how the client begins its pointer to the help. */
function problemOf(count: ArgumentCount, given: number): readonly [string, string] | undefined {
  const { exactly, atLeast, atMost } = count;
  if (exactly === 0) return given === 0 ? undefined : ['accepts no arguments', 'Run'];
  if (exactly !== undefined) return given === exactly ? undefined : [`requires ${some(exactly)}`, 'Run'];
  if (atLeast !== undefined && atMost !== undefined) {
    if (given >= atLeast && given <= atMost) return undefined;
    return [`requires at least ${atLeast} and at most ${some(atMost)}`, 'Run'];
  }
  if (atLeast !== undefined) return given >= atLeast ? undefined : [`requires at least ${some(atLeast)}`, 'See'];
  if (atMost !== undefined) return given <= atMost ? undefined : [`requires at most ${some(atMost)}`, 'SRun'];
  return undefined;
}

function some(count: number): string {
  return `${count} ${count === 1 ? 'argument' : 'arguments'}`;
}
