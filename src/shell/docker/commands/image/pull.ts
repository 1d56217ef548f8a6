/** docker pull. */

import { familiarName, type ImageReference } from '../../../../base/imageReference';
import { nullOutput, type Output } from '../../../../engine/processes/pipe';
import type { Routine } from '../../../../engine/processes/routine';
import { serverOf } from '../../client/clientConfig';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { checkReference } from '../../options/references';
import { platformFlag, quietFlag, trustFlag } from '../../options/sharedFlags';
import { transferProgress } from '../../progress/transferProgress';

export const pull: DockerCommand = {
  name: 'pull',
  usage: '[OPTIONS] NAME[:TAG|@DIGEST]',
  short: 'Download an image from a registry',
  calls: 'docker image pull, docker pull',
  args: { exactly: 1 },
  complete: ['images'],
  flags: [
    { name: 'all-tags', shorthand: 'a', type: 'bool', usage: 'All images of the repository' },
    trustFlag,
    platformFlag,
    quietFlag('Nothing about how it goes'),
  ],
  *run(invocation) {
    const { args, flags, process, print } = invocation;
    const [name = ''] = args;
    const image = checkReference(name);
    const all = flags.bool('all-tags');
    if (all && (image.tagged || image.digest !== undefined)) {
      throw new CliFailure("tag can't be used with --all-tags/-a");
    }
    const quiet = flags.bool('quiet');
    if (!all && !image.tagged && image.digest === undefined && !quiet) print('Using default tag: latest\n');
    const output = quiet ? nullOutput : process.stdout;
    yield* pullImage(invocation, image, { output, allTags: all, platform: flags.string('platform') });
    print(`${image.repository}${all ? '' : image.digest === undefined ? `:${image.tag}` : `@${image.digest}`}\n`);
    return 0;
  },
};

export interface PullOptions {
  /** Where progress goes. */
  readonly output: Output;
  readonly allTags?: boolean;
  readonly platform?: string;
}

/** @throws DaemonFailure */
export function* pullImage(
  { client, config, process }: Pick<Invocation, 'client' | 'config' | 'process'>,
  image: ImageReference,
  { output, allTags = false, platform = '' }: PullOptions,
): Routine<void> {
  const show = transferProgress(output, process.tty?.columns ?? 80);
  const reference = familiarName(allTags ? image.repository : image.full);
  yield* client.wait<void>(`POST /images/create?fromImage=${reference}`, (daemon, done) =>
    daemon.images.pull(reference, { login: config.login(serverOf(image.domain)), allTags, platform }, show, done),
  );
}
