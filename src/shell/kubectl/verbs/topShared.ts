/** What `kubectl top node` and `kubectl top pod` share. */
import type { Routine } from '../../../engine/processes/routine';
import type { Usage } from '../../../kinds/metrics/metrics';
import { quantityOf } from '../../../kinds/quantity';
import type { Flag, FlagValues } from '../../flags/flag';
import { alignTabs, tableTabs } from '../../text/tabWriter';
import type { ClusterAccess } from '../client/access';
import { CommandError } from '../errors';
import type { Invocation } from '../verb';

export const metricsFlags: readonly Flag[] = [
  { name: 'no-headers', type: 'bool', usage: 'Leave the headings out.' },
  { name: 'sort-by', type: 'string', usage: 'cpu or memory.', complete: ['cpu', 'memory'] },
  { name: 'use-protocol-buffers', type: 'bool', default: true, usage: 'Take the answer in a shorter form.' },
];

/** What something uses, as it is printed and as it is compared. */
export interface Use {
  readonly millicores: number;
  readonly mebibytes: number;
  readonly cpu: bigint;
  readonly memory: bigint;
}

export type Row = readonly string[];

/** @throws CommandError when the cluster has no metrics server */
export function* requireMetrics(access: ClusterAccess): Routine<void> {
  const { groupVersions } = yield* access.discovery();
  const isThere = groupVersions.some(({ group, version }) => group === 'metrics.k8s.io' && version === 'v1beta1');
  if (!isThere) throw new CommandError('Metrics API not available');
}

/** The value of --sort-by. @throws CommandError when it is none */
export function sortWord(flags: FlagValues): string {
  const word = flags.string('sort-by');
  if (word !== '' && word !== 'cpu' && word !== 'memory')
    throw new CommandError('--sort-by accepts only cpu or memory');
  return word;
}

export function useOf({ cpu, memory }: Usage): Use {
  return useOfAmounts(quantityOf(cpu).nano, quantityOf(memory).nano);
}

function useOfAmounts(cpu: bigint, memory: bigint): Use {
  return {
    // A started thousandth counts, as Go's MilliValue has it.
    millicores: Number((cpu + 999_999n) / 1_000_000n),
    mebibytes: Number(memory / 1_000_000_000n / 1_048_576n),
    cpu,
    memory,
  };
}

export function addUse(a: Use, b: Use): Use {
  return useOfAmounts(a.cpu + b.cpu, a.memory + b.memory);
}

export function cells({ millicores, mebibytes }: Use): [string, string] {
  return [`${millicores}m`, `${mebibytes}Mi`];
}

/** Those that use more come first; 0 where that says nothing. */
export function compareUse(a: Use, b: Use, sortBy: string): number {
  if (sortBy === 'cpu') return b.millicores - a.millicores;
  if (sortBy === 'memory') return a.memory === b.memory ? 0 : a.memory > b.memory ? -1 : 1;
  return 0;
}

/** Every cell ends in a tab, the last one too, as in kubectl itself. */
export function writeRows(invocation: Invocation, header: Row | undefined, rows: readonly Row[]): void {
  const lines = [...(header === undefined ? [] : [header]), ...rows].map((row) => `${row.join('\t')}\t\n`);
  invocation.print(alignTabs(lines.join(''), tableTabs));
}

/** The selectors of a call as its query. */
export function selectors(flags: FlagValues): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [flag, name] of [
    ['selector', 'labelSelector'],
    ['field-selector', 'fieldSelector'],
  ] as const) {
    const value = flags.string(flag);
    if (value !== '') query[name] = value;
  }
  return query;
}
