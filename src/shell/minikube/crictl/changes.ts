/** What crictl ends, removes and pulls, behind Kubernetes' back. */
import { parseImageReference } from '../../../base/imageReference';
import { callback, type Routine } from '../../../engine/processes/routine';
import type { CrictlCommand, CrictlInvocation } from './crictl';
import { CrictlFailure, fatal } from './failure';
import { containerOf, imageIdOf, sandboxOf } from './find';

function* each(
  invocation: CrictlInvocation,
  what: string,
  run: (id: string) => Routine<void> | undefined,
): Routine<number> {
  const { args, process } = invocation;
  if (args.length === 0) throw fatal(`ID cannot be empty`);
  let failed = false;
  for (const id of args) {
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
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'All', notSimulated: true },
  ],
  *run(invocation) {
    const { runtime, flags, print } = invocation;
    return yield* each(invocation, 'remove container(s)', (id) => {
      const container = containerOf(runtime, id);
      if (container.state === 'running' && !flags.bool('force'))
        throw fatal(`container "${container.id}" is running, please stop it first`);
      runtime.removeContainer(container.id);
      print(`${id}\n`);
      return undefined;
    });
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
  flags: [{ name: 'force', shorthand: 'f', type: 'bool', usage: 'Those that run too' }],
  *run(invocation) {
    const { runtime, flags, print } = invocation;
    return yield* each(invocation, 'remove sandbox(es)', (id) => {
      const sandbox = sandboxOf(runtime, id);
      if (sandbox.state === 'ready' && !flags.bool('force'))
        throw fatal(`pod sandbox "${sandbox.id}" is running, please stop it first`);
      runtime.removeSandbox(sandbox.id);
      print(`Removed sandbox ${id}\n`);
      return undefined;
    });
  },
};

const removeImage: CrictlCommand = {
  name: 'rmi',
  short: 'Remove images',
  usage: 'IMAGE [IMAGE...]',
  *run(invocation) {
    const { runtime, machines, node, print } = invocation;
    return yield* each(invocation, 'remove the image(s)', (name) => {
      const store = machines.imagesOn(node);
      const found = store?.find(name);
      if (store === undefined || found === undefined) throw fatal(`no such image ${name}`);
      const names = [...found.names];
      store.remove(found.image.id);
      print((names.length === 0 ? [imageIdOf(runtime, name)] : names).map((one) => `Deleted: ${one}\n`).join(''));
      return undefined;
    });
  },
};

const pull: CrictlCommand = {
  name: 'pull',
  short: 'Pull an image',
  usage: 'IMAGE',
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
