/** Finds the command among a command line's words. */
import { takesNext } from '../flags/parseFlags';
import { globalFlags, type MinikubeCommand } from './minikubeCommand';
import { minikubeCommands } from './registry';

/** The command that words name, and what stands after it; global flags may stand before it. */
export function findMinikubeCommand(words: readonly string[]): {
  readonly command: MinikubeCommand | undefined;
  readonly path: string;
  readonly rest: readonly string[];
} {
  const rest = [...words];
  const path: string[] = [];
  let command: MinikubeCommand | undefined;
  for (let at = 0; at < rest.length; ) {
    const word = rest[at] ?? '';
    if (word === '--') break;
    if (word.startsWith('-')) {
      at += takesNext(globalFlags, word) ? 2 : 1;
      continue;
    }
    const among = command === undefined ? minikubeCommands : (command.commands ?? []);
    const found = among.find((one) => one.name === word || one.aliases?.includes(word) === true);
    if (found === undefined) break;
    command = found;
    path.push(found.name);
    rest.splice(at, 1);
    if (found.commands === undefined) break;
  }
  return { command, path: path.join(' '), rest };
}
