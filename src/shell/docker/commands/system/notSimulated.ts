/** Commands of the real client that this world has nothing for. They are found, and say so. */
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { atOnce } from '../../options/atOnce';

function missing(name: string, short: string, instead = ''): DockerCommand {
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

export const swarmCommands: readonly DockerCommand[] = [
  missing('config', 'Manage Swarm configs', swarm),
  missing('node', 'Manage Swarm nodes', swarm),
  missing('secret', 'Manage Swarm secrets', swarm),
  missing('service', 'Manage Swarm services', swarm),
  missing('stack', 'Manage Swarm stacks', swarm),
  missing('swarm', 'Manage Swarm', swarm),
];

export const checkpoint = { ...missing('checkpoint', 'Manage checkpoints'), hidden: true };
export const manifest = missing('manifest', 'Manage Docker image manifests and manifest lists');
export const plugin = missing('plugin', 'Manage plugins');
export const trust = missing('trust', 'Manage trust on Docker images');
export const bake = missing('bake', 'Build from a file');
