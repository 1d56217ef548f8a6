/** What containers and pods use: crictl stats and statsp. */
import { decimalSize } from '../../../base/units';
import type { ContainerUsage, PodContainerStatus } from '../../../engine/containers/runtime';
import { sleep } from '../../../engine/processes/kernel';
import type { Routine } from '../../../engine/processes/routine';
import type { CrictlCommand, CrictlInvocation } from './crictl';
import { SHORT, sandboxOf } from './find';
import { table } from './output';

/** Between the two readings of what containers use, in milliseconds. */
const READING = 1000;

interface Reading {
  readonly container: PodContainerStatus;
  readonly usage: ContainerUsage;
  /** Of one CPU. */
  readonly percent: number;
}

/** Reads twice: those that run at the end. */
function* readings(
  { runtime, process }: CrictlInvocation,
  wanted: (one: PodContainerStatus) => boolean,
): Routine<readonly Reading[]> {
  const chosen = runtime.containers.filter(wanted);
  const before = new Map(chosen.map(({ id }) => [id, runtime.usage(id)?.cpuMilliseconds]));
  yield* sleep(process.clock, READING);
  return chosen.flatMap((container) => {
    const usage = runtime.usage(container.id);
    if (usage === undefined) return [];
    const spent = usage.cpuMilliseconds - (before.get(container.id) ?? usage.cpuMilliseconds);
    return [{ container, usage, percent: (spent / READING) * 100 }];
  });
}

const outputFlag = {
  name: 'output',
  shorthand: 'o',
  type: 'string',
  usage: 'json, yaml or table',
  notSimulated: true,
} as const;

const stats: CrictlCommand = {
  name: 'stats',
  short: 'What running containers use',
  usage: '[ID]',
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'Those that have ended too' },
    { name: 'id', type: 'string', usage: 'The one with this id' },
    { name: 'pod', shorthand: 'p', type: 'string', usage: 'Those of one pod' },
    { name: 'label', type: 'array', usage: 'Those with a label', notSimulated: true },
    { name: 'watch', shorthand: 'w', type: 'bool', usage: 'Again and again', notSimulated: true },
    outputFlag,
  ],
  *run(invocation) {
    const { args, flags, print } = invocation;
    const id = flags.string('id') || (args[0] ?? '');
    const read = yield* readings(
      invocation,
      (one) => one.id.startsWith(id) && one.sandbox.startsWith(flags.string('pod')),
    );
    const rows = read.map(({ container, usage, percent }) => [
      container.id.slice(0, SHORT),
      container.name,
      percent.toFixed(2),
      decimalSize(usage.memoryBytes),
      '0B',
      '0',
    ]);
    print(table([['CONTAINER', 'NAME', 'CPU %', 'MEM', 'DISK', 'INODES'], ...rows]));
    return 0;
  },
};

const podStats: CrictlCommand = {
  name: 'statsp',
  short: 'What pods use',
  usage: '[POD-ID]',
  flags: [
    { name: 'id', type: 'string', usage: 'The one with this id' },
    { name: 'watch', shorthand: 'w', type: 'bool', usage: 'Again and again', notSimulated: true },
    outputFlag,
  ],
  *run(invocation) {
    const { runtime, args, flags, print } = invocation;
    const id = flags.string('id') || (args[0] ?? '');
    const chosen = id === '' ? runtime.sandboxes : [sandboxOf(runtime, id)];
    const read = yield* readings(invocation, () => true);
    const rows = chosen.map((sandbox) => {
      const own = read.filter(({ container }) => container.sandbox === sandbox.id);
      const percent = own.reduce((sum, one) => sum + one.percent, 0);
      const memory = own.reduce((sum, { usage }) => sum + usage.memoryBytes, 0);
      return [sandbox.podName, sandbox.id.slice(0, SHORT), percent.toFixed(2), decimalSize(memory)];
    });
    print(table([['POD', 'POD ID', 'CPU %', 'MEM'], ...rows]));
    return 0;
  },
};

export const usages: readonly CrictlCommand[] = [stats, podStats];
