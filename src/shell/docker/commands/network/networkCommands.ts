/** docker network: create, ls, inspect, rm, connect, disconnect, prune. */
import type { JsonObject } from '../../../../engine/docker/daemon';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure, DaemonFailure } from '../../failure';
import { formatList, type ListFormat } from '../../format/listFormat';
import { labelList, shortId } from '../../format/texts';
import { confirmed } from '../../options/confirm';
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
  noTruncFlag,
  pruneFilterFlag,
  quietFlag,
} from '../../options/sharedFlags';
import { checkSubnets } from '../../options/subnets';

const TABLE = 'table {{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}';

export const networkLs: DockerCommand = {
  name: 'ls',
  aliases: ['list'],
  usage: '[OPTIONS]',
  short: 'List networks',
  calls: 'docker network ls, docker network list',
  args: { exactly: 0 },
  flags: [filterFlag, formatFlag, noTruncFlag, quietFlag('Print ids only')],
  *run({ flags, client, print, config }) {
    const filters = readFilters(flags.strings('filter'));
    const networks = yield* client.ask('GET /networks', (daemon) => daemon.networks.list(filters));
    const rows = [...networks].sort((a, b) => (String(a['Name']) < String(b['Name']) ? -1 : 1));
    const quiet = flags.bool('quiet');
    const chosen = flags.string('format') || (quiet ? '' : config.text('networksFormat'));
    const usual = quiet ? '{{.ID}}' : TABLE;
    print(
      formatList(chosen === '' || chosen === 'table' ? usual : chosen, networkFormat(flags.bool('no-trunc')), rows),
    );
    return 0;
  },
};

function networkFormat(whole: boolean): ListFormat<JsonObject> {
  const text = (name: string) => (row: JsonObject) => String(row[name]);
  return {
    type: '*network.networkContext',
    fields: [
      { name: 'ID', heading: 'NETWORK ID', value: (row) => (whole ? String(row['Id']) : shortId(String(row['Id']))) },
      { name: 'Name', heading: 'NAME', value: text('Name') },
      { name: 'Driver', heading: 'DRIVER', value: text('Driver') },
      { name: 'Scope', heading: 'SCOPE', value: text('Scope') },
      { name: 'IPv4', heading: 'IPV4', value: () => 'true' },
      { name: 'IPv6', heading: 'IPV6', value: text('EnableIPv6') },
      { name: 'Internal', heading: 'INTERNAL', value: text('Internal') },
      { name: 'Labels', heading: 'LABELS', value: (row) => labelList((row['Labels'] ?? {}) as Record<string, string>) },
      {
        name: 'CreatedAt',
        heading: 'CREATED AT',
        value: (row) => String(row['Created']).replace('T', ' ').replace('Z', ' +0000 UTC'),
      },
    ],
  };
}

export const networkCreate: DockerCommand = {
  name: 'create',
  usage: '[OPTIONS] NETWORK',
  short: 'Create a network',
  args: { exactly: 1 },
  flags: [
    { name: 'driver', shorthand: 'd', type: 'string', default: 'bridge', usage: 'Who manages it' },
    { name: 'subnet', type: 'strings', usage: 'Its range of addresses, such as 10.9.0.0/16' },
    { name: 'gateway', type: 'strings', usage: "The bridge's own address" },
    { name: 'ip-range', type: 'strings', usage: 'Addresses for containers are taken from here' },
    { name: 'internal', type: 'bool', usage: 'No way out' },
    { name: 'attachable', type: 'bool', usage: 'Containers may join by hand' },
    labelsFlag,
    { name: 'opt', shorthand: 'o', type: 'array', valueName: 'map', usage: "The driver's options" },
    missingFlag('aux-address', 'array', 'Addresses to keep free'),
    missingFlag('config-from', 'string', 'The network to copy from'),
    missingFlag('config-only', 'bool', 'A configuration only'),
    missingFlag('ingress', 'bool', "A swarm's routing mesh"),
    missingFlag('ipam-driver', 'string', 'Who gives addresses'),
    missingFlag('ipam-opt', 'array', 'Options for it'),
    missingFlag('ipv4', 'bool', 'With IPv4'),
    missingFlag('ipv6', 'bool', 'With IPv6'),
    missingFlag('scope', 'string', 'How far it reaches'),
  ],
  *run({ args, flags, client, print }) {
    const first = (name: string) => flags.strings(name)[0] ?? '';
    checkSubnets(flags.strings('subnet'), flags.strings('gateway'), flags.strings('ip-range'));
    const made = yield* client.ask('POST /networks/create', (daemon) =>
      daemon.networks.create({
        Name: args[0] ?? '',
        Driver: flags.string('driver'),
        Subnet: first('subnet'),
        Gateway: first('gateway'),
        IPRange: first('ip-range'),
        Internal: flags.bool('internal'),
        Attachable: flags.bool('attachable'),
        Labels: pairsOf(flags.strings('label')),
        Options: pairsOf(flags.strings('opt')),
      }),
    );
    print(`${made.Id}\n`);
    return 0;
  },
};

