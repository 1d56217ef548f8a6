/** attach, commit, cp, export, stats, volumes, wait: what docker does for one container, by the service's name. */
import type { Routine } from '../../../engine/processes/routine';
import { formatList } from '../../docker/format/listFormat';
import { type ComposeCommand, type ComposeInvocation, missing } from '../composeCommand';
import { ask, ComposeFailure, waitForAnswer } from '../composeHost';
import { type ProjectContainer, projectContainers } from '../projectContainers';
import { meantContainers } from './life';

/** The container of a service with this number; 0 is the first. */
function* containerOf({ host, project }: ComposeInvocation, service: string, index: number): Routine<ProjectContainer> {
  const all = yield* projectContainers(host, project().name, { all: false });
  const found = all.find((one) => one.service === service && (index === 0 || one.number === index));
  if (found !== undefined) return found;
  throw new ComposeFailure(
    `service ${JSON.stringify(service)} is not running${index > 0 ? ` container #${index}` : ''}`,
  );
}

const indexFlag = { name: 'index', type: 'int', default: 0, usage: 'Which container of the service' } as const;

export const attach: ComposeCommand = {
  name: 'attach',
  usage: '[OPTIONS] SERVICE',
  short: "Attach to a service's container",
  flags: [
    indexFlag,
    { name: 'detach-keys', type: 'string', usage: 'Keys that detach' },
    { name: 'no-stdin', type: 'bool', usage: 'Without standard input' },
    { name: 'sig-proxy', type: 'bool', default: true, usage: 'Signals go to the container' },
  ],
  args: { atLeast: 1 },
  *run(invocation) {
    const { flags, args, host } = invocation;
    const container = yield* containerOf(invocation, args[0] ?? '', flags.int('index'));
    const words = ['attach', `--sig-proxy=${flags.bool('sig-proxy')}`];
    if (flags.bool('no-stdin')) words.push('--no-stdin');
    if (flags.string('detach-keys') !== '') words.push('--detach-keys', flags.string('detach-keys'));
    return yield* host.docker([...words, container.id]);
  },
};

export const commit: ComposeCommand = {
  name: 'commit',
  usage: '[OPTIONS] SERVICE [REPOSITORY[:TAG]]',
  short: "Make an image of a service's container",
  flags: [
    indexFlag,
    { name: 'author', shorthand: 'a', type: 'string', usage: 'Who made it' },
    { name: 'change', shorthand: 'c', type: 'array', usage: 'Instructions of a Dockerfile' },
    { name: 'message', shorthand: 'm', type: 'string', usage: 'What it is' },
    { name: 'pause', shorthand: 'p', type: 'bool', default: true, usage: 'Pause it meanwhile' },
  ],
  args: { atLeast: 1 },
  *run(invocation) {
    const { flags, args, host } = invocation;
    const [service = '', ...image] = args;
    const container = yield* containerOf(invocation, service, flags.int('index'));
    const words = ['commit', `--pause=${flags.bool('pause')}`];
    for (const key of ['author', 'message'] as const)
      if (flags.string(key) !== '') words.push(`--${key}`, flags.string(key));
    for (const change of flags.strings('change')) words.push('--change', change);
    return yield* host.docker([...words, container.id, ...image]);
  },
};

export const exportFiles: ComposeCommand = {
  name: 'export',
  usage: '[OPTIONS] SERVICE',
  short: "Write a container's file system as an archive",
  flags: [indexFlag, { name: 'output', shorthand: 'o', type: 'string', usage: 'Into this file' }],
  args: { atLeast: 1 },
  *run(invocation) {
    const { flags, args, host } = invocation;
    const container = yield* containerOf(invocation, args[0] ?? '', flags.int('index'));
    const output = flags.string('output');
    return yield* host.docker(['export', ...(output === '' ? [] : ['-o', output]), container.id]);
  },
};

