/** docker search. */
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { formatList, type ListFormat } from '../../format/listFormat';
import { ellipsis } from '../../format/texts';
import { readFilters } from '../../options/filters';
import { filterFlag, formatFlag, noTruncFlag } from '../../options/sharedFlags';

interface Found {
  readonly name: string;
  readonly description: string;
  readonly star_count: number;
  readonly is_official: boolean;
}

const SEARCH = 'table {{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}';
const DESCRIPTION = 45;
/** What the registry answers when nobody says how many. */
const USUAL = 25;

export const search: DockerCommand = {
  name: 'search',
  usage: '[OPTIONS] TERM',
  short: 'Search Docker Hub for images',
  args: { exactly: 1 },
  flags: [
    filterFlag,
    formatFlag,
    { name: 'limit', type: 'int', default: 0, usage: 'So many results at the most' },
    noTruncFlag,
  ],
  *run({ args, flags, client, print }) {
    const [term = ''] = args;
    const limit = flags.int('limit');
    if (limit < 0 || limit > 100)
      throw new CliFailure(`Error response from daemon: limit ${limit} is outside the range of [1, 100]`);
    const found = yield* client.wait<readonly Found[]>(
      `GET /images/search?term=${encodeURIComponent(term)}`,
      (daemon, done) =>
        daemon.images.search(
          term,
          { limit: limit === 0 ? USUAL : limit, filters: readFilters(flags.strings('filter')) },
          done,
        ),
    );
    const given = flags.string('format');
    print(formatList(given === '' || given === 'table' ? SEARCH : given, searchFormat(flags.bool('no-trunc')), found));
    return 0;
  },
};

function searchFormat(whole: boolean): ListFormat<Found> {
  return {
    type: '*formatter.searchContext',
    fields: [
      { name: 'Name', heading: 'NAME', value: ({ name }) => name },
      {
        name: 'Description',
        heading: 'DESCRIPTION',
        value: ({ description }) => (whole ? description : ellipsis(description, DESCRIPTION)),
      },
      { name: 'StarCount', heading: 'STARS', value: ({ star_count }) => String(star_count) },
      { name: 'IsOfficial', heading: 'OFFICIAL', value: ({ is_official }) => (is_official ? '[OK]' : '') },
    ],
  };
}
