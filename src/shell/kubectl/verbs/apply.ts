/** kubectl apply: makes the cluster what the files say, by a three-way merge with what was applied last. */
import { sleep } from '../../../engine/processes/kernel';
import type { Routine } from '../../../engine/processes/routine';
import { applyPatch, patchHeaders } from '../client/applyPatch';
import { recordFlag, withChangeCause } from '../client/changeCause';
import { resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { itemsOfFiles } from '../client/fileItems';
import type { Item } from '../client/items';
import { lastApplied, withLastApplied } from '../client/lastApplied';
import { checkPruneFlags, prune, pruneTypes } from '../client/pruning';
import { applyByServer } from '../client/serverSideApply';
import { withoutNulls } from '../client/withoutNulls';
import {
  changePrinter,
  createObject,
  type DryRun,
  dryRunOf,
  fieldManagerFlag,
  validateFlag,
  writeQuery,
} from '../client/writing';
import { CommandError, gathered, serverError, usageError, withContext } from '../errors';
import { dryRunFlag, filenameFlags, filesAreNamed, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';
import { editLastApplied, setLastApplied, viewLastApplied } from './applyLastApplied';

/** A patch that meets a newer object is made anew so often. */
const RETRIES = 5;

export const apply: Verb = {
  name: 'apply',
  short: 'Apply a configuration to a resource by file name or stdin',
  long: `Make the cluster what files say: objects that are not there are made, the others are changed.

 What was applied last is remembered in an annotation, so that fields that you take out of the file go away, and fields
that others have set stay.`,
  examples: `
# What a file describes
kubectl apply -f web.yaml
# All files of a directory
kubectl apply -f manifests/
# From standard input
cat web.yaml | kubectl apply -f -`,
  usage: '(-f FILENAME | -k DIRECTORY)',
  flags: [
    { name: 'all', type: 'bool', usage: 'With --prune: all objects of the namespace.' },
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      usage: 'With --force: what becomes of what the object owns.',
    },
    dryRunFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    ...filenameFlags,
    { name: 'force', type: 'bool', usage: 'Delete and make anew what cannot be changed.' },
    { name: 'force-conflicts', type: 'bool', usage: 'With --server-side: take over fields that others own.' },
    { name: 'grace-period', type: 'int', default: -1, usage: 'With --force: seconds to end in.' },
    { name: 'openapi-patch', type: 'bool', default: true, usage: 'Use the schema to make the patch.' },
    { name: 'overwrite', type: 'bool', default: true, usage: 'Take the file where file and cluster differ.' },
    ...printFlags,
    { name: 'prune', type: 'bool', usage: 'Delete objects that are in no file any more.' },
    { name: 'prune-allowlist', type: 'array', usage: 'With --prune: the types to look at, group/version/kind.' },
    selectorFlag,
    { name: 'server-side', type: 'bool', usage: 'Let the server merge, by owners of fields.' },
    { name: 'subresource', type: 'string', usage: 'With --server-side: the part to apply to.' },
    { name: 'timeout', type: 'duration', default: '0s', usage: 'With --force: how long to wait.' },
    validateFlag,
    { name: 'wait', type: 'bool', usage: 'With --force: wait until the old object is gone.' },
    recordFlag,
  ],
  verbs: [editLastApplied, setLastApplied, viewLastApplied],
  *run(invocation) {
    const { flags } = invocation;
    const dryRun = dryRunOf(invocation);
    checkFlags(invocation, dryRun);
    const pruned = flags.bool('prune') ? yield* pruneTypes(invocation) : [];
    const { items, error } = yield* itemsOfFiles(invocation);
    const print = changePrinter(invocation, dryRun);
    const errors: CommandError[] = error === undefined ? [] : [error];
    const printed: PlainObject[] = [];
    const whole = !['', 'name'].includes(flags.string('output'));
    const uids = new Set<string>();
    const namespaces = new Set(invocation.access.namespaceGiven ? [invocation.access.namespace] : []);
    for (const given of items) {
      try {
        const item = { ...given, object: withChangeCause(invocation, given.object) };
        if (item.namespace !== '') namespaces.add(item.namespace);
        const { object, word } = flags.bool('server-side')
          ? { object: yield* applyByServer(invocation, item, dryRun), word: 'serverside-applied' }
          : yield* applyOne(invocation, item, dryRun);
        uids.add(String(object.metadata?.['uid'] ?? ''));
        warnIfDeleting(invocation, object, word);
        if (whole) printed.push(object);
        else print(item.resource, object, word);
      } catch (problem) {
        if (!(problem instanceof CommandError)) throw problem;
        errors.push(problem);
      }
    }
    const problem = gathered(errors);
    if (problem !== undefined) throw problem;
    if (items.length === 0) throw new CommandError('no objects passed to apply');
    const [first] = printed;
    if (first !== undefined) print({ group: '', kind: '' }, printed.length === 1 ? first : listOf(printed), '');
    if (flags.bool('prune')) yield* prune(invocation, pruned, { uids, namespaces }, dryRun, print);
    return 0;
  },
};

function checkFlags(invocation: Invocation, dryRun: DryRun): void {
  const { args, flags, command } = invocation;
  if (args.length > 0) throw usageError(command, `Unexpected args: [${args.join(' ')}]`);
  if (flags.bool('force-conflicts') && !flags.bool('server-side'))
    throw new CommandError('--force-conflicts only works with --server-side');
  if (flags.bool('server-side') && dryRun === 'client')
    throw new CommandError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  if (flags.bool('server-side') && flags.bool('force'))
    throw new CommandError('--force cannot be used with --server-side');
  if (dryRun === 'server' && flags.bool('force'))
    throw new CommandError('--dry-run=server cannot be used with --force');
  if (!filesAreNamed(flags)) throw new CommandError('must specify one of -f and -k');
  if (flags.string('subresource') !== '' && !flags.bool('server-side'))
    throw new CommandError('--subresource can only be specified for --server-side');
  checkPruneFlags(invocation);
}

function listOf(items: readonly PlainObject[]): PlainObject {
  return { kind: 'List', apiVersion: 'v1', metadata: {}, items };
}

/** What is on its way out changes no more for long. */
function warnIfDeleting({ access }: Invocation, { metadata }: PlainObject, word: string): void {
  if (metadata?.['deletionTimestamp'] === undefined || word === 'created') return;
  access.warn(`Detected changes to resource ${metadata.name ?? ''} which is currently being deleted.`);
}

interface Applied {
  readonly object: PlainObject;
  readonly word: string;
}

function* applyOne(invocation: Invocation, item: Item, dryRun: DryRun): Routine<Applied> {
  const { access } = invocation;
  const { resource, namespace, name, source = '' } = item;
  const modified = withLastApplied(item.object);
  if (name === '')
    throw new CommandError(
      `error when retrieving current configuration of:\n${describeItem(item)}\nfrom server for: ${JSON.stringify(source)}: resource name may not be empty`,
    );
  const current = yield* access.attempt<PlainObject>({ method: 'GET', path: resourcePath(resource, namespace, name) });
  if (!current.ok) {
    if (current.error.reason !== 'NotFound') {
      throw withContext(
        `error when retrieving current configuration of:\n${describeItem(item)}\nfrom server for: ${JSON.stringify(source)}`,
        serverError(current.error),
      );
    }
    // a null means the same as in a patch: nothing; what was applied last still says it
    const made = yield* createObject(invocation, resource, namespace, withoutNulls(modified), dryRun);
    if (!made.ok) throw withContext(`error when creating ${JSON.stringify(source)}`, made.error);
    return { object: made.value, word: 'created' };
  }
  if (lastApplied(current.value) === undefined) {
    access.warn(
      `resource ${resource.plural}/${name} is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
    );
  }
  return yield* patchUntilFresh(invocation, item, modified, current.value, dryRun);
}

function* patchUntilFresh(
  invocation: Invocation,
  item: Item,
  modified: PlainObject,
  found: PlainObject,
  dryRun: DryRun,
): Routine<Applied> {
  const { access, process, flags } = invocation;
  const { resource, namespace, name, source = '' } = item;
  const path = resourcePath(resource, namespace, name);
  let current = found;
  for (let tries = 0; ; tries++) {
    if (dryRun === 'client') return { object: current, word: 'configured' };
    const patch = applyPatch(resource, modified, current);
    if (Object.keys(patch).length === 0) return { object: current, word: 'unchanged' };
    const done = yield* access.attempt<PlainObject>({
      method: 'PATCH',
      path,
      headers: patchHeaders(resource),
      query: writeQuery(flags, dryRun),
      body: patch,
    });
    if (done.ok) return { object: done.value, word: 'configured' };
    if (done.error.reason === 'Conflict' && tries < RETRIES) {
      if (tries > 0) yield* sleep(process.clock, 1000);
      current = yield* access.call<PlainObject>({ method: 'GET', path });
      continue;
    }
    const replaceable = done.error.reason === 'Conflict' || done.error.reason === 'Invalid';
    if (flags.bool('force') && replaceable) return yield* replaceIt(invocation, item, modified, dryRun);
    const inner = withContext(`error when patching ${JSON.stringify(source)}`, serverError(done.error));
    throw withContext(
      `error when applying patch:\n${JSON.stringify(patch)}\nto:\n${describeItem(item)}\nfor: ${JSON.stringify(source)}`,
      inner,
    );
  }
}

/** --force: what cannot be changed is deleted and made anew. */
function* replaceIt(invocation: Invocation, item: Item, modified: PlainObject, dryRun: DryRun): Routine<Applied> {
  const { access, process, flags } = invocation;
  const path = resourcePath(item.resource, item.namespace, item.name);
  const grace = flags.int('grace-period');
  const body = {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: 'Background',
    ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
  };
  yield* access.call({ method: 'DELETE', path, body });
  for (;;) {
    const left = yield* access.attempt({ method: 'GET', path });
    if (!left.ok && left.error.reason === 'NotFound') break;
    yield* sleep(process.clock, 1000);
  }
  const made = yield* createObject(invocation, item.resource, item.namespace, modified, dryRun);
  if (!made.ok) throw made.error;
  return { object: made.value, word: 'configured' };
}

function describeItem({ resource, namespace, name }: Item): string {
  const { group, version, plural, kind } = resource;
  const head = `${group}/${version}`;
  return `Resource: "${head}, Resource=${plural}", GroupVersionKind: "${head}, Kind=${kind}"\nName: "${name}", Namespace: "${namespace}"`;
}
