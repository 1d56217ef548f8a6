/** docker inspect, and the inspect of containers and images alone. */
import type { JsonObject } from '../../../engine/docker/daemon';
import type { Routine } from '../../../engine/processes/routine';
import type { DockerCommand, Invocation } from '../dockerCommand';
import { CliFailure, DaemonFailure } from '../failure';
import { inspectAll } from '../options/inspectAll';
import { inspectFormatFlag, platformFlag } from '../options/sharedFlags';

const sizeFlag = { name: 'size', shorthand: 's', type: 'bool', usage: 'With the sizes of files' } as const;

const KINDS = ['container', 'image', 'network', 'volume'] as const;
type ObjectKind = (typeof KINDS)[number];

function* ofKind({ client, flags, printError }: Invocation, kind: ObjectKind, name: string): Routine<JsonObject> {
  const size = flags.knows('size') && flags.bool('size');
  switch (kind) {
    case 'container':
      return yield* client.ask(`GET /containers/${name}/json`, (daemon) => daemon.containers.inspect(name, { size }));
    case 'image':
      if (size) printError('WARNING: --size ignored for image\n');
      return yield* client.ask(`GET /images/${name}/json`, (daemon) => daemon.images.inspect(name));
    case 'network':
      return yield* client.ask(`GET /networks/${name}`, (daemon) => daemon.networks.inspect(name));
    default:
      return yield* client.ask(`GET /volumes/${name}`, (daemon) => daemon.volumes.inspect(name));
  }
}

const ALL_KINDS = 'config,container,image,network,node,plugin,secret,service,task,volume'.split(',');

function unknownType(type: string): CliFailure {
  if (ALL_KINDS.includes(type)) return new CliFailure(`docker inspect --type ${type} is not simulated here`);
  const kinds = ALL_KINDS.map((kind) => JSON.stringify(kind)).join(', ');
  const why = type === '' ? 'type is empty' : `unknown type: ${JSON.stringify(type)}`;
  return new CliFailure(`${why}: must be one of ${kinds}`);
}

export const inspect: DockerCommand = {
  name: 'inspect',
  usage: '[OPTIONS] NAME|ID [NAME|ID...]',
  short: 'Return low-level information on Docker objects',
  args: { atLeast: 1 },
  complete: ['objects'],
  flags: [
    inspectFormatFlag,
    { ...sizeFlag, usage: 'With the sizes of files, of containers' },
    { name: 'type', type: 'string', usage: 'Only objects of this type' },
  ],
  *run(invocation) {
    const type = invocation.flags.string('type');
    const kinds = KINDS.filter((kind) => type === '' || kind === type);
    if (kinds.length === 0 || (type === '' && invocation.flags.changed('type'))) throw unknownType(type);
    const found = new Map<JsonObject, ObjectKind>();
    const look = function* (name: string): Routine<JsonObject> {
      for (const kind of kinds) {
        try {
          const document = yield* ofKind(invocation, kind, name);
          found.set(document, kind);
          if (kind !== 'container' && invocation.flags.bool('size')) {
            invocation.printError(`WARNING: --size ignored for ${kind}\n`);
          }
          return document;
        } catch (problem) {
          if (!(problem instanceof DaemonFailure) || problem.status !== 404 || type !== '') throw problem;
        }
      }
      throw new CliFailure(`Error: No such object: ${name}`);
    };
    return yield* inspectAll(
      invocation,
      (document) => found.get(document) ?? 'container',
      invocation.flags.string('format'),
      look,
    );
  },
};

export const containerInspect: DockerCommand = {
  name: 'inspect',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Display detailed information on one or more containers',
  args: { atLeast: 1 },
  complete: ['containers'],
  flags: [inspectFormatFlag, sizeFlag],
  run: (invocation) =>
    inspectAll(invocation, 'container', invocation.flags.string('format'), (name) =>
      ofKind(invocation, 'container', name),
    ),
};

export const imageInspect: DockerCommand = {
  name: 'inspect',
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  short: 'Display detailed information on one or more images',
  args: { atLeast: 1 },
  complete: ['images'],
  flags: [inspectFormatFlag, { ...platformFlag, notSimulated: true }],
  run: (invocation) =>
    inspectAll(invocation, 'image', invocation.flags.string('format'), (name) => ofKind(invocation, 'image', name)),
};
