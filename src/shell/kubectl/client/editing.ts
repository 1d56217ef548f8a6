/**
 * The loop of `kubectl edit`: objects go into a file, the file into an editor, what was changed to the server; what is
 * refused comes back into the editor with the reason in comments. Follows kubectl's editoptions.
 */
import { equal } from '../../../base/equality';
import type { Routine } from '../../../engine/processes/routine';
import { writeJson } from '../../text/goJson';
import { CommandError, silentExit } from '../errors';
import { withoutManagedFields } from '../output/printer';
import { writeYaml } from '../output/yaml';
import type { Invocation } from '../verb';
import { resourceText } from './discovery';
import { type PlainObject, parseDocuments } from './documents';
import { makeTemporaryFile, openEditor, withoutComments } from './editedFile';
import type { Item } from './items';
import { resolveTargets } from './resourceBuilder';

export interface Edit {
  readonly items: readonly Item[];
  /** What stands at the top of the file. */
  readonly header: string;
  /** Sends what was changed; a refusal is told to `results`. @throws CommandError for what ends the editing */
  send(edited: Item, results: EditResults): Routine<void>;
}

interface Reason {
  readonly head: string;
  readonly other: readonly string[];
}

export const EDIT_HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

/** What came of sending the objects of one file. */
export class EditResults {
  readonly reasons: Reason[] = [];
  invalid = 0;
  missing = 0;
  retryable = 0;

  /** Notes a refusal and gives the line that is printed. */
  refuse(error: CommandError, item: Item): string {
    const who = `${resourceText(item.resource)} ${JSON.stringify(item.name)}`;
    const { status } = error;
    if (status?.reason === 'Invalid') {
      this.invalid++;
      const causes = status.details?.causes ?? [];
      const other = causes.map(({ field = '', message = '' }) => `${field}: ${message}`);
      this.reasons.push({ head: `${who} was not valid`, other });
      return `error: ${who} is invalid\n`;
    }
    if (status?.reason === 'NotFound') {
      this.missing++;
      return `error: ${who} could not be found on the server\n`;
    }
    this.retryable++;
    return `error: ${who} could not be patched: ${error.message}\n`;
  }
}

/** Runs the loop. @throws CommandError when it ends without what was wanted */
export function* editItems(invocation: Invocation, edit: Edit): Routine<number> {
  const { process, flags, printError } = invocation;
  const json = flags.string('output') === 'json';
  const windows = flags.knows('windows-line-endings') && flags.bool('windows-line-endings');
  const ends = (text: string): string => (windows ? text.replaceAll('\n', '\r\n') : text);
  const original = fileText(edit.items, json, flags.bool('show-managed-fields'));
  let body = original;
  let reasons: readonly Reason[] = [];
  let kept = '';
  let failed = false;
  for (;;) {
    const path = makeTemporaryFile(invocation, json ? '.json' : '.yaml', ends(headerText(edit.header, reasons) + body));
    const before = body;
    try {
      yield* openEditor(invocation, path);
    } catch (problem) {
      if (kept === '') process.files.remove(path);
      throw preserved(invocation, problem, kept);
    }
    const read = process.files.read(path);
    const text = (read.ok ? read.value : '').replaceAll('\r\n', '\n');
    body = withoutComments(text);
    if (failed && sameContent(before, body))
      throw preserved(invocation, new CommandError('Edit cancelled, no valid changes were saved.'), path);
    if (kept !== '') process.files.remove(kept);
    kept = path;
    if (sameContent(original, body)) {
      process.files.remove(path);
      printError('Edit cancelled, no changes made.\n');
      return 0;
    }
    if (body.trim() === '') {
      process.files.remove(path);
      printError('Edit cancelled, saved file was empty.\n');
      return 0;
    }
    const results = new EditResults();
    const parsed = yield* readEdited(invocation, path);
    if (parsed instanceof CommandError) {
      reasons = [{ head: `The edited file had a syntax error: ${parsed.message}`, other: [] }];
      failed = true;
      continue;
    }
    try {
      for (const item of parsed) yield* edit.send(item, results);
    } catch (problem) {
      throw preserved(invocation, problem, path);
    }
    checkSaved(invocation, results, path);
    if (results.invalid === 0) {
      process.files.remove(path);
      return 0;
    }
    reasons = results.reasons;
    failed = true;
  }
}

/** @throws CommandError when what was refused cannot be mended by editing on */
function checkSaved({ printError }: Invocation, results: EditResults, path: string): void {
  if (results.retryable > 0) {
    printError(`You can run \`kubectl replace -f ${path}\` to try this update again.\n`);
    throw silentExit(1);
  }
  if (results.missing > 0) {
    printError(`The edits you made on deleted resources have been saved to ${JSON.stringify(path)}\n`);
    throw silentExit(1);
  }
}

function fileText(items: readonly Item[], json: boolean, managedFields: boolean): string {
  const objects = items.map(({ object }) => (managedFields ? object : withoutManagedFields(object)));
  const [only] = objects;
  const shown: PlainObject =
    objects.length === 1 && only !== undefined
      ? only
      : ({ apiVersion: 'v1', items: objects, kind: 'List', metadata: {} } as PlainObject);
  return json ? writeJson(shown) : writeYaml(shown);
}

function headerText(header: string, reasons: readonly Reason[]): string {
  const commented = (text: string) => text.replaceAll('\n', '\n# ');
  const lines = reasons.map(({ head, other }) => {
    const rest = other.map((one) => `# * ${commented(one)}\n`).join('');
    return `# ${commented(head)}${other.length > 0 ? ':' : ''}\n${rest}#\n`;
  });
  return header + lines.join('');
}

/** Equal as data; texts that cannot be read are compared as they are. */
function sameContent(a: string, b: string): boolean {
  const [left, right] = [parseDocuments(a), parseDocuments(b)];
  if ([...left, ...right].some((document) => !document.ok)) return a === b;
  const values = (documents: typeof left) => documents.map((document) => (document.ok ? document.value : undefined));
  return equal(values(left), values(right));
}

/** The objects of the file. Messages call it `edited-file`. */
function* readEdited(invocation: Invocation, path: string): Routine<readonly Item[] | CommandError> {
  try {
    const { targets, error } = yield* resolveTargets(invocation, { args: [], filenames: [path] });
    if (error !== undefined) return new CommandError(error.message.replaceAll(path, 'edited-file'));
    return targets.flatMap((target): Item[] =>
      target.form === 'name' && target.object !== undefined
        ? [{ resource: target.resource, namespace: target.namespace, name: target.name, object: target.object }]
        : [],
    );
  } catch (problem) {
    if (problem instanceof CommandError) return new CommandError(problem.message.replaceAll(path, 'edited-file'));
    throw problem;
  }
}

/** Says where the changes are, before the error that ends the editing. */
function preserved({ process, printError }: Invocation, problem: unknown, path: string): unknown {
  if (problem instanceof CommandError && path !== '' && process.files.stat(path).ok)
    printError(`A copy of your changes has been stored to ${JSON.stringify(path)}\n`);
  return problem;
}
