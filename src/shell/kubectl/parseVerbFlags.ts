/** The flags of a verb, with kubectl's words for what is wrong with them. */
import type { Flag } from '../flags/flag';
import { type ParsedFlags, parseFlags } from '../flags/parseFlags';
import { CommandError } from './errors';

/**
 * Parses everything after the verb's name.
 * @param command the verb's path, `kubectl get`, for errors
 * @param warn told of deprecated flags
 * @throws CommandError worded as kubectl words pflag's errors
 */
export function parseVerbFlags(
  command: string,
  flags: readonly Flag[],
  words: readonly string[],
  warn: (message: string) => void = () => {},
): ParsedFlags {
  return parseFlags(flags, words, {
    warn,
    refuse: (message) => new CommandError(`${message}\nSee '${command} --help' for usage.`),
  });
}
