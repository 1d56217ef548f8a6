/** minikube image: images of the nodes. */
import { parseImageReference } from '../../../base/imageReference';
import { decimalSize } from '../../../base/units';
import { sleep, waitForExit } from '../../../engine/processes/kernel';
import { callback, type Routine } from '../../../engine/processes/routine';
import { startProgram } from '../../programs';
import { boxTable } from '../boxTable';
import { healthyNodes, primaryOf, runningNodes } from '../cluster';
import { exitingDueTo, exits, type MinikubeFailure, notSimulated } from '../failure';
import type { MinikubeCommand, MinikubeInvocation } from '../minikubeCommand';

/** How long an image takes from the laptop to a node, in milliseconds, and for each MiB. */
const LOAD_TIME = 500;
const LOAD_TIME_PER_MIB = 5;
const MIB = 1024 ** 2;

function needed({ args }: MinikubeInvocation, what: string): readonly string[] {
  if (args.length === 0) throw exitingDueTo('MK_USAGE', exits.usage, `Please provide ${what}`);
  return args;
}

function imageFailure(id: string, message: string): MinikubeFailure {
  return exitingDueTo(id, exits.imageError, message);
}

const load: MinikubeCommand = {
  name: 'load',
  usage: 'IMAGE [IMAGE...]',
  short: "Copy images of the laptop's Docker to the nodes",
  flags: [
    { name: 'overwrite', type: 'bool', default: true, usage: 'Also where a node has that name already' },
    { name: 'daemon', type: 'bool', usage: "From the laptop's Docker" },
    { name: 'remote', type: 'bool', usage: 'From the registry', notSimulated: true },
    { name: 'pull', type: 'bool', usage: 'Pull it first', notSimulated: true },
  ],
  *run(invocation) {
    const { machines, process } = invocation;
    const nodes = healthyNodes(invocation).filter(({ powered }) => powered);
    for (const name of needed(
      invocation,
      'an image in your local daemon to load into minikube via <minikube image load IMAGE_NAME>',
    )) {
      const reference = parseImageReference(name);
      const found = machines.images?.find(name);
      if (found === undefined || !reference.ok) {
        throw imageFailure(
          'GUEST_IMAGE_LOAD',
          `Failed to load image: save to dir: caching images: caching image "${name}": the laptop's Docker has no image of that name`,
        );
      }
      for (const node of nodes) {
        yield* sleep(process.clock, LOAD_TIME + (found.unpackedBytes / MIB) * LOAD_TIME_PER_MIB);
        const added = machines.imagesOn(node.profile.name)?.add(found.image, [reference.value]);
        if (added?.ok === false) throw imageFailure('GUEST_IMAGE_LOAD', `Failed to load image: ${added.error}`);
      }
    }
    return 0;
  },
};

const ls: MinikubeCommand = {
  name: 'ls',
  aliases: ['list'],
  short: 'List the images of the node',
  flags: [{ name: 'format', type: 'string', default: 'short', usage: 'short or table' }],
  *run(invocation) {
    const { machines, out, flags } = invocation;
    const node = primaryOf(runningNodes(invocation)).profile.name;
    const images = machines.imagesOn(node)?.images ?? [];
    const rows = images
      .flatMap(({ names, image, unpackedBytes }) =>
        names.map((name) => ({ name, id: image.id.replace('sha256:', ''), size: decimalSize(unpackedBytes, 3) })),
      )
      .sort((a, b) => (a.name < b.name ? 1 : -1));
    const format = flags.string('format');
    if (format === 'short') out.plain(rows.map(({ name }) => `${name}\n`).join(''));
    else if (format === 'table') {
      const cells = rows.map(({ name, id, size }) => {
        const at = name.lastIndexOf(':');
        return [name.slice(0, at), name.slice(at + 1), id.slice(0, 13), size];
      });
      out.plain(boxTable(['Image', 'Tag', 'Image ID', 'Size'], cells));
    } else throw notSimulated(`the format "${format}"`);
    return 0;
  },
};

