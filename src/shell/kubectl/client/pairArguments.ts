/** Arguments such as `pod web a=b c-`: what is named, then what is to be set and taken away. */
import { CommandError } from '../errors';

export interface Pairs {
  readonly set: ReadonlyMap<string, string>;
  readonly removed: readonly string[];
}

/** Splits arguments where the first pair stands. @throws CommandError when a resource follows a pair */
export function splitPairs(
  args: readonly string[],
  what: string,
): { readonly resources: readonly string[]; readonly pairs: readonly string[] } {
  const first = args.findIndex(isPair);
  if (first < 0) return { resources: args, pairs: [] };
  const stray = args.slice(first).find((word) => !isPair(word));
  if (stray !== undefined) throw new CommandError(`all resources must be specified before ${what} changes: ${stray}`);
  return { resources: args.slice(0, first), pairs: args.slice(first) };
}

function isPair(word: string): boolean {
  return (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-');
}

/** `key=value` and, when allowed, `key-`. @throws CommandError naming those that are neither */
export function readPairs(words: readonly string[], what: string, removable: boolean): Pairs {
  const set = new Map<string, string>();
  const removed: string[] = [];
  const invalid: string[] = [];
  for (const word of words) {
    const at = word.indexOf('=');
    if (at > 0) set.set(word.slice(0, at), word.slice(at + 1));
    else if (removable && word.endsWith('-') && word !== '-') removed.push(word.slice(0, -1));
    else invalid.push(word);
  }
  if (invalid.length > 0) throw new CommandError(`invalid ${what} format: ${invalid.join(', ')}`);
  return { set, removed };
}
