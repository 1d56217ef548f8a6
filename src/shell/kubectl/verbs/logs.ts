/** kubectl logs: what containers have written. */
import { parseTime } from '../../../base/time';
import type { Routine } from '../../../engine/processes/routine';
import type { Pod } from '../../../kinds/pod';
import { fetchItems, type Item } from '../client/items';
import { followLogs, type LogSource, readLog } from '../client/logStreams';
import { orderForLogs } from '../client/podOrder';
import { containerNames, defaultContainer, podsOf } from '../client/pods';
import { resolveTargets } from '../client/resourceBuilder';
import { CommandError, gathered, messageOf, usageError } from '../errors';
import { selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

const USAGE = `expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command`;

/** With a selector only this many lines of each log are shown, unless --tail says otherwise. */
const SELECTOR_TAIL = 10;

export const logs: Verb = {
  name: 'logs',
  short: 'Print what a container in a pod has written',
  long: 'Print what a container in a pod, or the pods of a workload, have written. Without -c the first container is taken.',
  examples: `
# The only container of a pod
kubectl logs nginx
# A certain container
kubectl logs nginx -c sidecar
# Before its last restart
kubectl logs nginx --previous
# Go on as it writes
kubectl logs -f nginx
# The last lines of all pods with a label
kubectl logs -l app=web --tail=20 --prefix
# One of a Deployment's pods
kubectl logs deployment/web`,
  usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  flags: [
    { name: 'all-containers', type: 'bool', usage: "Print the logs of all of a pod's containers." },
    { name: 'all-pods', type: 'bool', usage: 'Print the logs of all pods, each line with its pod.' },
    { name: 'container', shorthand: 'c', type: 'string', usage: 'The container.', complete: 'container' },
    { name: 'follow', shorthand: 'f', type: 'bool', usage: 'Go on and print what is written from now on.' },
    { name: 'ignore-errors', type: 'bool', usage: 'Go on when a log cannot be read.' },
    {
      name: 'insecure-skip-tls-verify-backend',
      type: 'bool',
      usage: "Do not check the certificate of the node's kubelet. There is none to check here.",
    },
    { name: 'limit-bytes', type: 'int', usage: 'At most so many bytes of each log.' },
    { name: 'max-log-requests', type: 'int', default: 5, usage: 'How many logs may be followed at once.' },
    { name: 'pod-running-timeout', type: 'duration', default: '20s', usage: 'How long to wait for a pod to run.' },
    { name: 'prefix', type: 'bool', usage: 'Begin each line with its pod and container.' },
    { name: 'previous', shorthand: 'p', type: 'bool', usage: "Print the log of the container's former run." },
    selectorFlag,
    { name: 'since', type: 'duration', usage: 'Only what was written in this time: 5s, 2m, 3h.' },
    { name: 'since-time', type: 'string', usage: 'Only what was written after this moment (RFC 3339).' },
    { name: 'tail', type: 'int', default: -1, usage: 'So many of the last lines; -1 for all.' },
    { name: 'timestamps', type: 'bool', usage: 'Begin each line with the moment when it was written.' },
  ],
  complete: 'pod',
  *run(invocation) {
    const { args, flags } = invocation;
    const container = checkArguments(invocation);
    const pods = yield* podsToRead(invocation);
    if (pods === undefined) return 0;
    const sources = pods.flatMap((pod) => sourcesOf(invocation, pod, container, args.length > 0));
    const query = logQuery(invocation);
    const prefix = flags.bool('prefix') || flags.bool('all-pods');
    const show = (source: LogSource, text: string): void => invocation.print(prefix ? prefixed(source, text) : text);
    if (flags.bool('follow')) {
      const limit = flags.int('max-log-requests');
      if (sources.length > limit) {
        throw new CommandError(
          `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${limit}, use --max-log-requests to increase the limit`,
        );
      }
      yield* followLogs(invocation.access, sources, query, show);
      return 0;
    }
    for (const source of sources) yield* showLog(invocation, source, query, show);
    return 0;
  },
};

/** What is wrong with the command line; else the container that it names, '' for none. */
function checkArguments({ args, flags, command }: Invocation): string {
  const selector = flags.string('selector');
  const named = flags.string('container');
  if (args.length === 0 && selector === '') throw usageError(command, USAGE);
  if (args.length > 2) throw usageError(command, USAGE);
  if (flags.duration('pod-running-timeout') <= 0)
    throw new CommandError('--pod-running-timeout must be higher than zero');
  if (selector !== '' && args.length > 0) throw usageError(command, 'only a selector (-l) or a POD name is allowed');
  if (args.length === 2 && named !== '') {
    throw usageError(command, 'only one of -c or an inline [CONTAINER] arg is allowed');
  }
  const container = args[1] ?? named;
  if (flags.bool('all-containers') && container !== '') {
    throw new CommandError(`--all-containers=true should not be specified with container name ${container}`);
  }
  if (flags.int('tail') < -1) throw new CommandError('--tail must be greater than or equal to -1');
  if (flags.changed('limit-bytes') && flags.int('limit-bytes') < 0) {
    throw new CommandError('--limit-bytes must be greater than 0');
  }
  if (flags.changed('since') && flags.changed('since-time')) {
    throw new CommandError('at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  if (flags.changed('since') && flags.duration('since') <= 0) {
    throw new CommandError('--since must be greater than 0');
  }
  if (flags.changed('since-time') && parseTime(flags.string('since-time')) === undefined) {
    const text = JSON.stringify(flags.string('since-time'));
    throw new CommandError(`parsing time ${text} as "2006-01-02T15:04:05Z07:00": cannot parse ${text} as "2006"`);
  }
  return container;
}

function logQuery({ flags }: Invocation): Record<string, string> {
  const query: Record<string, string> = {};
  if (flags.bool('previous')) query['previous'] = 'true';
  if (flags.bool('timestamps')) query['timestamps'] = 'true';
  if (flags.changed('since')) query['sinceSeconds'] = String(Math.ceil(flags.duration('since') / 1000));
  if (flags.changed('since-time')) query['sinceTime'] = flags.string('since-time');
  if (flags.int('limit-bytes') > 0) query['limitBytes'] = String(flags.int('limit-bytes'));
  const tail = flags.int('tail');
  if (tail >= 0) query['tailLines'] = String(tail);
  else if (flags.string('selector') !== '' && !flags.changed('tail')) query['tailLines'] = String(SELECTOR_TAIL);
  return query;
}

/** The pods that are meant; undefined when a selector finds none (that is said). */
function* podsToRead(invocation: Invocation): Routine<readonly Pod[] | undefined> {
  const { args, flags, access } = invocation;
  const selector = flags.string('selector');
  const [word = ''] = args;
  const { targets } = yield* resolveTargets(
    invocation,
    selector === ''
      ? { args: word.includes('/') ? [word] : ['pods', word] }
      : { args: ['pods'], labelSelector: selector },
  );
  const { items, errors } = yield* fetchItems(access, targets);
  const problem = gathered(errors);
  if (problem !== undefined) throw inNamespace(problem, access.namespace);
  if (items.length === 0) {
    invocation.printError(`No resources found in ${access.namespace} namespace.\n`);
    return undefined;
  }
  if (selector !== '') return items.map((item) => item.object as unknown as Pod);
  return yield* podsBehind(invocation, items[0] as Item);
}

/** kubectl names the namespace when the object is missing. */
function inNamespace(problem: CommandError, namespace: string): CommandError {
  if (problem.status?.reason !== 'NotFound') return problem;
  return new CommandError(
    `error from server (NotFound): ${problem.status.message ?? ''} in namespace ${JSON.stringify(namespace)}`,
  );
}

function* podsBehind(invocation: Invocation, item: Item): Routine<readonly Pod[]> {
  if (item.resource.kind === 'Pod') return [item.object as unknown as Pod];
  const pods = yield* podsOf(invocation, item, 'get the logs from');
  if (invocation.flags.bool('all-pods')) return pods;
  const best = [...pods].sort(orderForLogs)[0];
  if (best === undefined) throw new CommandError('timed out waiting for the condition');
  if (pods.length > 1) invocation.printError(`Found ${pods.length} pods, using pod/${best.metadata.name}\n`);
  return [best];
}

function sourcesOf(invocation: Invocation, pod: Pod, container: string, named: boolean): LogSource[] {
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
  const all = [...initContainers, ...containers, ...ephemeralContainers].map((one) => one.name);
  if (invocation.flags.bool('all-containers')) return all.map((name) => ({ pod, container: name }));
  if (container !== '') {
    if (!all.includes(container)) {
      throw new CommandError(`container ${container} is not valid for pod ${pod.metadata.name}`);
    }
    return [{ pod, container }];
  }
  const chosen = defaultContainer(pod);
  const annotated = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'] === chosen;
  if (all.length > 1 && !annotated && named) {
    invocation.printError(`Defaulted container "${chosen}" out of: ${containerNames(pod).join(', ')}\n`);
  }
  return [{ pod, container: chosen }];
}

function* showLog(
  invocation: Invocation,
  source: LogSource,
  query: Readonly<Record<string, string>>,
  show: (source: LogSource, text: string) => void,
): Routine<void> {
  try {
    const text = yield* readLog(invocation.access, source, query);
    if (text !== '') show(source, text);
  } catch (error) {
    if (!(error instanceof CommandError) || !invocation.flags.bool('ignore-errors')) throw error;
    invocation.printError(`error: ${messageOf(error)}\n`);
  }
}

function prefixed({ pod, container }: LogSource, text: string): string {
  const lead = `[pod/${pod.metadata.name}/${container}] `;
  return text.replace(/^(?=[\s\S])/gm, lead);
}
