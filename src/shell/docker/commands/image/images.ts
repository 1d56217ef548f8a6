/** docker images. */
import type { DockerCommand } from '../../dockerCommand';
import { imageFormat, imageRows, imageTable } from '../../format/imageFormat';
import { formatList } from '../../format/listFormat';
import { readFilters } from '../../options/filters';
import { filterFlag, formatFlag, missingFlag, noTruncFlag, quietFlag } from '../../options/sharedFlags';

export const images: DockerCommand = {
  name: 'images',
  usage: '[OPTIONS] [REPOSITORY[:TAG]]',
  short: 'List images',
  calls: 'docker image ls, docker image list, docker images',
  args: { atMost: 1 },
  complete: ['images'],
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'Intermediate images as well' },
    { name: 'digests', type: 'bool', usage: 'Digests as well' },
    filterFlag,
    formatFlag,
    noTruncFlag,
    quietFlag('Print ids only'),
    missingFlag('tree', 'bool', 'List the platforms of images as a tree (EXPERIMENTAL)'),
  ],
  *run({ flags, args, client, config, process, print }) {
    const [name] = args;
    const given = readFilters(flags.strings('filter'));
    const filters = name === undefined ? given : { ...given, reference: [...(given['reference'] ?? []), name] };
    const list = yield* client.ask('GET /images/json', (daemon) =>
      daemon.images.list({ all: flags.bool('all'), filters }),
    );
    const quiet = flags.bool('quiet');
    const chosen = flags.string('format') || (quiet ? '' : config.text('imagesFormat'));
    const usual = chosen === '' || chosen.trim() === 'table';
    const format = usual ? imageTable(quiet, flags.bool('digests')) : chosen;
    const rows = imageRows(list, flags.bool('digests') || /\.Digest\b/.test(format));
    print(formatList(format, imageFormat(flags.bool('no-trunc'), process.clock.now), rows));
    return 0;
  },
};
