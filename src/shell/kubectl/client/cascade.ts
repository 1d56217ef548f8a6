/** --cascade: what becomes of what a deleted object owns. */
import { CommandError } from '../errors';
import type { Invocation } from '../verb';

const PROPAGATION = { background: 'Background', orphan: 'Orphan', foreground: 'Foreground' } as const;

export type Propagation = (typeof PROPAGATION)[keyof typeof PROPAGATION];

/** The flag's value; the truth values of old are told of. @throws CommandError for what it cannot be */
export function cascadeOf({ flags, access }: Invocation): Propagation {
  const cascade = flags.string('cascade');
  const word = cascade === 'true' ? 'background' : cascade === 'false' ? 'orphan' : cascade;
  const propagation = PROPAGATION[word as keyof typeof PROPAGATION];
  if (propagation === undefined) {
    throw new CommandError(`invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`);
  }
  if (word !== cascade) {
    access.warn(`--cascade=${cascade} is deprecated (boolean value) and can be replaced with --cascade=${word}.`);
  }
  return propagation;
}