export const cp: ComposeCommand = {
  name: 'cp',
  usage: '[OPTIONS] SERVICE:SRC_PATH DEST_PATH|-\n\tdocker compose cp [OPTIONS] SRC_PATH|- SERVICE:DEST_PATH',
  short: "Copy files from and to services' containers",
  flags: [
    indexFlag,
    { name: 'archive', shorthand: 'a', type: 'bool', usage: 'With owners and groups' },
    { name: 'follow-link', shorthand: 'L', type: 'bool', usage: 'Copy what a link leads to' },
    { name: 'all', type: 'bool', usage: 'Those of compose run too' },
  ],
  args: { exactly: 2 },
  *run({ host, project, args, flags }) {
    const [from = '', to = ''] = args;
    const inward = serviceIn(to);
    const outward = serviceIn(from);
    const place = inward ?? outward;
    if (place === undefined) throw new ComposeFailure('unknown copy direction');
    const all = yield* projectContainers(host, project().name, { all: true });
    const index = flags.int('index');
    const own = all.filter((one) => one.service === place.service && (index === 0 || one.number === index));
    if (own.length === 0) throw new ComposeFailure(`no container found for service ${JSON.stringify(place.service)}`);
    const meant = inward === undefined ? own.slice(0, 1) : own;
    const options = [...(flags.bool('archive') ? ['-a'] : []), ...(flags.bool('follow-link') ? ['-L'] : [])];
    const told = ({ name }: ProjectContainer) =>
      inward === undefined
        ? `${name} copy ${name}:${place.path} to ${to}`
        : `${name} copy ${from} to ${name}:${place.path}`;
    for (const container of meant) host.process.stderr.write(` ${told(container)} Copying\n`);
    for (const container of meant) {
      const inside = `${container.id}:${place.path}`;
      const words = inward === undefined ? [inside, to] : [from, inside];
      const status = yield* host.docker(['cp', '-q', ...options, ...words]);
      if (status !== 0) return status;
      host.process.stderr.write(` ${told(container)} Copied\n`);
    }
    return 0;
  },
};

function serviceIn(text: string): { readonly service: string; readonly path: string } | undefined {
  const at = text.indexOf(':');
  return at <= 0 || /^[/.]/.test(text) ? undefined : { service: text.slice(0, at), path: text.slice(at + 1) };
}

export const stats: ComposeCommand = {
  name: 'stats',
  usage: '[OPTIONS] [SERVICE]',
  short: 'Show what containers use',
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'Stopped ones too' },
    { name: 'format', type: 'string', usage: 'table, json or a template' },
    { name: 'no-stream', type: 'bool', usage: 'Once only' },
    { name: 'no-trunc', type: 'bool', usage: 'Nothing shortened' },
  ],
  *run({ host, project, args, flags }) {
    const containers = yield* meantContainers(host, project(), args, flags.bool('all'));
    const words = ['stats'];
    for (const key of ['all', 'no-stream', 'no-trunc'] as const) if (flags.bool(key)) words.push(`--${key}`);
    if (flags.string('format') !== '') words.push('--format', flags.string('format'));
    return yield* host.docker([...words, ...containers.map((one) => one.id)]);
  },
};

export const volumes: ComposeCommand = {
  name: 'volumes',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'List the volumes of services',
  flags: [
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Only names' },
    { name: 'format', type: 'string', default: 'table', usage: 'table, json or a template' },
  ],
  *run({ host, project, args, flags, print }) {
    const known = project();
    const odd = args.find((name) => !(name in known.services));
    if (odd !== undefined) throw new ComposeFailure(`no such service: ${odd}`);
    const meant = Object.values(known.services).filter((one) => args.length === 0 || args.includes(one.name));
    const used = meant.flatMap((one) => one.mounts.map(({ source }) => known.volumes[source]?.name));
    const there = yield* ask(host, 'GET /volumes', (daemon) => daemon.volumes.list({}));
    const rows = there.filter((volume) => used.includes(String(volume['Name'])));
    const format = flags.string('format') === 'table' ? 'table {{.Driver}}\\t{{.Name}}' : flags.string('format');
    if (flags.bool('quiet')) print(rows.map((row) => `${String(row['Name'])}\n`).join(''));
    else
      print(
        formatList(
          format,
          {
            type: '*formatter.volumeContext',
            fields: [
              { name: 'Driver', heading: 'DRIVER', value: (row: (typeof rows)[number]) => row['Driver'] },
              { name: 'Name', heading: 'VOLUME NAME', value: (row: (typeof rows)[number]) => row['Name'] },
            ],
          },
          rows,
        ),
      );
    return 0;
  },
};

export const wait: ComposeCommand = {
  name: 'wait',
  usage: 'SERVICE [SERVICE...] [OPTIONS]',
  short: 'Wait until containers of services end',
  flags: [missing('down-project')],
  args: { atLeast: 1 },
  *run({ host, project, args, print }) {
    const all = yield* projectContainers(host, project().name, { all: false });
    const own = all.filter((one) => args.includes(one.service));
    if (own.length === 0) throw new ComposeFailure(`no containers for project ${JSON.stringify(project().name)}`);
    let status = 0;
    for (const container of own) {
      const { StatusCode } = yield* waitForAnswer<{ readonly StatusCode: number }>(
        host,
        'POST /containers/wait',
        (daemon, done) => daemon.containers.wait(container.id, 'not-running', done),
      );
      print(`container ${JSON.stringify(container.name)} exited with status code ${StatusCode}\n`);
      status = StatusCode;
    }
    if (status !== 0) throw new ComposeFailure('', status);
    return 0;
  },
};
