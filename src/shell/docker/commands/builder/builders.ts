/** docker buildx: the one builder that there is, and what its cache takes. */
import { formatTime } from '../../../../base/time';
import { decimalSize } from '../../../../base/units';
import type { DiskUsage } from '../../../../engine/docker/daemon';
import type { Routine } from '../../../../engine/processes/routine';
import { alignTabs } from '../../../text/tabWriter';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { formatList, type ListFormat } from '../../format/listFormat';
import { timeAgo } from '../../format/texts';
import { atOnce } from '../../options/atOnce';

/** What builds here speaks as the builder in Engine 20.10 does. */
const BUILDKIT = 'v0.8+unknown';
const PLATFORMS = 'linux/amd64';
const TABS = { minWidth: 0, padding: 3 };

type Record = DiskUsage['buildCache'][number];

interface Row {
  readonly name: string;
  readonly node: boolean;
}

const rowFormat: ListFormat<Row> = {
  type: '*builder.Context',
  fields: [
    { name: 'Name', heading: 'NAME/NODE', value: ({ name }) => name },
    { name: 'DriverEndpoint', heading: 'DRIVER/ENDPOINT', value: ({ node }) => (node ? 'default' : 'docker') },
    { name: 'Status', heading: 'STATUS', value: ({ node }) => (node ? 'running' : '') },
    { name: 'Buildkit', heading: 'BUILDKIT', value: ({ node }) => (node ? BUILDKIT : '') },
    { name: 'Platforms', heading: 'PLATFORMS', value: ({ node }) => (node ? PLATFORMS : '') },
  ],
};

const ls: DockerCommand = {
  name: 'ls',
  usage: '',
  short: 'List builder instances',
  args: { exactly: 0 },
  flags: [
    { name: 'format', type: 'string', default: 'table', usage: "How to print: 'table', 'json' or a Go template" },
    { name: 'no-trunc', type: 'bool', usage: 'Show long values whole' },
  ],
  *run({ flags, client, print }) {
    // Whether it runs is asked of it.
    yield* client.ask('GET /info', (daemon) => daemon.diskUsage());
    const format = flags.string('format');
    const name = 'default';
    if (format === 'json') {
      const node = { Endpoint: name, IDs: ['moby'], Name: name, Platforms: [PLATFORMS], Status: 'running' };
      const nodes = [{ ...node, Version: BUILDKIT }];
      print(`${JSON.stringify({ Current: true, Driver: 'docker', Dynamic: false, Name: name, Nodes: nodes })}\n`);
    } else if (format === 'table') {
      const rows = [
        ['NAME/NODE', 'DRIVER/ENDPOINT', 'STATUS', 'BUILDKIT', 'PLATFORMS'],
        ['default*', 'docker', '', '', ''],
        [' \\_ default', ' \\_ default', 'running', BUILDKIT, PLATFORMS],
      ];
      print(alignTabs(rows.map((row) => `${row.join('\t')}\n`).join(''), TABS));
    } else
      print(
        formatList(format, rowFormat, [
          { name, node: false },
          { name, node: true },
        ]),
      );
    return 0;
  },
};

const inspect: DockerCommand = {
  name: 'inspect',
  usage: '[NAME]',
  short: 'Inspect current builder instance',
  args: { atMost: 1 },
  flags: [{ name: 'bootstrap', type: 'bool', usage: 'Start it first, as is done anyway' }],
  *run({ args, client, print }) {
    checkBuilder(args[0]);
    const usage = yield* client.ask('GET /system/df', (daemon) => daemon.diskUsage());
    const last = Math.max(0, ...usage.buildCache.map((record) => record.LastUsedAt));
    print(alignTabs(fieldLines([['Name', 'default'], ['Driver', 'docker'], ...activity(last)]), ONE));
    const node = { Name: 'default', Endpoint: 'default', Status: 'running', 'BuildKit version': BUILDKIT };
    print(`\nNodes:\n${alignTabs(fieldLines([...Object.entries(node), ['Platforms', PLATFORMS]]), ONE)}`);
    return 0;
  },
};

const ONE = { minWidth: 0, padding: 1 };

function activity(last: number): readonly (readonly [string, string])[] {
  return last === 0 ? [] : [['Last Activity', goTime(last)]];
}

function fieldLines(fields: readonly (readonly [string, string])[]): string {
  return fields.map(([name, value]) => `${name}:\t${value}\n`).join('');
}

function goTime(moment: number): string {
  return formatTime(moment).replace('T', ' ').replace('Z', ' +0000 UTC');
}

/** There is but one, which has two names. */
export function checkBuilder(name: string | undefined): void {
  if (name !== undefined && !['', 'default'].includes(name)) throw new CliFailure(`ERROR: no builder "${name}" found`);
}

