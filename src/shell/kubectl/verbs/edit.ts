/** kubectl edit: objects in an editor, what was changed as a patch. */
import { equal } from '../../../base/equality';
import { patchHeaders } from '../client/applyPatch';
import { recordFlag, withChangeCause } from '../client/changeCause';
import { resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { EDIT_HEADER, editItems } from '../client/editing';
import { withLastApplied } from '../client/lastApplied';
import { namedItems } from '../client/namedItems';
import { patchBetween } from '../client/podTemplates';
import { changePrinter, fieldManagerFlag, validateFlag, writeQuery } from '../client/writing';
import { CommandError, serverError } from '../errors';
import { withoutManagedFields } from '../output/printer';
import { filenameFlags, printFlags } from '../sharedFlags';
import type { Verb } from '../verb';

export const edit: Verb = {
  name: 'edit',
  short: 'Edit a resource on the server',
  long: `Open objects in an editor and send what you change.

 The editor is the one of this page, or what KUBE_EDITOR or EDITOR name. What the server refuses is opened again with the
reason at the top.`,
  examples: `
# A service
kubectl edit svc/web
# As JSON, in another editor
KUBE_EDITOR="nano" kubectl edit deployment/web -o json`,
  usage: '(RESOURCE/NAME | -f FILENAME)',
  complete: 'resources',
  flags: [
    fieldManagerFlag('kubectl-edit'),
    ...filenameFlags,
    { name: 'output-patch', type: 'bool', usage: 'Print the patch.' },
    ...printFlags,
    { name: 'save-config', type: 'bool', usage: 'Keep the configuration in an annotation, for kubectl apply.' },
    { name: 'subresource', type: 'string', usage: 'The part of the object to edit.', complete: ['status'] },
    validateFlag,
    { name: 'windows-line-endings', type: 'bool', usage: 'Line ends of Windows in the editor.' },
    recordFlag,
  ],
  *run(invocation) {
    const { args, flags, access, print, printError } = invocation;
    const format = flags.string('output');
    if (!['', 'yaml', 'json'].includes(format))
      throw new CommandError(
        `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: json,yaml`,
      );
    const { items, error } = yield* namedItems(invocation, args, { typeAloneLists: true });
    if (error !== undefined) throw error;
    if (items.length === 0) throw new CommandError('edit cancelled, no objects found');
    const say = changePrinter(invocation, 'none');
    return yield* editItems(invocation, {
      items,
      header: EDIT_HEADER,
      *send(edited, results) {
        const before = items.find(({ object }) => object.metadata?.['uid'] === edited.object.metadata?.['uid']);
        if (before === undefined)
          throw new CommandError(`no original object found for ${JSON.stringify(edited.object)}`);
        const [from, plain] = [withoutManagedFields(before.object), withoutManagedFields(edited.object)];
        if (equal(from, plain)) return say(edited.resource, edited.object, 'skipped');
        if (identity(from) !== identity(plain))
          throw new CommandError('At least one of apiVersion, kind and name was changed');
        const recorded = withChangeCause(invocation, plain);
        const to = flags.bool('save-config') ? withLastApplied(recorded) : recorded;
        const patch = patchBetween(before.resource, from, to) ?? {};
        if (flags.bool('output-patch')) print(`Patch: ${JSON.stringify(patch)}\n`);
        const patched = yield* access.attempt<PlainObject>({
          method: 'PATCH',
          path: resourcePath(before.resource, before.namespace, before.name, flags.string('subresource')),
          headers: patchHeaders(before.resource),
          query: writeQuery(flags, 'none'),
          body: patch,
        });
        if (!patched.ok) return printError(results.refuse(serverError(patched.error), before));
        say(before.resource, patched.value, 'edited');
      },
    });
  },
};

function identity({ apiVersion, kind, metadata }: PlainObject): string {
  return `${apiVersion} ${kind} ${metadata?.name ?? ''}`;
}
