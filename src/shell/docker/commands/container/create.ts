/** docker create. */
import type { DockerCommand } from '../../dockerCommand';
import { runFlags } from '../../options/runFlags';
import { createPlain, readOptions } from './createContainer';

export const create: DockerCommand = {
  name: 'create',
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  short: 'Create a new container',
  calls: 'docker container create, docker create',
  args: { atLeast: 1 },
  inOrder: true,
  complete: ['images', 'files'],
  flags: runFlags,
  *run(invocation) {
    const id = yield* createPlain(invocation, readOptions(invocation));
    invocation.print(`${id}\n`);
    return 0;
  },
};
