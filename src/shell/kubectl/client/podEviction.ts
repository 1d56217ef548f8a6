/** Takes pods away and waits until they are gone, as `kubectl drain` does: by evictions, or by deleting them. */
import { sleep } from '../../../engine/processes/kernel';
import type { Routine } from '../../../engine/processes/routine';
import type { Pod } from '../../../kinds/pod';
import type { Status } from '../../../kinds/status';
import { CommandError, serverError } from '../errors';
import type { Invocation } from '../verb';
import type { PlainObject } from './documents';
import { isSkipped } from './drainedPods';
import { changePrinter, type DryRun } from './writing';

/** How long a refused eviction waits for the next try, and how often it is looked whether a pod is gone. */
const RETRY_DELAY = 5000;
const POLL = 1000;

interface Leaving {
  pod: Pod;
  /** When it is looked at next. */
  at: number;
  evicted: boolean;
}

/** Gives what went wrong; empty when all are gone. */
export function* removePods(invocation: Invocation, pods: readonly Pod[], dryRun: DryRun): Routine<CommandError[]> {
  const { flags, process } = invocation;
  const byEviction = !flags.bool('disable-eviction');
  const timeout = flags.duration('timeout');
  const end = timeout === 0 ? Number.POSITIVE_INFINITY : process.clock.now + timeout;
  if (!byEviction) {
    for (const pod of pods) {
      const deleted = yield* deletePod(invocation, pod, dryRun);
      if (deleted !== undefined) return [deleted];
    }
    if (dryRun === 'server') return [];
  }
  const leaving: Leaving[] = pods.map((pod) => ({ pod, at: 0, evicted: !byEviction }));
  const errors: CommandError[] = [];
  // Of what kubectl begins at once, what was begun last comes first.
  let round = byEviction ? [...leaving.slice(-1), ...leaving.slice(0, -1)] : leaving;
  while (leaving.length > 0) {
    for (const one of round) {
      const error = one.evicted
        ? yield* look(invocation, one, end, byEviction)
        : yield* evict(invocation, one, end, dryRun);
      if (error === undefined) continue;
      leaving.splice(leaving.indexOf(one), 1);
      if (error !== 'gone') errors.push(error);
    }
    if (leaving.length === 0) break;
    const next = Math.min(...leaving.map(({ at }) => at));
    yield* sleep(process.clock, Math.max(0, Math.min(next, end) - process.clock.now));
    // Those of the same second together, in the order of their names.
    const { now } = process.clock;
    round = leaving.filter(({ at }) => at <= now + POLL / 2 || now >= end);
  }
  return errors;
}

type Outcome = CommandError | 'gone' | undefined;

/** Undefined while it has to be looked at again. */
function* evict(invocation: Invocation, one: Leaving, end: number, dryRun: DryRun): Routine<Outcome> {
  const { access, print, printError, process } = invocation;
  const { namespace = '', name } = one.pod.metadata;
  print(`evicting pod ${namespace}/${name}${dryRun === 'server' ? ' (server dry run)' : ''}\n`);
  const what = `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
  if (process.clock.now >= end) {
    return plainError(`${what}: global timeout reached: ${invocation.flags.string('timeout')}`);
  }
  const refused = yield* postEviction(invocation, one.pod, dryRun);
  if (refused === undefined) {
    if (dryRun === 'server') return 'gone';
    one.evicted = true;
    return yield* look(invocation, one, end, true);
  }
  if (refused.reason === 'NotFound') return 'gone';
  const isEnding = refused.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') === true;
  if (refused.reason === 'Forbidden' && isEnding && one.pod.metadata.deletionTimestamp !== undefined) {
    one.evicted = true;
    return yield* look(invocation, one, end, true);
  }
  if (refused.reason === 'TooManyRequests') {
    printError(`${what} (will retry after 5s): ${refused.message ?? ''}\n`);
  } else if (refused.reason === 'Forbidden' && isEnding) {
    const where = `pod ${JSON.stringify(name)} from terminating namespace ${JSON.stringify(namespace)}`;
    printError(`error when evicting ${where} (will retry after 5s): ${refused.message ?? ''}\n`);
  } else return plainError(`${what}: ${refused.message ?? ''}`);
  one.at = process.clock.now + RETRY_DELAY;
  const fresh = yield* access.attempt<Pod>({ method: 'GET', path: podPath(one.pod) });
  if (fresh.ok) one.pod = fresh.value;
  return undefined;
}

function* look(invocation: Invocation, one: Leaving, end: number, byEviction: boolean): Routine<Outcome> {
  const { access, process, print } = invocation;
  const { name, namespace = '', uid } = one.pod.metadata;
  const found = yield* access.attempt<Pod>({ method: 'GET', path: podPath(one.pod) });
  const isGone = found.ok ? found.value.metadata.uid !== uid : found.error.reason === 'NotFound';
  const say = changePrinter(invocation, 'none');
  const told = (word: string) => say({ group: '', kind: 'Pod' }, one.pod as unknown as PlainObject, word);
  if (isGone) {
    told(byEviction ? 'evicted' : 'deleted');
    return 'gone';
  }
  const what = `error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate`;
  if (!found.ok) {
    told(byEviction ? 'eviction failed' : 'deletion failed');
    return byEviction ? plainError(`${what}: ${found.error.message ?? ''}`) : serverError(found.error);
  }
  if (isSkipped(invocation, found.value, process.clock.now)) {
    const seconds = invocation.flags.int('skip-wait-for-delete-timeout');
    print(`pod ${JSON.stringify(name)} has DeletionTimestamp older than ${seconds} seconds, skipping\n`);
    return 'gone';
  }
  if (process.clock.now >= end) {
    return plainError(byEviction ? `${what}: context deadline exceeded` : 'context deadline exceeded');
  }
  one.at = process.clock.now + POLL;
  return undefined;
}

function* postEviction(invocation: Invocation, pod: Pod, dryRun: DryRun): Routine<Status | undefined> {
  const { name, namespace } = pod.metadata;
  const posted = yield* invocation.access.attempt({
    method: 'POST',
    path: `${podPath(pod)}/eviction`,
    body: {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name, namespace },
      deleteOptions: deleteOptions(invocation, dryRun),
    },
  });
  return posted.ok ? undefined : posted.error;
}

function* deletePod(invocation: Invocation, pod: Pod, dryRun: DryRun): Routine<CommandError | undefined> {
  const body = { apiVersion: 'v1', kind: 'DeleteOptions', ...deleteOptions(invocation, dryRun) };
  const deleted = yield* invocation.access.attempt({ method: 'DELETE', path: podPath(pod), body });
  return deleted.ok || deleted.error.reason === 'NotFound' ? undefined : serverError(deleted.error);
}

function deleteOptions({ flags }: Invocation, dryRun: DryRun): object {
  const grace = flags.int('grace-period');
  return {
    ...(grace < 0 ? {} : { gracePeriodSeconds: grace }),
    ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
  };
}

function podPath({ metadata }: Pod): string {
  return `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`;
}

function plainError(text: string): CommandError {
  return new CommandError(text, { verbatim: true });
}
