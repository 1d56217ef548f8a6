/** docker push. */
import { familiarName } from '../../../../base/imageReference';
import { nullOutput } from '../../../../engine/processes/pipe';
import { serverOf } from '../../client/clientConfig';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure, DaemonFailure } from '../../failure';
import { checkReference } from '../../options/references';
import { missingFlag, quietFlag, trustFlag } from '../../options/sharedFlags';
import { transferProgress } from '../../progress/transferProgress';

export const push: DockerCommand = {
  name: 'push',
  usage: '[OPTIONS] NAME[:TAG]',
  short: 'Upload an image to a registry',
  calls: 'docker image push, docker push',
  args: { exactly: 1 },
  complete: ['images'],
  flags: [
    { name: 'all-tags', shorthand: 'a', type: 'bool', usage: 'All tags of the repository' },
    trustFlag,
    missingFlag('platform', 'string', 'Push that platform only'),
    quietFlag('Nothing about how it goes'),
  ],
  *run({ args, flags, process, client, config, print }) {
    const [name = ''] = args;
    const image = checkReference(name);
    const allTags = flags.bool('all-tags');
    const quiet = flags.bool('quiet');
    if (image.digest !== undefined) throw new CliFailure('cannot push a digest reference');
    if (allTags && image.tagged) throw new CliFailure("tag can't be used with --all-tags/-a");
    if (!allTags && !image.tagged && !quiet) print('Using default tag: latest\n');
    const reference = familiarName(allTags ? image.repository : image.full);
    const show = transferProgress(quiet ? nullOutput : process.stdout, process.tty?.columns ?? 80);
    let begun = false;
    const told = (line: Parameters<typeof show>[0]) => {
      begun = true;
      show(line);
    };
    const answer = yield* client.waitAnswer<void>(`POST /images/${reference}/push`, (daemon, done) =>
      daemon.images.push(reference, { login: config.login(serverOf(image.domain)), allTags }, told, done),
    );
    // What goes wrong once lines have come is one of them.
    if (!answer.ok && begun) throw new CliFailure(answer.error.message);
    if (!answer.ok) throw new DaemonFailure(answer.error.status, answer.error.message);
    if (quiet) print(`${allTags ? image.repository : `${image.repository}:${image.tag}`}\n`);
    return 0;
  },
};
