/** crictl's lists: ps, pods, images, stats. */
import { durationInWords } from '../../../base/durationInWords';
import { decimalSize } from '../../../base/units';
import { sleep } from '../../../engine/processes/kernel';
import { TabWriter } from '../../text/tabWriter';
import type { CrictlCommand, CrictlInvocation } from './crictl';
import { containerOf, imageIdOf, SHORT } from './find';

/** Between the two readings of what containers use, in milliseconds. */
const READING = 1000;
const TABS = { minWidth: 20, padding: 3 };

function table(rows: readonly (readonly string[])[]): string {
  const writer = new TabWriter(TABS);
  for (const row of rows) writer.write(`${row.join('\t')}\n`);
  return writer.flush();
}

function ago({ process }: CrictlInvocation, time: number): string {
  return `${durationInWords(process.clock.now - time)} ago`;
}

const ps: CrictlCommand = {
  name: 'ps',
  short: 'List containers',
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'Those that have ended too' },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Ids only' },
    { name: 'name', type: 'string', usage: 'Those whose name matches' },
    { name: 'pod', shorthand: 'p', type: 'string', usage: 'Those of one pod' },
    { name: 'state', shorthand: 's', type: 'string', usage: 'created, running, exited' },
    { name: 'no-trunc', type: 'bool', usage: 'Whole ids' },
  ],
  *run(invocation) {
    const { runtime, flags, print } = invocation;
    const state = flags.string('state').toLowerCase();
    const shown = [...runtime.containers].reverse().filter((container) => {
      if (state !== '' ? container.state !== state : !flags.bool('all') && container.state !== 'running') return false;
      const named = flags.string('name');
      if (named !== '' && !container.name.includes(named)) return false;
      return container.sandbox.startsWith(flags.string('pod'));
    });
    const short = (id: string) => (flags.bool('no-trunc') ? id : id.slice(0, SHORT));
    if (flags.bool('quiet')) {
      print(shown.map(({ id }) => `${id}\n`).join(''));
      return 0;
    }
    const heading = ['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'NAME', 'ATTEMPT', 'POD ID', 'POD', 'NAMESPACE'];
    const rows = shown.map((one) => [
      short(one.id),
      short(imageIdOf(runtime, one.image)),
      ago(invocation, one.createdAt),
      one.state[0]?.toUpperCase() + one.state.slice(1),
      one.name,
      String(one.attempt),
      short(one.sandbox),
      one.podName,
      one.podNamespace,
    ]);
    print(table([heading, ...rows]));
    return 0;
  },
};

const pods: CrictlCommand = {
  name: 'pods',
  short: 'List pods',
  flags: [
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Ids only' },
    { name: 'name', type: 'string', usage: 'Those whose name matches' },
    { name: 'namespace', type: 'string', usage: 'Those of a namespace' },
    { name: 'state', shorthand: 's', type: 'string', usage: 'ready, notready' },
    { name: 'no-trunc', type: 'bool', usage: 'Whole ids' },
  ],
  *run(invocation) {
    const { runtime, flags, print } = invocation;
    const state = flags.string('state').toLowerCase();
    const shown = [...runtime.sandboxes]
      .reverse()
      .filter((one) => one.podName.includes(flags.string('name')))
      .filter((one) => flags.string('namespace') === '' || one.podNamespace === flags.string('namespace'))
      .filter((one) => state === '' || one.state === state);
    if (flags.bool('quiet')) {
      print(shown.map(({ id }) => `${id}\n`).join(''));
      return 0;
    }
    const rows = shown.map((one) => [
      flags.bool('no-trunc') ? one.id : one.id.slice(0, SHORT),
      ago(invocation, one.createdAt),
      one.state === 'ready' ? 'Ready' : 'NotReady',
      one.podName,
      one.podNamespace,
      '0',
      '(default)',
    ]);
    print(table([['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'], ...rows]));
    return 0;
  },
};

const images: CrictlCommand = {
  name: 'images',
  aliases: ['image', 'img'],
  short: 'List images',
  flags: [{ name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Ids only' }],
  *run({ runtime, flags, print }) {
    const rows = runtime.images.flatMap(({ names, sizeBytes }) => {
      const tags = names.filter((name) => !name.includes('@'));
      return (tags.length === 0 ? names.slice(0, 1) : tags).map((name) => {
        const at = name.includes('@') ? name.indexOf('@') : name.lastIndexOf(':');
        const tag = name.includes('@') ? '<none>' : name.slice(at + 1);
        return {
          row: [name.slice(0, at), tag, imageIdOf(runtime, name).slice(0, SHORT), decimalSize(sizeBytes, 3)],
          id: imageIdOf(runtime, name),
        };
      });
    });
    rows.sort((a, b) => (String(a.row) < String(b.row) ? -1 : 1));
    if (flags.bool('quiet')) print(rows.map(({ id }) => `sha256:${id}\n`).join(''));
    else print(table([['IMAGE', 'TAG', 'IMAGE ID', 'SIZE'], ...rows.map(({ row }) => row)]));
    return 0;
  },
};

const stats: CrictlCommand = {
  name: 'stats',
  short: 'What running containers use',
  usage: '[ID]',
  flags: [{ name: 'all', shorthand: 'a', type: 'bool', usage: 'Those that have ended too' }],
  *run({ runtime, args, process, print }) {
    const chosen = args.length === 0 ? runtime.containers : args.map((id) => containerOf(runtime, id));
    const before = new Map(chosen.map(({ id }) => [id, runtime.usage(id)?.cpuMilliseconds]));
    yield* sleep(process.clock, READING);
    const rows = chosen.flatMap(({ id, name }) => {
      const usage = runtime.usage(id);
      if (usage === undefined) return [];
      const share = ((usage.cpuMilliseconds - (before.get(id) ?? usage.cpuMilliseconds)) / READING) * 100;
      return [[id.slice(0, SHORT), name, share.toFixed(2), decimalSize(usage.memoryBytes), '0B', '0']];
    });
    print(table([['CONTAINER', 'NAME', 'CPU %', 'MEM', 'DISK', 'INODES'], ...rows]));
    return 0;
  },
};

export const lists: readonly CrictlCommand[] = [ps, pods, images, stats];
