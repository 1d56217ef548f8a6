/** Finds the command that words name. */
import type { Flag } from '../flags/flag';
import { takesNext } from '../flags/parseFlags';
import type { DockerCommand } from './dockerCommand';
import { rootCommands } from './registry';

export interface FoundCommand {
  readonly command: DockerCommand | undefined;
  /** As it was called: `docker container ls`. */
  readonly path: string;
  /** The words behind it, with flags. */
  readonly rest: readonly string[];
}

/** Words after `docker` and its own flags. */
export function findCommand(words: readonly string[]): FoundCommand {
  let command: DockerCommand | undefined;
  let path = 'docker';
  let choices: readonly DockerCommand[] = rootCommands;
  let rest = words;
  for (;;) {
    const [word = ''] = rest;
    const found = choices.find((one) => one.name === word || one.aliases?.includes(word) === true);
    if (found === undefined) return { command, path, rest };
    command = found;
    path = `${path} ${found.name}`;
    choices = found.commands ?? [];
    rest = rest.slice(1);
  }
}

/** Where docker's own flags end. */
export function globalFlagsEnd(flags: readonly Flag[], words: readonly string[]): number {
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-') return at;
    if (word === '--') return at + 1;
    at += takesNext(flags, word) ? 2 : 1;
  }
  return words.length;
}
