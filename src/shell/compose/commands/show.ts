/** ls, port, version: what is there, without changing it. */
import type { ComposeCommand } from '../composeCommand';
import { ask, ComposeFailure } from '../composeHost';
import { label, projectContainers } from '../projectContainers';

export const ls: ComposeCommand = {
  name: 'ls',
  usage: '[OPTIONS]',
  short: 'List projects that run',
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'Stopped ones too' },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Only names' },
    { name: 'format', type: 'string', default: 'table', usage: 'table or json' },
    { name: 'filter', type: 'array', usage: 'Only those that match: name=PATTERN' },
  ],
  args: { exactly: 0 },
  *run({ host, flags, print }) {
    const patterns = flags.strings('filter').map((text) => {
      const [, key = '', pattern = ''] = /^([^=]*)=?(.*)$/s.exec(text) ?? [];
      if (key !== 'name') throw new ComposeFailure(`invalid filter '${key}'`);
      return pattern;
    });
    const filters = { label: [label.project] };
    const list = yield* ask(host, 'GET /containers/json', (daemon) =>
      daemon.containers.list({ all: flags.bool('all'), limit: 0, size: false, filters }),
    );
    const projects = new Map<string, { states: Map<string, number>; files: string }>();
    for (const { Labels: labels, State: state } of list) {
      const name = labels[label.project] ?? '';
      const entry = projects.get(name) ?? { states: new Map(), files: labels[label.files] ?? '' };
      if (labels[label.oneOff] !== 'True') entry.states.set(state, (entry.states.get(state) ?? 0) + 1);
      projects.set(name, entry);
    }
    const rows = [...projects]
      .filter(([name]) => patterns.length === 0 || patterns.some((pattern) => new RegExp(pattern).test(name)))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { states, files }]) => ({
        Name: name,
        Status: [...states].map(([state, count]) => `${state}(${count})`).join(', '),
        ConfigFiles: files,
      }));
    if (flags.bool('quiet')) print(rows.map((row) => `${row.Name}\n`).join(''));
    else if (flags.string('format') === 'json') print(`${JSON.stringify(rows)}\n`);
    else
      print(
        wideTable([['NAME', 'STATUS', 'CONFIG FILES'], ...rows.map((row) => [row.Name, row.Status, row.ConfigFiles])]),
      );
    return 0;
  },
};

/** Columns at least twenty characters wide, as compose's own lists have them. */
export function wideTable(rows: readonly (readonly string[])[], padLast = false): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(20, ...rows.map((row) => (row[at] ?? '').length + 4)));
  return rows
    .map(
      (row) =>
        `${row.map((cell, at) => (at === row.length - 1 && !padLast ? cell : cell.padEnd(widths[at] ?? 0))).join('')}\n`,
    )
    .join('');
}

export const port: ComposeCommand = {
  name: 'port',
  usage: '[OPTIONS] SERVICE PRIVATE_PORT',
  short: 'Say where a port is published',
  flags: [
    { name: 'protocol', type: 'string', default: 'tcp', usage: 'tcp or udp' },
    { name: 'index', type: 'int', default: 0, usage: 'Which container of the service' },
  ],
  args: { atLeast: 2 },
  *run({ host, project, args, flags, print }) {
    const [service = '', wanted = ''] = args;
    const index = Math.max(1, flags.int('index'));
    const containers = yield* projectContainers(host, project().name, { all: false });
    const container = containers.find((one) => one.service === service && one.number === index);
    if (container === undefined) throw new ComposeFailure(`service "${service}" is not running`);
    const found = container.summary.Ports.find(
      (one) =>
        String(one.PrivatePort) === wanted && one.Type === flags.string('protocol') && one.PublicPort !== undefined,
    );
    if (found === undefined) {
      const there = container.summary.Ports.filter((one) => one.PublicPort !== undefined)
        .map((one) => `${one.PublicPort}/${one.Type}`)
        .join(', ');
      throw new ComposeFailure(
        `no port ${wanted}/${flags.string('protocol')} for container ${container.name}: ${there}`,
      );
    }
    print(`${found.IP}:${found.PublicPort}\n`);
    return 0;
  },
};

export const version: ComposeCommand = {
  name: 'version',
  usage: '[OPTIONS]',
  short: 'Say which version this is',
  flags: [
    { name: 'short', type: 'bool', usage: 'Only the number' },
    { name: 'format', shorthand: 'f', type: 'string', default: 'pretty', usage: 'pretty or json' },
  ],
  args: { exactly: 0 },
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run({ flags, print }) {
    if (flags.bool('short')) print('2.40.3-3\n');
    else if (flags.string('format') === 'json') print('{"version":"2.40.3-3"}\n');
    else print('Docker Compose version 2.40.3-3\n');
    return 0;
  },
};