const use: DockerCommand = {
  name: 'use',
  usage: '[OPTIONS] NAME',
  short: 'Set the current builder instance',
  args: { exactly: 1 },
  flags: [
    { name: 'default', type: 'bool', usage: 'For the current context' },
    { name: 'global', type: 'bool', usage: 'For all contexts' },
  ],
  run: ({ args: [name = ''], process }) =>
    atOnce(() => {
      if (name === 'default') return 0;
      const path = `${process.env.get('HOME') ?? ''}/.docker/buildx/instances/${name}`;
      throw new CliFailure(`ERROR: failed to find instance "${name}": open ${path}: no such file or directory`);
    }),
};

const rm: DockerCommand = {
  name: 'rm',
  usage: '[OPTIONS] [NAME...]',
  short: 'Remove one or more builder instances',
  flags: [],
  run: ({ args, printError }) =>
    atOnce(() => {
      const context = 'context builder cannot be removed, run `docker context rm default` to remove this context';
      for (const name of args.length === 0 ? [''] : args) {
        const why = ['', 'default'].includes(name) ? context : `no builder "${name}" found`;
        printError(`failed to remove ${name}: ${why}\n`);
      }
      throw new CliFailure('ERROR: failed to remove one or more builders');
    }),
};

const stop: DockerCommand = {
  name: 'stop',
  usage: '[NAME]',
  short: 'Stop builder instance',
  args: { atMost: 1 },
  flags: [],
  run: ({ args }) =>
    atOnce(() => {
      // The daemon's own builder goes on.
      checkBuilder(args[0]);
      return 0;
    }),
};

const version: DockerCommand = {
  name: 'version',
  usage: '',
  short: 'Show buildx version information',
  args: { exactly: 0 },
  flags: [],
  run: ({ print }) =>
    atOnce(() => {
      print('github.com/docker/buildx v0.29.1\n');
      return 0;
    }),
};

const du: DockerCommand = {
  name: 'du',
  usage: '',
  short: 'Disk usage',
  args: { exactly: 0 },
  flags: [{ name: 'verbose', type: 'bool', usage: 'Everything about each record' }],
  *run(invocation) {
    const { flags, print, process } = invocation;
    const records = yield* cacheRecords(invocation);
    print(
      flags.bool('verbose')
        ? records.map((record) => longText(record, process.clock.now)).join('')
        : table(records, process.clock.now),
    );
    const sum = (which: (record: Record) => boolean) =>
      decimalSize(
        records.filter(which).reduce((total, record) => total + record.Size, 0),
        4,
      );
    if (records.some((record) => record.Shared && record.Size > 0)) {
      print(`Shared:\t\t${sum((record) => record.Shared)}\nPrivate:\t${sum((record) => !record.Shared)}\n`);
    }
    print(`Reclaimable:\t${sum((record) => !record.InUse)}\nTotal:\t\t${sum(() => true)}\n`);
    return 0;
  },
};

/** Small ones first. */
function* cacheRecords({ client }: Invocation): Routine<readonly Record[]> {
  const usage = yield* client.ask('GET /system/df', (daemon) => daemon.diskUsage());
  return [...usage.buildCache].sort((a, b) => a.Size - b.Size || (a.ID < b.ID ? -1 : 1));
}

function table(records: readonly Record[], now: number): string {
  const rows = records.map((record) => [
    markedId(record),
    String(!record.InUse),
    `${decimalSize(record.Size, 4)}${record.Shared ? '*' : ''}`,
    timeAgo(record.LastUsedAt / 1000, now),
  ]);
  const heading = ['ID', 'RECLAIMABLE', 'SIZE', 'LAST ACCESSED'];
  return alignTabs([heading, ...rows].map((row) => `${row.join('\t')}\n`).join(''), TABS);
}

/** What clients send may still change, and is marked. */
export function markedId({ ID, Type }: Record): string {
  return `${ID}${Type === 'source.local' ? '*' : ''}`;
}

function longText(record: Record, now: number): string {
  const fields: readonly (readonly [string, string])[] = [
    ['ID', record.ID],
    ['Created at', goTime(record.CreatedAt)],
    ['Mutable', String(record.Type === 'source.local')],
    ['Reclaimable', String(!record.InUse)],
    ['Shared', String(record.Shared)],
    ['Size', decimalSize(record.Size, 4)],
    ['Description', record.Description],
    ['Usage count', String(record.UsageCount)],
    ['Last used', timeAgo(record.LastUsedAt / 1000, now)],
    ['Type', record.Type],
  ];
  return `${alignTabs(fieldLines(fields), { minWidth: 0, padding: 2 })}\n`;
}

function missing(name: string, short: string): DockerCommand {
  return {
    name,
    usage: '[OPTIONS]',
    short,
    flags: [],
    raw: true,
    run: ({ path }) =>
      atOnce(() => {
        throw new CliFailure(`${path} is not simulated here: there is the daemon's own builder and no other`);
      }),
  };
}

/** Beside `build` and `prune`. */
export const builderCommands: readonly DockerCommand[] = [
  missing('bake', 'Build from a file'),
  missing('create', 'Create a new builder instance'),
  du,
  missing('history', 'Commands to work on build records'),
  missing('imagetools', 'Commands to work on images in registry'),
  inspect,
  ls,
  rm,
  stop,
  use,
  version,
];
