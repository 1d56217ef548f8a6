/** logs, exec, run, top, images: what goes on in a project's containers. */

import { durationInWords } from '../../../base/durationInWords';
import { parseTime } from '../../../base/time';
import { decimalSize } from '../../../base/units';
import type { Routine } from '../../../engine/processes/routine';
import { alignTabs } from '../../text/tabWriter';
import { type ComposeCommand, type ComposeInvocation, missing } from '../composeCommand';
import { ask, ComposeFailure, waitForAnswer } from '../composeHost';
import { aliasesOf, containerOptions } from '../containerOptions';
import { prepare, refuseUnsimulated, servicesInOrder, up } from '../converge';
import { followLogs } from '../followLogs';
import { projectContainers } from '../projectContainers';
import { meantContainers } from './life';
import { wideTable } from './show';

export const logs: ComposeCommand = {
  name: 'logs',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'Show what containers print',
  flags: [
    { name: 'follow', shorthand: 'f', type: 'bool', usage: 'Go on as it comes' },
    { name: 'tail', shorthand: 'n', type: 'string', default: 'all', usage: 'So many lines from the end of each' },
    { name: 'timestamps', shorthand: 't', type: 'bool', usage: 'With times' },
    { name: 'no-log-prefix', type: 'bool', usage: 'Lines without the name of their container' },
    { name: 'no-color', type: 'bool', usage: 'Without colours' },
    missing('since', 'string'),
    missing('until', 'string'),
    missing('index', 'int'),
  ],
  *run({ host, project, args, flags, process }) {
    const containers = yield* meantContainers(host, project(), args);
    let interrupted = false;
    const stopHandling = process.handle('SIGINT', () => {
      interrupted = true;
    });
    const tail = flags.string('tail');
    if (tail !== 'all' && !/^\d+$/.test(tail)) throw new ComposeFailure(`invalid value for "tail": ${tail}`);
    try {
      yield* followLogs(host, containers, {
        prefix: !flags.bool('no-log-prefix'),
        timestamps: flags.bool('timestamps'),
        follow: flags.bool('follow'),
        tail: tail === 'all' ? undefined : Number(tail),
        sayEnds: false,
        stop: () => interrupted,
      });
    } finally {
      stopHandling();
    }
    return interrupted ? 130 : 0;
  },
};

export const exec: ComposeCommand = {
  name: 'exec',
  usage: '[OPTIONS] SERVICE COMMAND [ARGS...]',
  short: "Run a command in a service's container",
  inOrder: true,
  args: { atLeast: 2 },
  flags: [
    { name: 'detach', shorthand: 'd', type: 'bool', usage: 'In the background' },
    { name: 'env', shorthand: 'e', type: 'array', usage: 'Variables' },
    { name: 'index', type: 'int', default: 0, usage: 'Which container of the service' },
    { name: 'no-tty', shorthand: 'T', type: 'bool', usage: 'Without a terminal' },
    { name: 'user', shorthand: 'u', type: 'string', usage: 'As this user' },
    { name: 'workdir', shorthand: 'w', type: 'string', usage: 'In this directory' },
    { name: 'privileged', type: 'bool', usage: 'With all capabilities' },
    { name: 'interactive', shorthand: 'i', type: 'bool', default: true, usage: 'With standard input', hidden: true },
    { name: 'tty', shorthand: 't', type: 'bool', default: true, usage: 'With a terminal', hidden: true },
  ],
  *run({ host, project, args, flags, process }) {
    const [service = '', ...command] = args;
    const containers = yield* projectContainers(host, project().name, { all: false });
    const index = Math.max(1, flags.int('index'));
    const container = containers.find((one) => one.service === service && one.number === index);
    if (container === undefined)
      throw new ComposeFailure(
        `service "${service}" is not running${flags.int('index') > 0 ? ` container #${index}` : ''}`,
      );
    const terminal = !flags.bool('no-tty') && process.tty !== undefined;
    const words = ['exec', flags.bool('detach') ? '-d' : terminal ? '-it' : '-i'];
    for (const entry of flags.strings('env')) words.push('-e', entry);
    if (flags.string('user') !== '') words.push('-u', flags.string('user'));
    if (flags.string('workdir') !== '') words.push('-w', flags.string('workdir'));
    if (flags.bool('privileged')) words.push('--privileged');
    return yield* host.docker([...words, container.id, ...command]);
  },
};

export const run: ComposeCommand = {
  name: 'run',
  usage: '[OPTIONS] SERVICE [COMMAND] [ARGS...]',
  short: 'Run a command in a new container of a service',
  inOrder: true,
  args: { atLeast: 1 },
  flags: [
    { name: 'detach', shorthand: 'd', type: 'bool', usage: 'In the background' },
    { name: 'rm', type: 'bool', usage: 'Remove it when it has ended' },
    { name: 'no-TTY', shorthand: 'T', type: 'bool', usage: 'Without a terminal' },
    { name: 'no-deps', type: 'bool', usage: 'Without the services that it needs' },
    { name: 'env', shorthand: 'e', type: 'array', usage: 'Variables' },
    { name: 'entrypoint', type: 'string', usage: "In place of the image's entrypoint" },
    { name: 'name', type: 'string', usage: "The container's name" },
    { name: 'user', shorthand: 'u', type: 'string', usage: 'As this user' },
    { name: 'workdir', shorthand: 'w', type: 'string', usage: 'In this directory' },
    { name: 'service-ports', shorthand: 'P', type: 'bool', usage: "Publish the service's ports" },
    { name: 'interactive', shorthand: 'i', type: 'bool', default: true, usage: 'With standard input' },
    missing('publish', 'array', 'p'),
    missing('volume', 'array', 'v'),
    missing('build'),
    { name: 'label', shorthand: 'l', type: 'array', usage: 'Labels: NAME=VALUE' },
    { name: 'quiet-pull', type: 'bool', usage: 'Pull without telling' },
    { name: 'remove-orphans', type: 'bool', usage: 'Remove what the file does not have' },
    missing('use-aliases'),
  ],
  run: runOnce,
};

