/** kubectl label. */
import { labelValueErrors } from '../../../kinds/names';
import { changeMetadata, metadataFlags, unchanged } from '../client/metadataChange';
import { type Pairs, splitPairs } from '../client/pairArguments';
import { CommandError } from '../errors';
import type { Verb } from '../verb';

export const label: Verb = {
  name: 'label',
  short: 'Update the labels on a resource',
  long: `Set labels of objects, or take them away with KEY-.

 A label that has another value already is only changed with --overwrite.`,
  examples: `
# A label more
kubectl label pod web env=dev
# Another value
kubectl label pod web env=prod --overwrite
# All pods of the namespace
kubectl label pods --all checked=yes
# Take a label away
kubectl label pod web env-`,
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  complete: 'resources',
  flags: metadataFlags('kubectl-label'),
  *run(invocation) {
    const { resources, pairs: words } = splitPairs(invocation.args, 'label');
    const pairs = readLabels(words);
    return yield* changeMetadata(invocation, {
      field: 'labels',
      noun: 'label',
      resources,
      pairs,
      overwriteError(taken) {
        const errors = taken.map(([key, value]) => `'${key}' already has a value (${value}), and --overwrite is false`);
        return new CommandError(errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`);
      },
      done(before, after) {
        if (unchanged(before, after)) return 'not labeled';
        const shorter = JSON.stringify(after).length < JSON.stringify(before).length;
        return !invocation.flags.bool('overwrite') && shorter ? 'unlabeled' : 'labeled';
      },
    });
  },
};

function readLabels(words: readonly string[]): Pairs {
  const set = new Map<string, string>();
  const removed: string[] = [];
  for (const word of words) {
    const [key = '', value, ...more] = word.split('=');
    if (value !== undefined) {
      if (more.length > 0) throw new CommandError(`invalid label spec: ${word}`);
      const problems = labelValueErrors(value);
      if (problems.length > 0)
        throw new CommandError(`invalid label value: ${JSON.stringify(word)}: ${problems.join(';')}`);
      set.set(key, value);
    } else {
      removed.push(word.slice(0, -1));
    }
  }
  if (removed.some((key) => set.has(key)))
    throw new CommandError('can not both modify and remove a label in the same command');
  return { set, removed };
}
