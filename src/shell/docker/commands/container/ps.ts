/** docker ps. */
import type { ContainerSummary } from '../../../../engine/docker/daemon';
import type { DockerCommand } from '../../dockerCommand';
import { containerFormat, containerTable, rawContainers } from '../../format/containerFormat';
import { checkListFormat, formatList } from '../../format/listFormat';
import { readFilters } from '../../options/filters';
import { filterFlag, formatFlag, noTruncFlag, quietFlag } from '../../options/sharedFlags';

/** The client tries its format before it asks. */
const NOTHING: ContainerSummary = {
  Id: '',
  Names: [],
  Image: '',
  ImageID: '',
  Command: '',
  Created: 0,
  Ports: [],
  Labels: {},
  State: 'created',
  Status: '',
  Networks: {},
  Mounts: [],
};

/** Formats that show sizes, which the daemon has to measure. */
const SIZED = /\.Size\b|^json$|\{\{\s*json\s+\.\s*\}\}/;

export const ps: DockerCommand = {
  name: 'ps',
  usage: '[OPTIONS]',
  short: 'List containers',
  calls: 'docker container ls, docker container list, docker container ps, docker ps',
  args: { exactly: 0 },
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'Those that do not run as well' },
    filterFlag,
    formatFlag,
    { name: 'last', shorthand: 'n', type: 'int', default: -1, usage: 'The newest so many, in any state' },
    { name: 'latest', shorthand: 'l', type: 'bool', usage: 'The newest one, in any state' },
    noTruncFlag,
    quietFlag('Print ids only'),
    { name: 'size', shorthand: 's', type: 'bool', usage: 'How much each takes on disk' },
  ],
  *run({ flags, client, config, process, print }) {
    const quiet = flags.bool('quiet');
    const latest = flags.bool('latest') && flags.int('last') < 0;
    const limit = latest ? 1 : flags.int('last');
    const chosen = flags.string('format') || (quiet ? '' : config.text('psFormat'));
    const raw = chosen === 'raw' ? rawContainers(quiet, flags.bool('size')) : undefined;
    const size = flags.bool('size') || SIZED.test(chosen);
    if (chosen !== '' && raw === undefined) checkListFormat(chosen, containerFormat(false, 0), NOTHING);
    const rows = yield* client.ask('GET /containers/json', (daemon) =>
      daemon.containers.list({
        all: flags.bool('all') || latest || limit > 0,
        limit,
        size,
        filters: readFilters(flags.strings('filter')),
      }),
    );
    const usual = containerTable(quiet, flags.bool('size'));
    const format = chosen === '' || chosen.trim() === 'table' ? usual : chosen;
    print(formatList(raw ?? format, containerFormat(flags.bool('no-trunc'), process.clock.now), rows));
    return 0;
  },
};
