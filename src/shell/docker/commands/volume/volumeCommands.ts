/** docker volume: create, ls, inspect, rm, prune. */
import { decimalSize } from '../../../../base/units';
import type { JsonObject } from '../../../../engine/docker/daemon';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { formatList, type ListFormat } from '../../format/listFormat';
import { labelList } from '../../format/texts';
import { confirmed } from '../../options/confirm';
import { eachObject } from '../../options/eachObject';
import { readFilters } from '../../options/filters';
import { inspectAll } from '../../options/inspectAll';
import { pairsOf } from '../../options/pairs';
import {
  filterFlag,
  forceFlag,
  formatFlag,
  inspectFormatFlag,
  labelsFlag,
  missingFlag,
  pruneFilterFlag,
  quietFlag,
} from '../../options/sharedFlags';

export const volumeCreate: DockerCommand = {
  name: 'create',
  usage: '[OPTIONS] [VOLUME]',
  short: 'Create a volume',
  args: { atMost: 1 },
  flags: [
    { name: 'driver', shorthand: 'd', type: 'string', default: 'local', usage: 'Who keeps it' },
    labelsFlag,
    { name: 'name', type: 'string', usage: 'Its name', hidden: true },
    { name: 'opt', shorthand: 'o', type: 'array', valueName: 'map', usage: "The driver's options" },
    missingFlag('availability', 'string', 'For clusters'),
    missingFlag('group', 'string', 'For clusters'),
    missingFlag('limit-bytes', 'string', 'For clusters'),
    missingFlag('required-bytes', 'string', 'For clusters'),
    missingFlag('scope', 'string', 'For clusters'),
    missingFlag('secret', 'array', 'For clusters'),
    missingFlag('sharing', 'string', 'For clusters'),
    missingFlag('topology-preferred', 'array', 'For clusters'),
    missingFlag('topology-required', 'array', 'For clusters'),
    missingFlag('type', 'string', 'For clusters'),
  ],
  *run({ args, flags, client, print }) {
    if (args.length === 1 && flags.string('name') !== '')
      throw new CliFailure(
        'conflicting options: cannot specify a volume-name through both --name and as a positional arg',
      );
    const made = yield* client.ask('POST /volumes/create', (daemon) =>
      daemon.volumes.create({
        Name: args[0] ?? flags.string('name'),
        Driver: flags.string('driver'),
        Labels: pairsOf(flags.strings('label')),
        DriverOpts: pairsOf(flags.strings('opt')),
      }),
    );
    print(`${String(made['Name'])}\n`);
    return 0;
  },
};

export const volumeLs: DockerCommand = {
  name: 'ls',
  aliases: ['list'],
  usage: '[OPTIONS]',
  short: 'List volumes',
  calls: 'docker volume ls, docker volume list',
  args: { exactly: 0 },
  flags: [filterFlag, formatFlag, missingFlag('cluster', 'bool', "The cluster's"), quietFlag('Print names only')],
  *run({ flags, client, print, config }) {
    const filters = readFilters(flags.strings('filter'));
    const volumes = yield* client.ask('GET /volumes', (daemon) => daemon.volumes.list(filters));
    const rows = [...volumes].sort((a, b) => (String(a['Name']) < String(b['Name']) ? -1 : 1));
    const quiet = flags.bool('quiet');
    const chosen = flags.string('format') || (quiet ? '' : config.text('volumesFormat'));
    const usual = quiet ? '{{.Name}}' : 'table {{.Driver}}\t{{.Name}}';
    print(formatList(chosen === '' || chosen === 'table' ? usual : chosen, volumeFormat, rows));
    return 0;
  },
};

const text = (name: string) => (row: JsonObject) => String(row[name]);

const volumeFormat: ListFormat<JsonObject> = {
  type: '*formatter.volumeContext',
  fields: [
    { name: 'Name', heading: 'VOLUME NAME', value: text('Name') },
    { name: 'Driver', heading: 'DRIVER', value: text('Driver') },
    { name: 'Scope', heading: 'SCOPE', value: text('Scope') },
    { name: 'Mountpoint', heading: 'MOUNTPOINT', value: text('Mountpoint') },
    { name: 'Labels', heading: 'LABELS', value: (row) => labelList((row['Labels'] ?? {}) as Record<string, string>) },
    { name: 'Links', heading: 'LINKS', value: () => 'N/A' },
    { name: 'Size', heading: 'SIZE', value: () => 'N/A' },
    { name: 'Availability', heading: 'AVAILABILITY', value: () => 'N/A' },
    { name: 'Group', heading: 'GROUP', value: () => 'N/A' },
    { name: 'Status', heading: 'STATUS', value: () => 'N/A' },
  ],
};

export const volumeInspect: DockerCommand = {
  name: 'inspect',
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  short: 'Display detailed information on one or more volumes',
  args: { atLeast: 1 },
  complete: ['volumes'],
  flags: [inspectFormatFlag],
  run: (invocation) =>
    inspectAll(invocation, 'volume', invocation.flags.string('format'), (name) =>
      invocation.client.ask(`GET /volumes/${name}`, (daemon) => daemon.volumes.inspect(name)),
    ),
};

export const volumeRm: DockerCommand = {
  name: 'rm',
  aliases: ['remove'],
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  short: 'Remove one or more volumes',
  calls: 'docker volume rm, docker volume remove',
  args: { atLeast: 1 },
  complete: ['volumes'],
  flags: [{ name: 'force', shorthand: 'f', type: 'bool', usage: 'No error for those that are not there' }],
  run: (invocation) =>
    eachObject(invocation, invocation.args, function* (name) {
      yield* invocation.client.ask(`DELETE /volumes/${name}`, (daemon) =>
        daemon.volumes.remove(name, { force: invocation.flags.bool('force') }),
      );
      return name;
    }),
};

export const volumePrune: DockerCommand = {
  name: 'prune',
  usage: '[OPTIONS]',
  short: 'Remove unused local volumes',
  args: { exactly: 0 },
  flags: [{ name: 'all', shorthand: 'a', type: 'bool', usage: 'Named ones too' }, pruneFilterFlag, forceFlag],
  *run(invocation) {
    const { flags, client, print } = invocation;
    const all = flags.bool('all');
    const warning = `WARNING! This will remove ${all ? 'all' : 'anonymous'} local volumes not used by at least one container.`;
    if (!flags.bool('force') && !(yield* confirmed(invocation, warning))) return 0;
    const filters = { ...readFilters(flags.strings('filter')), ...(all ? { all: ['true'] } : {}) };
    const pruned = yield* client.ask('POST /volumes/prune', (daemon) => daemon.volumes.prune(filters));
    if (pruned.VolumesDeleted.length > 0) print(`Deleted Volumes:\n${pruned.VolumesDeleted.join('\n')}\n\n`);
    print(`Total reclaimed space: ${decimalSize(pruned.SpaceReclaimed, 4)}\n`);
    return 0;
  },
};
