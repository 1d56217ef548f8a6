/** All commands of docker, in the groups of its help. A new one is a file in `commands/` and a line here. */

import { compose } from '../compose/compose';
import { builderCommands } from './commands/builder/builders';
import { attach } from './commands/container/attach';
import { commit } from './commands/container/commit';
import { cp } from './commands/container/cp';
import { create } from './commands/container/create';
import { exec } from './commands/container/exec';
import { exportContainer, importImage, load, save } from './commands/container/exportImport';
import { kill, pause, rename, restart, rm, stop, unpause, wait } from './commands/container/lifecycle';
import { logs } from './commands/container/logs';
import { diff, port, stats, top } from './commands/container/look';
import { ps } from './commands/container/ps';
import { run } from './commands/container/run';
import { start } from './commands/container/start';
import { update } from './commands/container/update';
import { build } from './commands/image/build';
import { history, rmi, tag } from './commands/image/imageCommands';
import { images } from './commands/image/images';
import { pull } from './commands/image/pull';
import { push } from './commands/image/push';
import { search } from './commands/image/search';
import { containerInspect, imageInspect, inspect } from './commands/inspect';
import {
  networkConnect,
  networkCreate,
  networkDisconnect,
  networkInspect,
  networkLs,
  networkPrune,
  networkRm,
} from './commands/network/networkCommands';
import { context } from './commands/system/context';
import { systemDf } from './commands/system/diskUsage';
import { events } from './commands/system/events';
import { info } from './commands/system/info';
import { login, logout } from './commands/system/login';
import { bake, checkpoint, manifest, plugin, swarmCommands, trust } from './commands/system/notSimulated';
import { builderPrune, containerPrune, imagePrune, systemPrune } from './commands/system/prune';
import { version } from './commands/system/version';
import { volumeCreate, volumeInspect, volumeLs, volumePrune, volumeRm } from './commands/volume/volumeCommands';
import type { DockerCommand } from './dockerCommand';

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly DockerCommand[];
}

const container: DockerCommand = {
  ...management('container', 'Manage containers'),
  commands: [
    commit,
    cp,
    exportContainer,
    update,
    attach,
    create,
    diff,
    exec,
    containerInspect,
    kill,
    logs,
    named(ps, 'ls', 'list', 'ps'),
    pause,
    port,
    containerPrune,
    rename,
    restart,
    named(rm, 'rm', 'remove'),
    run,
    start,
    stats,
    stop,
    top,
    unpause,
    wait,
  ],
};

const image: DockerCommand = {
  ...management('image', 'Manage images'),
  commands: [
    importImage,
    load,
    save,
    build,
    history,
    imageInspect,
    named(images, 'ls', 'list'),
    imagePrune,
    pull,
    push,
    named(rmi, 'rm', 'remove'),
    tag,
  ],
};

const network: DockerCommand = {
  ...management('network', 'Manage networks'),
  commands: [networkConnect, networkCreate, networkDisconnect, networkInspect, networkLs, networkPrune, networkRm],
};

const volume: DockerCommand = {
  ...management('volume', 'Manage volumes'),
  usage: 'COMMAND',
  commands: [volumeCreate, volumeInspect, volumeLs, volumePrune, volumeRm],
};

const system: DockerCommand = {
  ...management('system', 'Manage Docker'),
  commands: [events, systemDf, info, systemPrune],
};

const builder: DockerCommand = {
  ...management('builder', 'Manage builds'),
  commands: [named(build, 'build'), builderPrune, ...builderCommands],
};

const buildx: DockerCommand = {
  ...management('buildx', 'Docker Buildx'),
  plugin: true,
  commands: [named(build, 'build', 'b'), builderPrune, ...builderCommands],
};

export const commandGroups: readonly CommandGroup[] = [
  {
    title: 'Common Commands',
    commands: [run, exec, ps, build, bake, pull, push, images, login, logout, search, version, info],
  },
  {
    title: 'Management Commands',
    commands: [
      checkpoint,
      context,
      manifest,
      plugin,
      trust,
      builder,
      buildx,
      compose,
      container,
      image,
      network,
      system,
      volume,
    ],
  },
  { title: 'Swarm Commands', commands: swarmCommands },
  {
    title: 'Commands',
    commands: [
      commit,
      cp,
      events,
      exportContainer,
      importImage,
      load,
      save,
      update,
      attach,
      create,
      diff,
      history,
      inspect,
      kill,
      logs,
      pause,
      port,
      rename,
      restart,
      rm,
      rmi,
      start,
      stats,
      stop,
      tag,
      top,
      unpause,
      wait,
    ],
  },
];

export const rootCommands: readonly DockerCommand[] = commandGroups.flatMap(({ commands }) => commands);

function management(name: string, short: string): Omit<DockerCommand, 'commands'> {
  return { name, short, usage: '', flags: [] };
}

/** The same command under another name. */
function named(command: DockerCommand, name: string, ...aliases: readonly string[]): DockerCommand {
  return { ...command, name, aliases };
}
