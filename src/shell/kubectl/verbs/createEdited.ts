/** kubectl create --edit: the objects of files, changed in an editor before they are made. */
import type { Routine } from '../../../engine/processes/routine';
import { EDIT_HEADER, editItems } from '../client/editing';
import { itemsOfFiles } from '../client/fileItems';
import { changePrinter, createObject, dryRunOf } from '../client/writing';
import type { Invocation } from '../verb';

/** Opens the editor until what is saved can be made. @throws CommandError when that comes to nothing */
export function* createEdited(invocation: Invocation): Routine<number> {
  const { printError } = invocation;
  const dryRun = dryRunOf(invocation);
  const { items, error } = yield* itemsOfFiles(invocation);
  if (error !== undefined) throw error;
  const print = changePrinter(invocation, dryRun);
  return yield* editItems(invocation, {
    items,
    header: EDIT_HEADER,
    *send(edited, results) {
      const made = yield* createObject(invocation, edited.resource, edited.namespace, edited.object, dryRun);
      if (made.ok) print(edited.resource, made.value, 'created');
      else printError(results.refuse(made.error, edited));
    },
  });
}
