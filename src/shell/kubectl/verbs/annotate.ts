/** kubectl annotate. */
import { changeMetadata, metadataFlags } from '../client/metadataChange';
import { readPairs, splitPairs } from '../client/pairArguments';
import { CommandError } from '../errors';
import type { Verb } from '../verb';

export const annotate: Verb = {
  name: 'annotate',
  short: 'Update the annotations on a resource',
  long: `Set annotations of objects, or take them away with KEY-.

 An annotation that has another value already is only changed with --overwrite.`,
  examples: `
# Say why a deployment was changed
kubectl annotate deployment/web kubernetes.io/change-cause="a newer image"
# Another value
kubectl annotate pod web owner=you --overwrite
# Take an annotation away
kubectl annotate pod web owner-`,
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  complete: 'resources',
  flags: metadataFlags('kubectl-annotate'),
  *run(invocation) {
    const { resources, pairs: words } = splitPairs(invocation.args, 'annotation');
    const pairs = readPairs(words, 'annotation', true);
    const both = pairs.removed.filter((key) => pairs.set.has(key));
    if (both.length > 0) {
      throw new CommandError(
        `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
      );
    }
    return yield* changeMetadata(invocation, {
      field: 'annotations',
      noun: 'annotation',
      resources,
      pairs,
      overwriteError(taken) {
        const words = taken.map(([key, value]) => `'${key}' already has a value (${value})`);
        return new CommandError(
          `--overwrite is false but found the following declared annotation(s): ${words.join(', ')}`,
        );
      },
      done: () => 'annotated',
    });
  },
};
