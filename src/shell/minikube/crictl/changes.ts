/** What crictl ends, removes and pulls, behind Kubernetes' back. */
import { familiarName, parseImageReference } from '../../../base/imageReference';
import type { ContainerRuntime } from '../../../engine/containers/runtime';
import { callback, type Routine } from '../../../engine/processes/routine';
import type { CrictlCommand, CrictlInvocation } from './crictl';
import { CrictlFailure, fatal } from './failure';
import { containerOf, sandboxOf } from './find';
import { isPause, listedImages } from './messages';

function* each(
  invocation: CrictlInvocation,
  what: string,
  run: (id: string) => Routine<void> | undefined,
  ids = invocation.args,
): Routine<number> {
  const { process } = invocation;
  if (ids.length === 0) throw fatal(`ID cannot be empty`);
  let failed = false;
  for (const id of ids) {
    try {
      yield* run(id) ?? [];
    } catch (thrown) {
      if (!(thrown instanceof CrictlFailure)) throw thrown;
      failed = true;
      process.stderr.write(`${thrown.message.replace('FATA', 'ERRO')}\n`);
    }
  }
  if (failed) throw fatal(`unable to ${what}`);
  return 0;
}

const stop: CrictlCommand = {
  name: 'stop',
  short: 'End containers',
  usage: 'CONTAINER-ID [CONTAINER-ID...]',
  flags: [{ name: 'timeout', shorthand: 't', type: 'int', default: 0, usage: 'Seconds that they have' }],
  *run(invocation) {
    const { runtime, flags, print } = invocation;
    return yield* each(invocation, 'stop container(s)', function* (id) {
      const container = containerOf(runtime, id);
      yield* callback<void>((done) => {
        runtime.stopContainer(container.id, flags.int('timeout') * 1000, () => done());
        return undefined;
      });
      print(`${id}\n`);
    });
  },
};

const remove: CrictlCommand = {
  name: 'rm',
  short: 'Remove containers',
  usage: 'CONTAINER-ID [CONTAINER-ID...]',
  flags: [
    { name: 'force', shorthand: 'f', type: 'bool', usage: 'Those that run too' },
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'All' },
    { name: 'keep-logs', shorthand: 'k', type: 'bool', usage: 'Leave their logs', notSimulated: true },
  ],
  *run(invocation) {
    const { runtime, flags, print } = invocation;
    const all = flags.bool('all');
    const ids = all ? runtime.containers.map(({ id }) => id) : invocation.args;
    if (all && ids.length === 0) return 0;
    const remove = (id: string) => {
      const container = containerOf(runtime, id);
      const running = container.state === 'running';
      if (running && !flags.bool('force')) throw fatal(`container "${container.id}" is running, please stop it first`);
      // What was stopped and what was removed: it is told both.
      if (running) print(`${id}\n`);
      runtime.removeContainer(container.id);
      print(`${id}\n`);
      return undefined;
    };
    return yield* each(invocation, 'remove container(s)', remove, ids);
  },
};

const stopPod: CrictlCommand = {
  name: 'stopp',
  short: 'End pods with their containers',
  usage: 'POD-ID [POD-ID...]',
  *run(invocation) {
    const { runtime, print } = invocation;
    return yield* each(invocation, 'stop pod sandbox(es)', (id) => {
      runtime.stopSandbox(sandboxOf(runtime, id).id);
      print(`Stopped sandbox ${id}\n`);
      return undefined;
    });
  },
};

