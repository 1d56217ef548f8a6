/** Small commands of images: tag, rmi, history. */
import { formatTime } from '../../../../base/time';
import { decimalSize } from '../../../../base/units';
import type { ImageHistoryEntry } from '../../../../engine/docker/daemon';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure, DaemonFailure } from '../../failure';
import { formatList, type ListFormat } from '../../format/listFormat';
import { ellipsis, shortId, timeAgo } from '../../format/texts';
import { checkReference } from '../../options/references';
import { formatFlag, noTruncFlag, platformFlag, quietFlag } from '../../options/sharedFlags';

export const tag: DockerCommand = {
  name: 'tag',
  usage: 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  short: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  calls: 'docker image tag, docker tag',
  args: { exactly: 2 },
  complete: ['images'],
  flags: [],
  inOrder: true,
  *run({ args, client }) {
    const [source = '', target = ''] = args;
    checkReference(
      source,
      (why) => `${JSON.stringify(source)} is not a valid repository/tag: ${why}`,
      'Error parsing reference',
    );
    const { digest } = checkReference(target, (why) => `invalid target reference: ${why}`, 'Error parsing reference');
    if (digest !== undefined) throw new CliFailure('refusing to create a tag with a digest reference');
    yield* client.ask(`POST /images/${source}/tag`, (daemon) => daemon.images.tag(source, target));
    return 0;
  },
};

export const rmi: DockerCommand = {
  name: 'rmi',
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  short: 'Remove one or more images',
  calls: 'docker image rm, docker image remove, docker rmi',
  args: { atLeast: 1 },
  complete: ['images'],
  flags: [
    { name: 'force', shorthand: 'f', type: 'bool', usage: 'Even when it has several names or stopped containers' },
    { name: 'no-prune', type: 'bool', usage: 'Keep parents that have no name' },
    { name: 'platform', type: 'strings', usage: 'Remove that platform only', notSimulated: true },
  ],
  *run({ args, flags, client, print, printError }) {
    const options = { force: flags.bool('force'), prune: !flags.bool('no-prune') };
    const problems: string[] = [];
    let fatal = false;
    for (const name of args) {
      if (name === '') {
        // The request has no image in its path.
        fatal = true;
        problems.push(new DaemonFailure(404, 'page not found').message);
        continue;
      }
      const answer = yield* client.answer(`DELETE /images/${name}`, (daemon) => daemon.images.remove(name, options));
      if (!answer.ok) {
        if (answer.error.status !== 404) fatal = true;
        else if (!options.force) fatal = true;
        problems.push(new DaemonFailure(answer.error.status, answer.error.message).message);
        continue;
      }
      for (const line of answer.value) {
        print('Deleted' in line ? `Deleted: ${line.Deleted}\n` : `Untagged: ${line.Untagged}\n`);
      }
    }
    if (problems.length === 0) return 0;
    if (fatal) throw new CliFailure(problems.join('\n'));
    printError(`${problems.join('\n')}\n`);
    return 0;
  },
};

export const history: DockerCommand = {
  name: 'history',
  usage: '[OPTIONS] IMAGE',
  short: 'Show the history of an image',
  calls: 'docker image history, docker history',
  args: { exactly: 1 },
  complete: ['images'],
  flags: [
    formatFlag,
    { name: 'human', shorthand: 'H', type: 'bool', default: true, usage: 'Sizes and dates for people' },
    noTruncFlag,
    platformFlag,
    quietFlag('Print ids only'),
  ],
  *run({ args, flags, client, process, print }) {
    const [image = ''] = args;
    const rows = yield* client.ask(`GET /images/${image}/history`, (daemon) => daemon.images.history(image));
    const human = flags.bool('human');
    const created = human ? '{{.CreatedSince}}' : '{{.CreatedAt}}';
    const usual = `table {{.ID}}\t${created}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}`;
    const chosen = flags.string('format').trim();
    const table = chosen === '' || chosen === 'table';
    const format = table ? (flags.bool('quiet') ? '{{.ID}}' : usual) : flags.string('format');
    print(formatList(format, historyFormat(flags.bool('no-trunc'), human, process.clock.now), rows));
    return 0;
  },
};

function historyFormat(whole: boolean, human: boolean, now: number): ListFormat<ImageHistoryEntry> {
  const at = ({ Created }: ImageHistoryEntry) => formatTime(Created * 1000);
  const step = ({ CreatedBy }: ImageHistoryEntry) => CreatedBy.replaceAll('\t', ' ');
  return {
    type: '*image.historyContext',
    fields: [
      { name: 'ID', heading: 'IMAGE', value: ({ Id }) => (whole ? Id : Id.startsWith('<') ? Id : shortId(Id)) },
      { name: 'CreatedSince', heading: 'CREATED', value: (row) => (human ? timeAgo(row.Created, now) : at(row)) },
      { name: 'CreatedAt', heading: 'CREATED AT', value: at },
      { name: 'CreatedBy', heading: 'CREATED BY', value: (row) => (whole ? step(row) : ellipsis(step(row), 45)) },
      { name: 'Size', heading: 'SIZE', value: ({ Size }) => (human ? decimalSize(Size, 3) : String(Size)) },
      { name: 'Comment', heading: 'COMMENT', value: ({ Comment }) => Comment },
    ],
  };
}
