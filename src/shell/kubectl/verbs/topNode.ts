/** kubectl top node. */
import type { Routine } from '../../../engine/processes/routine';
import type { NodeMetrics } from '../../../kinds/metrics/metrics';
import type { Node } from '../../../kinds/node';
import { quantityOf } from '../../../kinds/quantity';
import { CommandError, usageError } from '../errors';
import { selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';
import { compareUse, metricsFlags, type Row, requireMetrics, sortWord, useOf, writeRows } from './topShared';

const HEADER = ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'];
const UNKNOWN = '<unknown>';

export const topNode: Verb = {
  name: 'node',
  aliases: ['nodes', 'no'],
  short: 'Display resource (CPU/memory) usage of nodes',
  long: 'Show how much CPU and memory nodes use, and how much that is of what they have.',
  examples: `
# All nodes
kubectl top node
# One of them
kubectl top node worker-1`,
  usage: '[NAME | -l label]',
  flags: [
    ...metricsFlags,
    selectorFlag,
    { name: 'show-capacity', type: 'bool', usage: 'Percentages of all that there is, not of what pods may have.' },
  ],
  complete: { names: 'nodes' },
  *run(invocation) {
    const { args, flags, access, command } = invocation;
    if (args.length > 1) throw usageError(command, 'node [NAME | -l label]');
    const sortBy = sortWord(flags);
    const [name] = args;
    if (name !== undefined && flags.string('selector') !== '') {
      throw new CommandError('only one of NAME or --selector can be provided');
    }
    yield* requireMetrics(access);
    const metrics = yield* itemsOf<NodeMetrics>(invocation, '/apis/metrics.k8s.io/v1beta1/nodes', name);
    if (metrics.length === 0) throw new CommandError('metrics not available yet');
    const nodes = yield* itemsOf<Node>(invocation, '/api/v1/nodes', name);
    const measured = metrics.map((one) => ({ name: one.metadata.name, use: useOf(one.usage) }));
    measured.sort((a, b) => compareUse(a.use, b.use, sortBy) || (a.name < b.name ? -1 : 1));
    const rows: Row[] = measured.map((one) => {
      const node = nodes.find(({ metadata }) => metadata.name === one.name);
      const amounts = flags.bool('show-capacity') ? node?.status?.capacity : node?.status?.allocatable;
      const { millicores, mebibytes, memory } = one.use;
      return [
        one.name,
        `${millicores}m`,
        share(BigInt(millicores) * 1_000_000n, amounts?.['cpu']),
        `${mebibytes}Mi`,
        share(memory, amounts?.['memory']),
      ];
    });
    const missing = nodes.filter(({ metadata }) => !measured.some((one) => one.name === metadata.name));
    rows.push(...missing.map(({ metadata }) => [metadata.name, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]));
    writeRows(invocation, flags.bool('no-headers') ? undefined : HEADER, rows);
    return 0;
  },
};

function share(used: bigint, available: string | undefined): string {
  const { nano } = quantityOf(available);
  return nano === 0n ? UNKNOWN : `${(used * 100n) / nano}%`;
}

function* itemsOf<T>({ access, flags }: Invocation, path: string, name: string | undefined): Routine<readonly T[]> {
  if (name !== undefined) {
    return [yield* access.call<T>({ method: 'GET', path: `${path}/${encodeURIComponent(name)}` })];
  }
  const selector = flags.string('selector');
  const query: Record<string, string> = selector === '' ? {} : { labelSelector: selector };
  return (yield* access.call<{ items: readonly T[] }>({ method: 'GET', path, query })).items;
}
