/** port, diff, top, stats: looks at one container or several. */
import { binarySize, decimalSize } from '../../../../base/units';
import type { ContainerStats, JsonObject } from '../../../../engine/docker/daemon';
import { sleep } from '../../../../engine/processes/kernel';
import { isTerminal } from '../../../../engine/processes/pty';
import { alignTabs } from '../../../text/tabWriter';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { formatList, type ListFormat } from '../../format/listFormat';
import { shortId } from '../../format/texts';
import { formatFlag, noTruncFlag } from '../../options/sharedFlags';

interface Binding {
  readonly HostIp: string;
  readonly HostPort: string;
}

export const port: DockerCommand = {
  name: 'port',
  usage: 'CONTAINER [PRIVATE_PORT[/PROTO]]',
  short: 'List port mappings or a specific mapping for the container',
  calls: 'docker container port, docker port',
  args: { atLeast: 1, atMost: 2 },
  complete: ['running containers'],
  flags: [],
  *run({ args, client, print }) {
    const [name = '', wanted] = args;
    const document = yield* client.ask(`GET /containers/${name}/json`, (daemon) => daemon.containers.inspect(name));
    const settings = document['NetworkSettings'] as JsonObject;
    const ports = (settings['Ports'] ?? {}) as Readonly<Record<string, readonly Binding[] | null>>;
    const [number = ''] = wanted?.split('/') ?? [];
    if (wanted !== undefined && !/^\d+$/.test(number)) {
      const why = `strconv.ParseUint: parsing ${JSON.stringify(number)}: invalid syntax`;
      throw new CliFailure(`Error: invalid port (${number}): ${why}`);
    }
    const address = ({ HostIp, HostPort }: Binding) => `${HostIp.includes(':') ? `[${HostIp}]` : HostIp}:${HostPort}`;
    if (wanted !== undefined) {
      const key = wanted.includes('/') ? wanted : `${wanted}/tcp`;
      const number = key.split('/')[0] ?? '';
      if (!/^\d+$/.test(number))
        throw new CliFailure(
          `Error: invalid port (${number}): strconv.ParseUint: parsing ${JSON.stringify(number)}: invalid syntax`,
        );
      const found = ports[key];
      if (found === undefined || found === null || found.length === 0)
        throw new CliFailure(`Error: No public port '${wanted}' published for ${name}`);
      print(found.map((one) => `${address(one)}\n`).join(''));
      return 0;
    }
    for (const [from, bindings] of Object.entries(ports).sort(
      ([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
    )) {
      // IPv4's addresses before IPv6's, as their texts sort
      const shown = (bindings ?? []).map(address).sort((a, b) => Number(a.startsWith('[')) - Number(b.startsWith('[')));
      print(shown.map((one) => `${from} -> ${one}\n`).join(''));
    }
    return 0;
  },
};

export const diff: DockerCommand = {
  name: 'diff',
  usage: 'CONTAINER',
  short: "Inspect changes to files or directories on a container's filesystem",
  calls: 'docker container diff, docker diff',
  args: { exactly: 1 },
  complete: ['containers'],
  flags: [],
  *run({ args, client, print }) {
    const [name = ''] = args;
    const changes = yield* client.ask(`GET /containers/${name}/changes`, (daemon) => daemon.containers.changes(name));
    print(changes.map(({ Kind, Path }) => `${'CAD'[Kind]} ${Path}\n`).join(''));
    return 0;
  },
};

export const top: DockerCommand = {
  name: 'top',
  usage: 'CONTAINER [ps OPTIONS]',
  short: 'Display the running processes of a container',
  calls: 'docker container top, docker top',
  args: { atLeast: 1 },
  inOrder: true,
  complete: ['running containers'],
  flags: [],
  *run({ args, client, print }) {
    const [name = '', ...options] = args;
    const answer = yield* client.wait<{
      readonly Titles: readonly string[];
      readonly Processes: readonly (readonly string[])[];
    }>(`GET /containers/${name}/top`, (daemon, done) => daemon.containers.top(name, options, done));
    const rows = [answer.Titles, ...answer.Processes].map((row) => `${row.join('\t')}\n`).join('');
    print(alignTabs(rows, { minWidth: 20, padding: 3 }));
    return 0;
  },
};

const STATS =
  'table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}';
/** Between two readings, in milliseconds of cluster time: CPU use is what was used in between. */
const READING = 1000;

export const stats: DockerCommand = {
  name: 'stats',
  usage: '[OPTIONS] [CONTAINER...]',
  short: 'Display a live stream of container(s) resource usage statistics',
  calls: 'docker container stats, docker stats',
  complete: ['running containers'],
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'Those that do not run as well' },
    formatFlag,
    { name: 'no-stream', type: 'bool', usage: 'One reading only' },
    noTruncFlag,
  ],
  *run({ args, flags, client, print, process }) {
    const given = flags.string('format');
    const format = given === '' || given === 'table' ? STATS : given;
    const list = statsFormat(flags.bool('no-trunc'));
    const terminal = process.tty !== undefined && isTerminal(process.stdout);
    for (const name of args)
      yield* client.ask(`GET /containers/${name}/json`, (daemon) => daemon.containers.inspect(name));
    const all = flags.bool('all');
    const read = () => client.ask('GET /containers/stats', (daemon) => daemon.containers.stats(args, all));
    for (;;) {
      yield* read();
      yield* sleep(process.clock, READING);
      const rows = (yield* read()).map((row, at) => ({ ...row, asked: args[at] }));
      if (terminal && !flags.bool('no-stream')) print('\u001b[H\u001b[J');
      print(formatList(format, list, rows));
      if (flags.bool('no-stream')) return 0;
    }
  },
};

/** @param whole ids are not cut */
function statsFormat(whole: boolean): ListFormat<ContainerStats & { readonly asked: string | undefined }> {
  const percent = (value: number) => `${value.toFixed(2)}%`;
  return {
    type: '*container.statsContext',
    fields: [
      {
        name: 'Container',
        heading: 'CONTAINER',
        value: ({ Id, asked }) => asked ?? (whole ? Id : shortId(Id)),
      },
      { name: 'ID', heading: 'CONTAINER ID', value: ({ Id }) => (whole ? Id : shortId(Id)) },
      { name: 'Name', heading: 'NAME', value: ({ Name }) => Name },
      { name: 'CPUPerc', heading: 'CPU %', value: ({ cpuPercent }) => percent(cpuPercent) },
      {
        name: 'MemUsage',
        heading: 'MEM USAGE / LIMIT',
        value: ({ memoryBytes, memoryLimitBytes }) => `${binarySize(memoryBytes)} / ${binarySize(memoryLimitBytes)}`,
      },
      {
        name: 'MemPerc',
        heading: 'MEM %',
        value: ({ memoryBytes, memoryLimitBytes }) => percent((100 * memoryBytes) / Math.max(1, memoryLimitBytes)),
      },
      {
        name: 'NetIO',
        heading: 'NET I/O',
        value: (row) => `${decimalSize(row.networkReceived, 3)} / ${decimalSize(row.networkSent, 3)}`,
      },
      {
        name: 'BlockIO',
        heading: 'BLOCK I/O',
        value: (row) => `${decimalSize(row.blockRead, 3)} / ${decimalSize(row.blockWritten, 3)}`,
      },
      { name: 'PIDs', heading: 'PIDS', value: ({ pids }) => String(pids) },
    ],
  };
}
