/** kubectl delete: by name, label, file or type; waits until what was deleted is gone. */

import { type Input, read } from '../../../engine/processes/pipe';
import type { Routine } from '../../../engine/processes/routine';
import type { FlagValues } from '../../flags/flag';
import { cascadeOf, type Propagation } from '../client/cascade';
import { type ApiResource, printedType, resourcePath } from '../client/discovery';
import { fetchItems, nameProblem } from '../client/items';
import { sendRaw } from '../client/rawRequest';
import { resolveTargets } from '../client/resourceBuilder';
import { waitUntilGone } from '../client/waiting';
import { type DryRun, dryRunOf } from '../client/writing';
import { CommandError, gathered, serverError, withContext } from '../errors';
import { allNamespacesFlag, dryRunFlag, filenameFlags, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

const FORCED =
  'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.';

export const deleteVerb: Verb = {
  name: 'delete',
  short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  long: `Delete objects: those of a file, those that are named, or all of a type that fit a selector.

 What can end gracefully is given time for it; --now and --grace-period shorten that, --force does not wait at all.`,
  examples: `
# What a file describes
kubectl delete -f web.yaml
# One pod and one service
kubectl delete pod/web svc/web
# All pods with a label
kubectl delete pods -l app=web
# A controller but not its pods
kubectl delete rc web --cascade=orphan`,
  usage: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  complete: 'resources',
  flags: [
    { name: 'all', type: 'bool', usage: 'All objects of the types, in the namespace.' },
    allNamespacesFlag,
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      alone: 'background',
      usage: 'What becomes of what the object owns: background, orphan or foreground.',
      complete: ['background', 'orphan', 'foreground'],
    },
    dryRunFlag,
    { name: 'field-selector', type: 'string', usage: 'Only objects whose fields match: key=value or key!=value.' },
    ...filenameFlags,
    { name: 'force', type: 'bool', usage: 'Take it out of the API at once, without waiting for it to end.' },
    {
      name: 'grace-period',
      type: 'int',
      default: -1,
      usage: 'Seconds to end in; -1: what the object says, 0 only with --force.',
    },
    { name: 'ignore-not-found', type: 'bool', usage: 'What is not there counts as deleted.' },
    { name: 'interactive', shorthand: 'i', type: 'bool', usage: 'Ask before deleting.' },
    { name: 'now', type: 'bool', usage: 'Give it one second to end.' },
    { name: 'output', shorthand: 'o', type: 'string', usage: 'name: print types and names only.', complete: ['name'] },
    { name: 'raw', type: 'string', usage: 'A path to send the DELETE to as it is.' },
    selectorFlag,
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      usage: 'How long to wait; 0: as long as the object has to end in.',
    },
    { name: 'wait', type: 'bool', default: true, usage: 'Wait until it is gone.' },
  ],
  *run(invocation) {
    const { args, flags, access } = invocation;
    if (flags.string('raw') !== '') return yield* sendRaw(invocation, 'DELETE');
    const options = readOptions(invocation);
    const filenames = flags.strings('filename');
    const selector = flags.string('selector');
    const fields = flags.string('field-selector');
    const all = flags.bool('all');
    const resolved = yield* resolveTargets(invocation, {
      args,
      filenames,
      recursive: flags.bool('recursive'),
      all,
      allNamespaces: flags.bool('all-namespaces'),
      ...(selector === '' ? {} : { labelSelector: selector }),
      ...(fields === '' ? {} : { fieldSelector: fields }),
    });
    const ignore = flags.bool('ignore-not-found') || all;
    const errors: CommandError[] = resolved.error === undefined ? [] : [resolved.error];
    const deleted: Deleted[] = [];
    const found: Named[] = [];
    for (const target of resolved.targets) {
      // what is named is not looked for first
      const { items, errors: missing } =
        target.form === 'name' ? { items: [target], errors: [] } : yield* fetchItems(access, [target]);
      errors.push(...missing);
      found.push(...items);
    }
    if (flags.bool('interactive') && found.length > 0 && !(yield* isConfirmed(invocation, found))) {
      invocation.print('deletion is cancelled\n');
      return 0;
    }
    const scopeIsMistaken = access.namespaceGiven && !flags.bool('all-namespaces');
    if (scopeIsMistaken && found.some(({ resource }) => !resource.namespaced))
      access.warn('deleting cluster-scoped resources, not scoped to the provided namespace');
    for (const item of found) {
      const outcome = yield* deleteOne(invocation, item, ignore, options);
      if (outcome instanceof CommandError) errors.push(outcome);
      else if (outcome !== undefined) deleted.push(outcome);
    }
    if (found.length === 0 && errors.length === 0 && (selector !== '' || fields !== '' || all))
      invocation.print('No resources found\n');
    if (options.wait && options.dryRun === 'none') errors.push(...(yield* waitForAll(invocation, deleted, options)));
    const error = gathered(errors);
    if (error !== undefined) throw error;
    return 0;
  },
};

