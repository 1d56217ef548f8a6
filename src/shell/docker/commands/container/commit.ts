/** docker commit. */
import type { DockerCommand } from '../../dockerCommand';
import { checkReference } from '../../options/references';

export const commit: DockerCommand = {
  name: 'commit',
  usage: '[OPTIONS] CONTAINER [REPOSITORY[:TAG]]',
  short: "Create a new image from a container's changes",
  calls: 'docker container commit, docker commit',
  args: { atLeast: 1, atMost: 2 },
  complete: ['containers', 'images'],
  flags: [
    { name: 'author', shorthand: 'a', type: 'string', usage: 'Who made it' },
    { name: 'change', shorthand: 'c', type: 'array', usage: 'A Dockerfile instruction for the image' },
    { name: 'message', shorthand: 'm', type: 'string', usage: 'What was done' },
    { name: 'pause', shorthand: 'p', type: 'bool', default: true, usage: 'Freeze the container meanwhile' },
  ],
  *run({ args, flags, client, print }) {
    const [container = '', reference = ''] = args;
    if (reference !== '') checkReference(reference);
    const { Id } = yield* client.wait<{ readonly Id: string }>(`POST /commit?container=${container}`, (daemon, done) =>
      daemon.containers.commit(
        container,
        {
          reference,
          author: flags.string('author'),
          message: flags.string('message'),
          pause: flags.bool('pause'),
          changes: flags.strings('change'),
        },
        done,
      ),
    );
    print(`${Id}\n`);
    return 0;
  },
};
