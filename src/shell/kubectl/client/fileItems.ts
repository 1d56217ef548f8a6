/** The objects of -f, as they stand in the files: for verbs that write them. */
import type { Routine } from '../../../engine/processes/routine';
import type { CommandError } from '../errors';
import type { Invocation } from '../verb';
import type { Item } from './items';
import { resolveTargets } from './resourceBuilder';

/** Items with the objects of the files; `error` is what was wrong with some of them. */
export function* itemsOfFiles(
  invocation: Invocation,
): Routine<{ readonly items: readonly Item[]; readonly error: CommandError | undefined }> {
  const { flags } = invocation;
  const resolved = yield* resolveTargets(invocation, {
    args: [],
    filenames: flags.strings('filename'),
    recursive: flags.knows('recursive') && flags.bool('recursive'),
    validate: true,
    ...(flags.knows('selector') && flags.string('selector') !== '' ? { labelSelector: flags.string('selector') } : {}),
  });
  const items = resolved.targets.flatMap((target): Item[] =>
    target.form === 'name' && target.object !== undefined
      ? [
          {
            resource: target.resource,
            namespace: target.namespace,
            name: target.name,
            object: target.object,
            source: target.source ?? '',
          },
        ]
      : [],
  );
  return { items, error: resolved.error };
}