const rm: MinikubeCommand = {
  name: 'rm',
  aliases: ['remove', 'unload'],
  usage: 'IMAGE [IMAGE...]',
  short: 'Remove images from the nodes',
  *run(invocation) {
    const { machines } = invocation;
    const nodes = healthyNodes(invocation).filter(({ powered }) => powered);
    for (const name of needed(invocation, 'an image to remove via <minikube image rm IMAGE_NAME>')) {
      const reference = parseImageReference(name);
      for (const node of nodes) {
        const store = machines.imagesOn(node.profile.name);
        const id = store?.find(name)?.image.id;
        const used = machines
          .runtimeOn(node.profile.name)
          ?.containers.find((one) => id !== undefined && store?.find(one.image)?.image.id === id);
        if (used !== undefined)
          throw imageFailure(
            'GUEST_IMAGE_REMOVE',
            `Failed to remove image: remove image docker: the container ${used.id.slice(0, 12)} uses ${name}`,
          );
        if (reference.ok) store?.untag(reference.value.full);
      }
    }
    return 0;
  },
};

const pull: MinikubeCommand = {
  name: 'pull',
  usage: 'IMAGE [IMAGE...]',
  short: 'Let the nodes pull images',
  *run(invocation) {
    const { machines } = invocation;
    const nodes = healthyNodes(invocation).filter(({ powered }) => powered);
    for (const name of needed(invocation, 'an image to pull via <minikube image pull IMAGE_NAME>')) {
      for (const node of nodes) yield* pullOn(machines.runtimeOn(node.profile.name), name);
    }
    return 0;
  },
};

function* pullOn(runtime: ReturnType<MinikubeInvocation['machines']['runtimeOn']>, name: string): Routine<void> {
  if (runtime === undefined) return;
  const pulled = yield* callback<Parameters<Parameters<typeof runtime.pullImage>[1]>[0]>((done) =>
    runtime.pullImage(name, done),
  );
  if (!pulled.ok) throw imageFailure('GUEST_IMAGE_PULL', `Failed to pull images: ${pulled.error.message}`);
}

const build: MinikubeCommand = {
  name: 'build',
  usage: 'PATH',
  short: 'Build an image with the Docker of the node',
  inOrder: false,
  flags: [
    { name: 'tag', shorthand: 't', type: 'string', usage: 'The name that it gets' },
    { name: 'file', shorthand: 'f', type: 'string', usage: 'The Dockerfile' },
    { name: 'build-env', type: 'array', usage: 'Variables for the build', notSimulated: true },
    { name: 'build-opt', type: 'array', usage: 'More options', notSimulated: true },
    { name: 'push', type: 'bool', usage: 'Push it afterwards', notSimulated: true },
    { name: 'all', type: 'bool', usage: 'On all nodes', notSimulated: true },
  ],
  *run(invocation) {
    const { args, flags, process, machines } = invocation;
    const node = primaryOf(healthyNodes(invocation)).profile;
    if (args.length !== 1) throw exitingDueTo('MK_USAGE', exits.usage, 'Please provide a path or url to build');
    if (machines.dockerOn?.(node.name) === undefined) throw notSimulated('building on the node');
    const tag = flags.string('tag');
    const file = flags.string('file');
    const words = [
      'docker',
      'build',
      ...(tag === '' ? [] : ['-t', tag]),
      ...(file === '' ? [] : ['-f', file]),
      ...args,
    ];
    const env = new Map([...process.env, ['DOCKER_HOST', `tcp://${node.address}:2376`]]);
    const child = startProgram(process, words, { env });
    return child.ok ? (yield* waitForExit(child.value)).code : 1;
  },
};

const tag: MinikubeCommand = {
  name: 'tag',
  usage: 'SOURCE TARGET',
  short: 'Give an image another name',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    const { args, machines } = invocation;
    const [source = '', target = ''] = args;
    const reference = parseImageReference(target);
    if (args.length !== 2 || !reference.ok)
      throw exitingDueTo('MK_USAGE', exits.usage, 'Please provide source and target image');
    for (const node of healthyNodes(invocation)) {
      const store = machines.imagesOn(node.profile.name);
      const found = store?.find(source);
      if (found === undefined) throw imageFailure('GUEST_IMAGE_TAG', `Failed to tag images: no such image: ${source}`);
      store?.tag(found.image.id, reference.value);
    }
    return 0;
  },
};

export const image: MinikubeCommand = {
  name: 'image',
  group: 'Images',
  short: 'Images of the nodes: load, list, build, pull, tag, remove',
  commands: [build, load, ls, pull, rm, tag],
};
