import { groupVersionText } from '../client/discovery';
import { CommandError, usageError } from '../errors';
import type { Verb } from '../verb';

export const apiVersions: Verb = {
  name: 'api-versions',
  short: 'Print the API versions that the server serves, as group/version',
  examples: '# All of them\nkubectl api-versions',
  usage: '',
  flags: [],
  *run({ access, args, command, print }) {
    if (args.length > 0) throw usageError(command, `unexpected arguments: [${args.join(' ')}]`);
    const { groupVersions } = yield* access.discovery();
    if (groupVersions.length === 0) throw new CommandError("couldn't get available api versions from server");
    print(
      groupVersions
        .map((one) => `${groupVersionText(one)}\n`)
        .sort()
        .join(''),
    );
    return 0;
  },
};