function* runOnce({ host, project, args, flags, process, print }: ComposeInvocation): Routine<number> {
  const known = project();
  const [name = '', ...command] = args;
  const [service] = servicesInOrder(known, [name], false);
  if (service === undefined) throw new ComposeFailure(`no such service: ${name}`);
  const needed = flags.bool('no-deps') ? [] : Object.keys(service.dependsOn);
  const common = { withDependencies: true, start: true, build: false, noBuild: false, pull: 'policy' } as const;
  const plain = {
    forceRecreate: false,
    noRecreate: true,
    removeOrphans: flags.bool('remove-orphans'),
    scale: {},
    timeout: undefined,
  };
  if (needed.length > 0) yield* host.progress.during(up(host, known, { ...common, ...plain, services: needed }));
  refuseUnsimulated(service);
  yield* prepare(host, known, [service], common);
  const terminal = !flags.bool('no-TTY') && process.tty !== undefined;
  const plan = {
    number: 1,
    oneOff: true,
    environment: flags.strings('env'),
    tty: terminal,
    stdin: terminal,
    publish: flags.bool('service-ports'),
    labels: flags.strings('label'),
    ...(command.length > 0 ? { command } : {}),
    ...(flags.string('entrypoint') === '' ? {} : { entrypoint: flags.string('entrypoint').split(' ') }),
    ...(flags.string('user') === '' ? {} : { user: flags.string('user') }),
    ...(flags.string('workdir') === '' ? {} : { workingDirectory: flags.string('workdir') }),
  };
  const suffix = process.random.token('0123456789abcdef', 12);
  const called = flags.string('name') || `${known.name}-${name}-run-${suffix}`;
  const created = yield* ask(host, 'POST /containers/create', (daemon) =>
    daemon.containers.create(called, containerOptions(known, service, plan)),
  );
  for (const key of Object.keys(service.networks).sort().slice(1)) {
    const network = known.networks[key];
    if (network === undefined) continue;
    yield* ask(host, 'POST /networks/connect', (daemon) =>
      daemon.networks.connect(network.name, created.Id, {
        Aliases: aliasesOf(known, service, key, plan),
        IPv4Address: '',
        Links: [],
      }),
    );
  }
  if (flags.bool('detach')) {
    yield* waitForAnswer<void>(host, 'POST /containers/start', (daemon, done) =>
      daemon.containers.start(created.Id, done),
    );
    print(`${created.Id}\n`);
    return 0;
  }
  const status = yield* host.docker(['start', terminal ? '-ai' : '-a', created.Id]);
  if (!flags.bool('rm')) return status;
  yield* waitForAnswer<void>(host, 'DELETE /containers', (daemon, done) =>
    daemon.containers.remove(created.Id, { force: true, volumes: true, link: false }, done),
  );
  return status;
}

export const top: ComposeCommand = {
  name: 'top',
  usage: '[SERVICES...]',
  short: 'Show what runs in containers',
  flags: [],
  *run({ host, project, args, print }) {
    const rows: string[][] = [];
    for (const container of yield* meantContainers(host, project(), args, false)) {
      const { Titles, Processes } = yield* waitForAnswer<{
        readonly Titles: readonly string[];
        readonly Processes: readonly (readonly string[])[];
      }>(host, 'GET /containers/top', (daemon, done) => daemon.containers.top(container.id, [], done));
      if (rows.length === 0) rows.push(['SERVICE', '#', ...Titles]);
      for (const cells of Processes) rows.push([container.service, String(container.number), ...cells]);
    }
    print(alignTabs(rows.map((row) => `${row.join('\t')}\n`).join(''), { minWidth: 4, padding: 2 }));
    return 0;
  },
};

export const images: ComposeCommand = {
  name: 'images',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'List the images that the containers have',
  flags: [
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Only ids' },
    { name: 'format', type: 'string', default: 'table', usage: 'table or json' },
  ],
  *run({ host, project, args, flags, print, process }) {
    if (flags.string('format') !== 'table')
      throw new ComposeFailure('docker compose images --format: only table is simulated here');
    const rows = [['CONTAINER', 'REPOSITORY', 'TAG', 'PLATFORM', 'IMAGE ID', 'SIZE', 'CREATED']];
    for (const container of yield* meantContainers(host, project(), args)) {
      const image = yield* ask(host, 'GET /images/json', (daemon) => daemon.images.inspect(container.summary.ImageID));
      const [name = '<none>:<none>'] = (image['RepoTags'] as readonly string[]) ?? [];
      const colon = name.lastIndexOf(':');
      const short = String(image['Id']).replace('sha256:', '').slice(0, 12);
      const made = parseTime(String(image['Created']));
      const age = made === undefined ? '' : `${durationInWords(process.clock.now - made)} ago`;
      rows.push([
        container.name,
        name.slice(0, colon),
        name.slice(colon + 1),
        'linux/amd64',
        short,
        decimalSize(Number(image['Size']), 3),
        age,
      ]);
    }
    if (flags.bool('quiet'))
      print(
        rows
          .slice(1)
          .map((row) => `${row[4]}\n`)
          .join(''),
      );
    else print(wideTable(rows));
    return 0;
  },
};
