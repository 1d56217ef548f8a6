/** kubectl patch: strategic merge, merge and JSON patches. */
import { equal } from '../../../base/equality';
import { ok } from '../../../base/result';
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import { jsonPatch } from '../../../kinds/patch/jsonPatch';
import { mergePatch } from '../../../kinds/patch/mergePatch';
import { strategicMergePatch } from '../../../kinds/patch/strategicMergePatch';
import { findKind } from '../../../kinds/registry';
import { definitionName } from '../../../kinds/schema/structure';
import { recordFlag, sendChangeCause } from '../client/changeCause';
import { type ApiResource, resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { localFlag, namedItems } from '../client/namedItems';
import { dryRunOf, fieldManagerFlag, objectChangePrinter, writeQuery } from '../client/writing';
import { CommandError, gathered, serverError } from '../errors';
import { dryRunFlag, filenameFlags, printFlags } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';
import { readYaml } from '../yaml/readYaml';

const TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
} as const;

type PatchType = keyof typeof TYPES;

const SUBRESOURCES = ['status', 'scale', 'resize'];

export const patch: Verb = {
  name: 'patch',
  short: 'Update fields of a resource',
  long: `Change fields of an object by a patch in JSON or YAML.

 A strategic merge patch joins lists by the keys of their members, a merge patch replaces lists, a JSON patch is a list
of operations.`,
  examples: `
# Three copies
kubectl patch deployment web -p '{"spec":{"replicas":3}}'
# By a JSON patch
kubectl patch deployment web --type=json -p='[{"op":"replace","path":"/spec/replicas","value":2}]'
# Through a subresource
kubectl patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'`,
  usage: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  complete: 'resources',
  flags: [
    dryRunFlag,
    fieldManagerFlag('kubectl-patch'),
    ...filenameFlags,
    localFlag,
    { name: 'patch', shorthand: 'p', type: 'string', usage: 'The patch.' },
    { name: 'patch-file', type: 'string', usage: 'A file with the patch.', complete: 'file' },
    ...printFlags,
    { name: 'subresource', type: 'string', usage: 'The part of the object to patch.', complete: SUBRESOURCES },
    {
      name: 'type',
      type: 'string',
      default: 'strategic',
      usage: 'The kind of patch: json, merge or strategic.',
      complete: ['json', 'merge', 'strategic'],
    },
    recordFlag,
  ],
  *run(invocation) {
    const { args, flags, access } = invocation;
    const dryRun = dryRunOf(invocation);
    const print = objectChangePrinter(invocation, dryRun);
    const type = readType(invocation);
    const body = readPatch(invocation);
    const { items, error } = yield* namedItems(invocation, args);
    const errors: CommandError[] = error === undefined ? [] : [error];
    for (const { resource, namespace, name, object } of items) {
      if (flags.bool('local') || dryRun === 'client') {
        const after = patchHere(resource, type, object, body);
        print(after, equal(object, after) ? 'patched (no change)' : 'patched');
        continue;
      }
      const subresource = flags.string('subresource');
      const path = resourcePath(resource, namespace, name, subresource);
      const before = subresource === '' ? ok(object) : yield* access.attempt<PlainObject>({ method: 'GET', path });
      if (!before.ok) {
        errors.push(serverError(before.error));
        continue;
      }
      const patched = yield* access.attempt<PlainObject>({
        method: 'PATCH',
        path,
        headers: { 'content-type': TYPES[type] },
        query: writeQuery(flags, dryRun),
        body,
      });
      if (!patched.ok) {
        errors.push(refusal(resource, type, serverError(patched.error)));
        continue;
      }
      if (dryRun === 'none') yield* sendChangeCause(invocation, { resource, namespace, name });
      print(patched.value, equal(before.value, patched.value) ? 'patched (no change)' : 'patched');
    }
    const problem = gathered(errors);
    if (problem !== undefined) throw problem;
    if (items.length === 0) throw new CommandError('no objects passed to patch');
    return 0;
  },
};

function refusal({ group, version, kind }: ApiResource, type: PatchType, error: CommandError): CommandError {
  if (error.status?.reason !== 'UnsupportedMediaType') return error;
  const why = error.status.message ?? '';
  return new CommandError(`${TYPES[type]} is not supported by ${group}/${version}, Kind=${kind}: ${why}`);
}

/** @throws CommandError when the flags don't go together */
function readType(invocation: Invocation): PatchType {
  const { args, flags } = invocation;
  if (flags.string('patch') !== '' && flags.string('patch-file') !== '')
    throw new CommandError('cannot specify --patch and --patch-file together');
  if (flags.string('patch') === '' && flags.string('patch-file') === '')
    throw new CommandError('must specify --patch or --patch-file containing the contents of the patch');
  if (flags.bool('local') && args.length > 0) throw new CommandError('cannot specify --local and server resources');
  if (flags.bool('local') && dryRunOf(invocation) === 'server')
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  const type = flags.string('type').toLowerCase();
  if (!(type in TYPES))
    throw new CommandError(
      `--type must be one of [${Object.keys(TYPES).join(' ')}], not ${JSON.stringify(flags.string('type'))}`,
    );
  return type as PatchType;
}

/** The patch: what begins with a brace goes to the server as it is, the rest is YAML. */
function readPatch({ flags, process }: Invocation): unknown {
  let text = flags.string('patch');
  const file = flags.string('patch-file');
  if (file !== '') {
    const read = process.files.read(normalise(file, process.workingDirectory));
    if (!read.ok)
      throw new CommandError(`unable to read patch file: open ${file}: ${describeFileError(read.error).toLowerCase()}`);
    text = read.value;
  }
  if (/^\s*\{/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  const parsed = readYaml(text);
  if (!parsed.ok)
    throw new CommandError(`unable to parse ${JSON.stringify(flags.string('patch'))}: yaml: ${parsed.error}`);
  return parsed.value;
}

function patchHere(resource: ApiResource, type: PatchType, object: PlainObject, body: unknown): PlainObject {
  if (type === 'merge') return mergePatch(object, body) as PlainObject;
  const kind = findKind(resource.plural, resource.group, resource.version);
  const patched =
    type === 'json'
      ? jsonPatch(object, Array.isArray(body) ? body : [])
      : strategicMergePatch(kind === undefined ? '' : definitionName(kind.schema), object, body);
  if (!patched.ok) throw new CommandError(patched.error);
  return patched.value as PlainObject;
}
