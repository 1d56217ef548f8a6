/** Finds the verb that a command line names. */
import type { Flag } from '../flags/flag';
import { takesNext } from '../flags/parseFlags';
import { globalFlags } from './globalFlags';
import { verbGroups } from './registry';
import type { Verb } from './verb';

interface Found {
  readonly verb: Verb | undefined;
  readonly command: string;
  /** The words without those that named the verb. */
  readonly words: readonly string[];
}

/** Follows the words that are no flags down the tree of verbs, as cobra's Find does. */
export function findVerb(words: readonly string[]): Found {
  let verbs: readonly Verb[] = verbGroups.flatMap((group) => group.verbs);
  let flags: readonly Flag[] = globalFlags;
  let verb: Verb | undefined;
  let command = 'kubectl';
  const rest = [...words];
  for (;;) {
    const at = nextWord(rest, flags);
    const found = at < 0 ? undefined : verbs.find((one) => isNamed(one, rest[at] ?? ''));
    if (found === undefined) return { verb, command, words: rest };
    rest.splice(at, 1);
    verb = found;
    command = `${command} ${found.name}`;
    verbs = found.verbs ?? [];
    flags = [...found.flags, ...globalFlags];
    if (verbs.length === 0) return { verb, command, words: rest };
  }
}

function isNamed(verb: Verb, word: string): boolean {
  return verb.name === word || (verb.aliases ?? []).includes(word);
}

function nextWord(words: readonly string[], flags: readonly Flag[]): number {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return -1;
    if (!word.startsWith('-') || word === '-') return at;
    if (takesNext(flags, word)) at++;
  }
  return -1;
}
