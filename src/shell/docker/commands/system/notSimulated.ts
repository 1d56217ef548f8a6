/** Commands of the real client that this world has nothing for. They are found, and say so. */
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { atOnce } from '../../options/atOnce';

type Runnable = DockerCommand & Required<Pick<DockerCommand, 'run'>>;

function missing(name: string, short: string, instead = ''): Runnable {
  return {
    name,
    usage: 'COMMAND',
    short,
    flags: [],
    raw: true,
    run: ({ path }) =>
      atOnce(() => {
        throw new CliFailure(`${path} is not simulated here${instead === '' ? '' : `: ${instead}`}`);
      }),
  };
}

const swarm = 'this Docker is no part of a swarm';

/** Managers' business: any daemon that isn't one refuses it with these words, once the client has what it needs. */
function managers(name: string, short: string, alone: readonly string[], named: readonly string[]): DockerCommand {
  const other = missing(name, short, swarm);
  return {
    ...other,
    *run(invocation) {
      const [verb = '', ...rest] = invocation.args;
      const wanted = rest.filter((word) => !word.startsWith('-'));
      if (!alone.includes(verb) && !(named.includes(verb) && wanted.length > 0)) return yield* other.run(invocation);
      yield* invocation.client.ask('GET /info', (daemon) => daemon.info());
      if (verb === 'inspect') invocation.print('[]\n');
      throw new CliFailure(`Error response from daemon: ${NO_MANAGER}`);
    },
  };
}

const NO_MANAGER =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

export const swarmCommands: readonly DockerCommand[] = [
  managers('config', 'Manage Swarm configs', ['ls'], ['inspect', 'rm']),
  managers('node', 'Manage Swarm nodes', ['ls', 'ps'], ['demote', 'inspect', 'promote', 'rm', 'update']),
  managers('secret', 'Manage Swarm secrets', ['ls'], ['inspect', 'rm']),
  managers('service', 'Manage Swarm services', ['ls'], ['create', 'inspect', 'logs', 'ps', 'rm', 'update']),
  managers('stack', 'Manage Swarm stacks', ['ls'], ['ps', 'rm', 'services']),
  missing('swarm', 'Manage Swarm', swarm),
];

export const checkpoint = { ...missing('checkpoint', 'Manage checkpoints'), hidden: true };
export const manifest = missing('manifest', 'Manage Docker image manifests and manifest lists');
export const plugin = missing('plugin', 'Manage plugins');
export const trust = missing('trust', 'Manage trust on Docker images');
export const bake = missing('bake', 'Build from a file');