export const networkRm: DockerCommand = {
  name: 'rm',
  aliases: ['remove'],
  usage: 'NETWORK [NETWORK...]',
  short: 'Remove one or more networks',
  calls: 'docker network rm, docker network remove',
  args: { atLeast: 1 },
  complete: ['networks'],
  flags: [{ name: 'force', shorthand: 'f', type: 'bool', usage: 'No error for those that are not there' }],
  *run({ args, flags, client, print, printError }) {
    let failed = false;
    for (const name of args) {
      const answer = yield* client.answer(`DELETE /networks/${name}`, (daemon) => daemon.networks.remove(name));
      if (answer.ok) {
        print(`${name}\n`);
        continue;
      }
      if (flags.bool('force') && answer.error.status === 404) continue;
      failed = true;
      printError(`${new DaemonFailure(answer.error.status, answer.error.message).message}\n`);
    }
    if (failed) throw new CliFailure('exit status 1');
    return 0;
  },
};

export const networkInspect: DockerCommand = {
  name: 'inspect',
  usage: '[OPTIONS] NETWORK [NETWORK...]',
  short: 'Display detailed information on one or more networks',
  args: { atLeast: 1 },
  complete: ['networks'],
  flags: [inspectFormatFlag, { name: 'verbose', shorthand: 'v', type: 'bool', usage: 'More of it' }],
  run: (invocation) =>
    inspectAll(invocation, 'network', invocation.flags.string('format'), (name) =>
      invocation.client.ask(`GET /networks/${name}`, (daemon) => daemon.networks.inspect(name)),
    ),
};

export const networkConnect: DockerCommand = {
  name: 'connect',
  usage: '[OPTIONS] NETWORK CONTAINER',
  short: 'Connect a container to a network',
  args: { exactly: 2 },
  complete: ['networks', 'containers'],
  flags: [
    { name: 'alias', type: 'strings', usage: 'More names for the container there' },
    { name: 'ip', type: 'string', usage: 'The address that it shall have' },
    { name: 'link', type: 'array', valueName: 'list', usage: 'Links to other containers' },
    missingFlag('driver-opt', 'strings', "The driver's options"),
    missingFlag('gw-priority', 'int', 'Which network gives the default way'),
    missingFlag('ip6', 'string', 'An IPv6 address'),
    missingFlag('link-local-ip', 'strings', 'Link-local addresses'),
  ],
  *run({ args, flags, client }) {
    const [network = '', container = ''] = args;
    yield* client.ask(`POST /networks/${network}/connect`, (daemon) =>
      daemon.networks.connect(network, container, {
        Aliases: flags.strings('alias'),
        IPv4Address: flags.string('ip'),
        Links: flags.strings('link'),
      }),
    );
    return 0;
  },
};

export const networkDisconnect: DockerCommand = {
  name: 'disconnect',
  usage: '[OPTIONS] NETWORK CONTAINER',
  short: 'Disconnect a container from a network',
  args: { exactly: 2 },
  complete: ['networks', 'containers'],
  flags: [{ name: 'force', shorthand: 'f', type: 'bool', usage: 'In any case' }],
  *run({ args, flags, client }) {
    const [network = '', container = ''] = args;
    yield* client.ask(`POST /networks/${network}/disconnect`, (daemon) =>
      daemon.networks.disconnect(network, container, { force: flags.bool('force') }),
    );
    return 0;
  },
};

export const networkPrune: DockerCommand = {
  name: 'prune',
  usage: '[OPTIONS]',
  short: 'Remove all unused networks',
  args: { exactly: 0 },
  flags: [pruneFilterFlag, forceFlag],
  *run(invocation) {
    const { flags, client, print } = invocation;
    const warning = 'WARNING! This will remove all custom networks not used by at least one container.';
    if (!flags.bool('force') && !(yield* confirmed(invocation, warning))) return 0;
    const pruned = yield* client.ask('POST /networks/prune', (daemon) =>
      daemon.networks.prune(readFilters(flags.strings('filter'))),
    );
    if (pruned.NetworksDeleted.length > 0) print(`Deleted Networks:\n${pruned.NetworksDeleted.join('\n')}\n\n`);
    return 0;
  },
};
