/** All commands of docker, in the groups of its help. A new one is a file in `commands/` and a line here. */

import { kill, pause, rename, restart, rm, stop, unpause, wait } from './commands/container/lifecycle';
import { ps } from './commands/container/ps';
import { history, rmi, tag } from './commands/image/imageCommands';
import { images } from './commands/image/images';
import type { DockerCommand } from './dockerCommand';

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly DockerCommand[];
}

const container: DockerCommand = {
  ...management('container', 'Manage containers'),
  commands: [
    kill,
    named(ps, 'ls', 'list', 'ps'),
    pause,
    rename,
    restart,
    named(rm, 'rm', 'remove'),
    stop,
    unpause,
    wait,
  ],
};

const image: DockerCommand = {
  ...management('image', 'Manage images'),
  commands: [history, named(images, 'ls', 'list'), named(rmi, 'rm', 'remove'), tag],
};

export const commandGroups: readonly CommandGroup[] = [
  { title: 'Common Commands', commands: [ps, images] },
  { title: 'Management Commands', commands: [container, image] },
  { title: 'Commands', commands: [history, kill, pause, rename, restart, rm, rmi, stop, tag, unpause, wait] },
];

export const rootCommands: readonly DockerCommand[] = commandGroups.flatMap(({ commands }) => commands);

function management(name: string, short: string): Omit<DockerCommand, 'commands'> {
  return { name, short, usage: '', flags: [] };
}

/** The same command under another name. */
function named(command: DockerCommand, name: string, ...aliases: readonly string[]): DockerCommand {
  return { ...command, name, aliases };
}
