/** Random command lines through our own kubectl: what must hold for each, whatever is typed. */
import { expect, test } from 'vitest';
import { Random } from '../../base/random';
import { clusterState } from './clusterState';
import { type CommandLine, someCommandLine } from './commandLine';
import { preparedWorld } from './preparedWorld';

/** So many lines, in so many worlds: what one leaves behind is there for the next. */
const LINES = 240;
const WORLDS = 4;
/** Commands that only look. */
const READING =
  / (get|describe|explain|logs|top \w+|auth can-i|auth whoami|events|api-resources|api-versions|version|cluster-info|diff|wait|rollout (status|history)|apply view-last-applied|kustomize|config [\w-]+)$/;
/** The real tool, too, finds out how it prints when it has changed something already. */
const LATE = /unable to match a printer|template|jsonpath|unrecognized character|unterminated|unexpected/;

interface Outcome {
  readonly line: string;
  readonly exit: number;
  readonly said: string;
  readonly changed: readonly string[];
}

test('random command lines end, change nothing when they say so, and nothing that they do not tell when they fail', () => {
  const random = new Random('command lines');
  const wrong: Outcome[] = [];
  for (let round = 0; round < WORLDS; round++) {
    const { world, shell } = preparedWorld();
    let before = clusterState(world);
    for (let count = 0; count < LINES / WORLDS; count++) {
      const command = someCommandLine(random);
      const { exit, stdout, stderr } = shell.run(command.line, { timeout: 60_000 });
      world.clock.settle();
      const after = clusterState(world);
      const changed = difference(before, after);
      const outcome = { line: command.line, exit, said: stdout + stderr, changed };
      if (!isFine(command, outcome, stdout)) wrong.push(outcome);
      before = after;
    }
  }
  expect(wrong).toEqual([]);
});

function isFine({ command, words }: CommandLine, { exit, said, changed }: Outcome, stdout: string): boolean {
  const unknown = words.slice(0, words.indexOf('--') < 0 ? undefined : words.indexOf('--')).some(isUnknownFlag);
  if (exit === 124) return false;
  if (unknown && (exit !== 1 || said === '')) return false;
  if (changed.length === 0) return true;
  const isDry =
    words.some((word) => /^--dry-run(=(client|server|true))?$/.test(word)) && !words.includes('--dry-run=none');
  if (READING.test(command) || isDry) return false;
  return exit === 0 || stdout !== '' || LATE.test(said);
}

function isUnknownFlag(word: string): boolean {
  return /^--no-such/.test(word);
}

function difference(before: readonly string[], after: readonly string[]): string[] {
  const [old, fresh] = [new Set(before), new Set(after)];
  return [
    ...before.filter((line) => !fresh.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !old.has(line)).map((line) => `+ ${line}`),
  ];
}
