/** kubectl apply view-last-applied, set-last-applied and edit-last-applied: the annotation that apply keeps. */
import { equal } from '../../../base/equality';
import type { Routine } from '../../../engine/processes/routine';
import { writeJson } from '../../text/goJson';
import { printedType, resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { editItems } from '../client/editing';
import { itemsOfFiles } from '../client/fileItems';
import type { Item } from '../client/items';
import {
  LAST_APPLIED,
  lastApplied,
  rememberingItself,
  sorted,
  withLastApplied,
  withoutLastApplied,
} from '../client/lastApplied';
import { allFlag, namedItems } from '../client/namedItems';
import { changePrinter, type DryRun, dryRunOf, fieldManagerFlag, validateFlag, writeQuery } from '../client/writing';
import { CommandError, serverError, usageError } from '../errors';
import { writeYaml } from '../output/yaml';
import { dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

const HEADER = `# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
`;

export const viewLastApplied: Verb = {
  name: 'view-last-applied',
  short: 'View the latest last-applied-configuration annotations of a resource/object',
  long: 'Print what was applied last, as apply remembers it.',
  examples:
    '# As YAML\nkubectl apply view-last-applied deployment/web\n# As JSON\nkubectl apply view-last-applied deployment/web -o json',
  usage: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  complete: 'resources',
  flags: [
    allFlag,
    ...filenameFlags,
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      default: 'yaml',
      usage: 'yaml or json.',
      complete: ['yaml', 'json'],
    },
    selectorFlag,
  ],
  *run(invocation) {
    const { args, flags, command, print } = invocation;
    const format = flags.string('output');
    const { items, error } = yield* namedItems(invocation, args);
    if (error !== undefined) throw error;
    // what was never applied is passed over without a word
    const found = items.flatMap(({ object }) => lastApplied(object) ?? []);
    if (found.length > 0 && format !== 'yaml' && format !== 'json') {
      throw usageError(command, `Unexpected -o output mode: ${format}, the flag 'output' must be one of yaml|json`);
    }
    for (const applied of found) print(format === 'json' ? writeJson(applied) : writeYaml(applied));
    return 0;
  },
};

export const setLastApplied: Verb = {
  name: 'set-last-applied',
  short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
  long: 'Let apply remember a file as what was applied last, without changing anything else.',
  examples: '# As if the file had been applied\nkubectl apply set-last-applied -f web.yaml --create-annotation',
  usage: '-f FILENAME',
  flags: [
    { name: 'create-annotation', type: 'bool', usage: 'Make the annotation where there is none.' },
    dryRunFlag,
    ...filenameFlags.filter(({ name }) => name === 'filename'),
    ...printFlags,
  ],
  *run(invocation) {
    const { access, flags, print } = invocation;
    const dryRun = dryRunOf(invocation);
    const say = changePrinter(invocation, dryRun);
    const { items, error } = yield* itemsOfFiles(invocation);
    if (error !== undefined) throw error;
    const changes: Item[] = [];
    for (const item of items) {
      const { resource, namespace, name, object } = item;
      const live = yield* access.attempt<PlainObject>({ method: 'GET', path: resourcePath(resource, namespace, name) });
      if (!live.ok) throw serverError(live.error);
      const before = lastApplied(live.value);
      if (before === undefined && !flags.bool('create-annotation')) {
        throw new CommandError(
          `no last-applied-configuration annotation found on resource: ${name}, to create the annotation, run the command with --create-annotation`,
        );
      }
      const modified = rememberingItself(object, `${JSON.stringify(sorted(withoutLastApplied(object)))}\n`);
      if (equal(before, lastApplied(modified))) print(`set-last-applied ${name}: no changes required.\n`);
      else changes.push({ ...item, object: modified });
    }
    for (const item of changes) {
      say(
        item.resource,
        dryRun === 'client' ? item.object : yield* annotate(invocation, item, item.object, dryRun),
        'configured',
      );
    }
    return 0;
  },
};

export const editLastApplied: Verb = {
  name: 'edit-last-applied',
  short: 'Edit latest last-applied-configuration annotations of a resource/object',
  long: 'Open what was applied last in an editor and let apply remember what you make of it.',
  examples: '# Of a deployment\nkubectl apply edit-last-applied deployment/web',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  complete: 'resources',
  flags: [
    fieldManagerFlag('kubectl-client-side-apply'),
    ...filenameFlags,
    ...printFlags,
    validateFlag,
    { name: 'windows-line-endings', type: 'bool', usage: 'Line ends of Windows in the editor.' },
  ],
  *run(invocation) {
    const { args, print } = invocation;
    const { items, error } = yield* namedItems(invocation, args);
    if (error !== undefined) throw error;
    const applied = items.flatMap((item): Item[] => {
      const object = lastApplied(item.object);
      return object === undefined ? [] : [{ ...item, object }];
    });
    if (applied.length === 0) {
      throw new CommandError(
        'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
      );
    }
    return yield* editItems(invocation, {
      items: applied,
      header: HEADER,
      *send(edited) {
        const say = (word: string) => print(`${printedType(edited.resource)}/${edited.name} ${word}\n`);
        const before = applied.find((one) => one.name === edited.name && one.resource.kind === edited.resource.kind);
        if (before !== undefined && equal(before.object, edited.object)) return say('skipped');
        yield* annotate(invocation, edited, withLastApplied(edited.object), 'none');
        say('edited');
      },
    });
  },
};

/** Sets the annotation of the object on the server to that of `modified`. */
function* annotate(
  { access, flags }: Invocation,
  { resource, namespace, name }: Item,
  modified: PlainObject,
  dryRun: DryRun,
): Routine<PlainObject> {
  const value = modified.metadata?.annotations?.[LAST_APPLIED];
  const patched = yield* access.attempt<PlainObject>({
    method: 'PATCH',
    path: resourcePath(resource, namespace, name),
    headers: { 'content-type': 'application/merge-patch+json' },
    query: writeQuery(flags, dryRun),
    body: { metadata: { annotations: { [LAST_APPLIED]: value } } },
  });
  if (!patched.ok) throw serverError(patched.error);
  return patched.value;
}