const removePod: CrictlCommand = {
  name: 'rmp',
  short: 'Remove pods with their containers',
  usage: 'POD-ID [POD-ID...]',
  flags: [
    { name: 'force', shorthand: 'f', type: 'bool', usage: 'Those that run too' },
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'All' },
  ],
  *run(invocation) {
    const { runtime, flags, print } = invocation;
    const all = flags.bool('all');
    const ids = all ? runtime.sandboxes.map(({ id }) => id) : invocation.args;
    if (all && ids.length === 0) return 0;
    const remove = (id: string) => {
      const sandbox = sandboxOf(runtime, id);
      const ready = sandbox.state === 'ready';
      if (ready && !flags.bool('force')) throw fatal(`pod sandbox "${sandbox.id}" is running, please stop it first`);
      if (ready) print(`Stopped sandbox ${id}\n`);
      runtime.removeSandbox(sandbox.id);
      print(`Removed sandbox ${id}\n`);
      return undefined;
    };
    return yield* each(invocation, 'remove sandbox(es)', remove, ids);
  },
};

const removeImage: CrictlCommand = {
  name: 'rmi',
  short: 'Remove images',
  usage: 'IMAGE [IMAGE...]',
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'All' },
    { name: 'prune', shorthand: 'q', type: 'bool', usage: 'All that no container is of' },
  ],
  *run(invocation) {
    const { runtime, machines, node, args, flags, print } = invocation;
    const prune = flags.bool('prune');
    const many = prune || flags.bool('all');
    const used = new Set(runtime.containers.map(({ image }) => runtime.findImage(image)?.id));
    const others = listedImages(invocation).filter(
      ({ id, repoTags }) => !prune || !(used.has(id) || isPause(repoTags)),
    );
    const ids = many ? others.map(({ id }) => id) : args;
    if (many && ids.length === 0) {
      invocation.process.stderr.write('INFO[0000] No images to remove\n');
      return 0;
    }
    const remove = (name: string) => {
      const store = machines.imagesOn(node);
      const found = store?.find(name);
      if (store === undefined || found === undefined) throw fatal(`no such image ${name}`);
      const { image, names, repositoryDigests } = found;
      const user = runtime.scheme === 'docker://' ? userOf(runtime, image.id) : undefined;
      if (user !== undefined)
        throw fatal(
          `error of removing image "${name}": rpc error: code = Unknown desc = Error response from daemon: conflict: unable to delete ${image.id.slice(7, 19)} (cannot be forced) - image is being used by running container ${user.slice(0, 12)}`,
        );
      const own = (one: string) => (runtime.scheme === 'docker://' ? familiarName(one) : one);
      const gone = (names.length === 0 ? repositoryDigests : names).map(own);
      store.remove(image.id);
      print(gone.map((one) => `Deleted: ${one}\n`).join(''));
      return undefined;
    };
    return yield* each(invocation, 'remove the image(s)', remove, ids);
  },
};

/** A running container of an image. containerd lets images go that are used, Docker does not. */
function userOf(runtime: ContainerRuntime, image: string): string | undefined {
  return runtime.containers.find((one) => one.state === 'running' && runtime.findImage(one.image)?.id === image)?.id;
}

const pull: CrictlCommand = {
  name: 'pull',
  short: 'Pull an image',
  usage: 'IMAGE',
  flags: [
    { name: 'creds', type: 'string', usage: 'USER:PASSWORD for the registry', notSimulated: true },
    { name: 'auth', type: 'string', usage: 'The same in base64', notSimulated: true },
    { name: 'annotation', shorthand: 'a', type: 'array', usage: 'Annotations', notSimulated: true },
    { name: 'pod-config', type: 'string', usage: 'A pod that it is for', notSimulated: true },
  ],
  *run({ runtime, args, print }) {
    const [name] = args;
    if (name === undefined) throw fatal('image name cannot be empty');
    const reference = parseImageReference(name);
    const pulled = yield* callback<Parameters<Parameters<typeof runtime.pullImage>[1]>[0]>((done) =>
      runtime.pullImage(name, done),
    );
    if (!pulled.ok) throw fatal(`pulling image: ${pulled.error.message}`);
    print(`Image is up to date for ${reference.ok ? pulled.value.id : name}\n`);
    return 0;
  },
};

export const changes: readonly CrictlCommand[] = [stop, remove, stopPod, removePod, removeImage, pull];
