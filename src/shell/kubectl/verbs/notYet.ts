import { CommandError } from '../errors';
import type { Verb } from '../verb';

/** A real verb that this playground does not have yet: it says so and fails. */
export function notYet(name: string, short: string, aliases: readonly string[] = []): Verb {
  return {
    name,
    ...(aliases.length > 0 ? { aliases } : {}),
    short,
    long: `${short}.\n\n This playground does not have this command yet.`,
    usage: '[options]',
    flags: [],
    anyFlags: true,
    run({ command }) {
      throw new CommandError(`${command} is not simulated here yet`);
    },
  };
}