/** -i: lists what would go and reads the answer; only y means yes. */
function* isConfirmed({ process, print }: Invocation, found: readonly Named[]): Routine<boolean> {
  print(`You are about to delete the following ${found.length} resource(s):\n`);
  for (const { resource, name } of found) print(`${printedType(resource)}/${name}\n`);
  print('Do you want to continue? (y/n): ');
  const [word = ''] = (yield* readLine(process.stdin)).trim().split(/\s+/);
  return word.toLowerCase() === 'y';
}

/** The first line that is typed; what there is when the input ends before. */
function* readLine(input: Input): Routine<string> {
  let text = '';
  while (!text.includes('\n')) {
    const more = yield* read(input);
    if (more === undefined) break;
    text += more;
  }
  return text.split('\n')[0] ?? '';
}

interface Options {
  readonly gracePeriod: number;
  readonly propagation: Propagation;
  readonly force: boolean;
  readonly wait: boolean;
  readonly timeout: number;
  readonly dryRun: DryRun;
}

interface Deleted {
  readonly resource: ApiResource;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

/** The flags that go together. @throws CommandError with kubectl's words for those that don't */
function readOptions(invocation: Invocation): Options {
  const { flags } = invocation;
  const dryRun = dryRunOf(invocation);
  const propagation = cascadeOf(invocation);
  checkOutput(flags);
  let gracePeriod = flags.int('grace-period');
  let force = flags.bool('force');
  if (flags.bool('now')) {
    if (gracePeriod !== -1) throw new CommandError('--now and --grace-period cannot be specified together');
    gracePeriod = 1;
  }
  if (flags.bool('all') && flags.string('field-selector') !== '') {
    throw new CommandError('cannot set --all and --field-selector at the same time');
  }
  if (flags.bool('all') && flags.string('selector') !== '')
    throw new CommandError("setting 'all' parameter but found a non empty selector.");
  // without --force a grace period of 0 would mean "at once", which only --force may ask for
  if (gracePeriod === 0 && !force) gracePeriod = 1;
  if (force && gracePeriod < 0) gracePeriod = 0;
  if (force && gracePeriod > 0)
    throw new CommandError('--force and --grace-period greater than 0 cannot be specified together');
  if (force) invocation.access.warn(FORCED);
  force = force && gracePeriod === 0;
  return { gracePeriod, propagation, force, wait: flags.bool('wait'), timeout: flags.duration('timeout'), dryRun };
}

function checkOutput(flags: FlagValues): void {
  const output = flags.string('output');
  if (output !== '' && output !== 'name')
    throw new CommandError(`unexpected -o output mode: ${output}. We only support '-o name'`);
}

/** Undefined when it was not there and need not be. */
function* deleteOne(
  invocation: Invocation,
  { resource, namespace, name, source }: Named,
  ignoreMissing: boolean,
  options: Options,
): Routine<Deleted | CommandError | undefined> {
  const { access, flags } = invocation;
  let uid = '';
  const problem = nameProblem(name);
  if (problem !== undefined) return problem;
  if (options.dryRun !== 'client') {
    const body = {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      ...(options.gracePeriod >= 0 ? { gracePeriodSeconds: options.gracePeriod } : {}),
      propagationPolicy: options.propagation,
      ...(options.dryRun === 'server' ? { dryRun: ['All'] } : {}),
    };
    const answer = yield* access.attempt<unknown>({
      method: 'DELETE',
      path: resourcePath(resource, namespace, name),
      body,
    });
    if (!answer.ok) {
      if (answer.error.reason === 'NotFound' && ignoreMissing) return undefined;
      const error = serverError(answer.error);
      return source === undefined ? error : withContext(`error when deleting ${JSON.stringify(source)}`, error);
    }
    uid = uidOf(answer.value);
  }
  const gone = { resource, namespace, name, uid };
  invocation.print(sayDeleted(gone, options, flags.string('output')));
  return gone;
}

interface Named {
  readonly resource: ApiResource;
  readonly namespace: string;
  readonly name: string;
  readonly source?: string;
}

/** Of the object that was answered, or of the Status about it. */
function uidOf(answer: unknown): string {
  const { metadata, details } = answer as { metadata?: { uid?: string }; details?: { uid?: string } };
  return details?.uid ?? metadata?.uid ?? '';
}

function sayDeleted({ resource, name }: Deleted, { force, dryRun }: Options, output: string): string {
  if (output === 'name') return `${printedType(resource)}/${name}\n`;
  const suffix = dryRun === 'client' ? ' (dry run)' : dryRun === 'server' ? ' (server dry run)' : '';
  return `${printedType(resource)} "${name}" ${force ? 'force deleted' : 'deleted'}${suffix}\n`;
}

function* waitForAll(invocation: Invocation, deleted: readonly Deleted[], options: Options): Routine<CommandError[]> {
  const errors: CommandError[] = [];
  const end = options.timeout === 0 ? undefined : invocation.process.clock.now + options.timeout;
  for (const { resource, namespace, name, uid } of deleted) {
    if (!resource.verbs.includes('watch')) continue;
    const gone = yield* waitUntilGone(invocation, { resource, namespace, name, uid }, end);
    if (!gone) errors.push(new CommandError(`timed out waiting for the condition on ${resource.plural}/${name}`));
  }
  return errors;
}
