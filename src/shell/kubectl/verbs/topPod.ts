/** kubectl top pod. */

import { parseTime } from '../../../base/time';
import type { Routine } from '../../../engine/processes/routine';
import type { PodMetrics } from '../../../kinds/metrics/metrics';
import type { Pod } from '../../../kinds/pod';
import { CommandError, serverError, usageError } from '../errors';
import { allNamespacesFlag, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';
import {
  addUse,
  cells,
  compareUse,
  metricsFlags,
  type Row,
  requireMetrics,
  selectors,
  sortWord,
  type Use,
  useOf,
  writeRows,
} from './topShared';

/** Pods younger than this may not have been measured yet. */
const METRICS_DELAY = 120_000;

export const topPod: Verb = {
  name: 'pod',
  aliases: ['pods', 'po'],
  short: 'Display resource (CPU/memory) usage of pods',
  long: 'Show how much CPU and memory pods use. It takes a while until a new pod has been measured.',
  examples: `
# The pods of the namespace
kubectl top pod
# What each container uses
kubectl top pod web --containers
# By label, those that use most memory first
kubectl top pod -l app=web --sort-by=memory`,
  usage: '[NAME | -l label]',
  flags: [
    allNamespacesFlag,
    { name: 'containers', type: 'bool', usage: 'Show every container.' },
    { name: 'field-selector', type: 'string', usage: 'Only pods whose fields say this.' },
    ...metricsFlags,
    selectorFlag,
    { name: 'sum', type: 'bool', usage: 'Show the sum as well.' },
  ],
  complete: { names: 'pods' },
  *run(invocation) {
    const { args, flags, access, command } = invocation;
    if (args.length > 1) throw usageError(command, 'pod [NAME | -l label]');
    const sortBy = sortWord(flags);
    const [name] = args;
    if (name !== undefined && (flags.string('selector') !== '' || flags.string('field-selector') !== '')) {
      throw new CommandError('only one of NAME or selector can be provided');
    }
    yield* requireMetrics(access);
    const all = flags.bool('all-namespaces');
    const pods = yield* podMetrics(invocation, name, all ? '' : access.namespace);
    if (pods.length === 0) {
      yield* explainEmptiness(invocation, name, all ? '' : access.namespace);
      invocation.printError(all ? 'No resources found\n' : `No resources found in ${access.namespace} namespace.\n`);
      return 0;
    }
    const rows = rowsOf(pods, flags.bool('containers'), sortBy);
    writePods(invocation, rows, all);
    return 0;
  },
};

interface PodRow {
  readonly namespace: string;
  readonly pod: string;
  /** '' for a whole pod. */
  readonly container: string;
  readonly use: Use;
}

function rowsOf(pods: readonly PodMetrics[], containers: boolean, sortBy: string): PodRow[] {
  const whole = pods.map((pod) => ({ pod, use: pod.containers.map(({ usage }) => useOf(usage)).reduce(addUse) }));
  const place = ({ metadata }: PodMetrics): string => `${metadata.namespace}/${metadata.name}`;
  whole.sort((a, b) => compareUse(a.use, b.use, sortBy) || (place(a.pod) < place(b.pod) ? -1 : 1));
  return whole.flatMap(({ pod, use }) => {
    const { namespace = '', name } = pod.metadata;
    if (!containers) return [{ namespace, pod: name, container: '', use }];
    return pod.containers
      .map((one) => ({ namespace, pod: name, container: one.name, use: useOf(one.usage) }))
      .sort((a, b) => compareUse(a.use, b.use, sortBy) || (a.container < b.container ? -1 : 1));
  });
}

function writePods(invocation: Invocation, rows: readonly PodRow[], withNamespace: boolean): void {
  const { flags } = invocation;
  const byContainer = flags.bool('containers');
  const lead = [...(withNamespace ? ['NAMESPACE'] : []), ...(byContainer ? ['POD'] : [])];
  const table: Row[] = rows.map(({ namespace, pod, container, use }) => [
    ...(withNamespace ? [namespace] : []),
    ...(byContainer ? [pod, container] : [pod]),
    ...cells(use),
  ]);
  if (flags.bool('sum')) {
    const blank = lead.map(() => '');
    const total = rows.map(({ use }) => use).reduce(addUse, { millicores: 0, mebibytes: 0, cpu: 0n, memory: 0n });
    table.push([...blank, '', '________', '________'], [...blank, '', ...cells(total)]);
  }
  const header = flags.bool('no-headers') ? undefined : [...lead, 'NAME', 'CPU(cores)', 'MEMORY(bytes)'];
  writeRows(invocation, header, table);
}

function* podMetrics(
  { access, flags }: Invocation,
  name: string | undefined,
  namespace: string,
): Routine<PodMetrics[]> {
  const place = namespace === '' ? '' : `/namespaces/${namespace}`;
  const path = `/apis/metrics.k8s.io/v1beta1${place}/pods`;
  if (name !== undefined) {
    return [yield* access.call<PodMetrics>({ method: 'GET', path: `${path}/${encodeURIComponent(name)}` })];
  }
  const list = yield* access.attempt<{ items: PodMetrics[] }>({ method: 'GET', path, query: selectors(flags) });
  if (!list.ok) throw serverError(list.error);
  return list.value.items;
}

/** Pods that are old enough should have been measured. @throws CommandError when there are pods without metrics */
function* explainEmptiness(
  { access, flags, process }: Invocation,
  name: string | undefined,
  namespace: string,
): Routine<void> {
  const place = namespace === '' ? '' : `/namespaces/${namespace}`;
  const path = `/api/v1${place}/pods`;
  const pods =
    name === undefined
      ? (yield* access.call<{ items: readonly Pod[] }>({ method: 'GET', path, query: selectors(flags) })).items
      : [yield* access.call<Pod>({ method: 'GET', path: `${path}/${encodeURIComponent(name)}` })];
  if (pods.length === 0) return;
  for (const { metadata } of pods) {
    const age = process.clock.now - (parseTime(metadata.creationTimestamp) ?? process.clock.now);
    if (age > METRICS_DELAY) {
      const text = `${metadata.namespace}/${metadata.name}, age: ${goDuration(age)}`;
      throw new CommandError(`Metrics not available for pod ${text}`);
    }
  }
  throw new CommandError('metrics not available yet');
}

/** As Go prints a duration: `2m5.25s`. */
function goDuration(milliseconds: number): string {
  const hours = Math.trunc(milliseconds / 3_600_000);
  const minutes = Math.trunc(milliseconds / 60_000) % 60;
  const lead = hours > 0 ? `${hours}h${minutes}m` : minutes > 0 ? `${minutes}m` : '';
  return `${lead}${Math.trunc(milliseconds % 60_000) / 1000}s`;
}
