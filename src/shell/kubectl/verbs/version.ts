import { writeStructJson } from '../../text/goJson';
import { clientVersion, kustomizeVersion } from '../client/clientVersion';
import { CommandError } from '../errors';
import { writeYaml } from '../output/yaml';
import type { Verb } from '../verb';

interface ServerVersion {
  readonly major: string;
  readonly minor: string;
  readonly gitVersion: string;
}

export const version: Verb = {
  name: 'version',
  short: 'Print the versions of client and server',
  examples: '# Both versions\nkubectl version',
  usage: '[flags]',
  flags: [
    { name: 'client', type: 'bool', usage: "Print the client's version only; no server is needed." },
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      usage: "'yaml' or 'json'.",
      complete: ['yaml', 'json'],
    },
  ],
  *run({ flags, args, access, print, printError }) {
    const output = flags.string('output');
    if (args.length > 0 && !flags.bool('client')) throw new CommandError(`extra arguments: [${args.join(' ')}]`);
    if (!['', 'yaml', 'json'].includes(output)) throw new CommandError("--output must be 'yaml' or 'json'");
    let server: ServerVersion | undefined;
    let failure: unknown;
    if (!flags.bool('client')) {
      try {
        server = yield* access.call<ServerVersion>({ method: 'GET', path: '/version' });
      } catch (error) {
        failure = error;
      }
    }
    const whole = {
      clientVersion,
      kustomizeVersion,
      ...(server === undefined ? {} : { serverVersion: server }),
    };
    if (output === 'json') print(writeStructJson(whole, 2));
    else if (output === 'yaml') print(`${writeYaml(whole)}\n`);
    else {
      print(`Client Version: ${clientVersion.gitVersion}\nKustomize Version: ${kustomizeVersion}\n`);
      if (server !== undefined) print(`Server Version: ${server.gitVersion}\n`);
    }
    if (failure !== undefined) throw failure;
    const skew = Math.abs(Number(server?.minor ?? clientVersion.minor) - Number(clientVersion.minor));
    if (server !== undefined && skew > 1) {
      printError(
        `WARNING: version difference between client (1.${clientVersion.minor}) and server (${server.major}.${server.minor}) exceeds the supported minor version skew of +/-1\n`,
      );
    }
    return 0;
  },
};
