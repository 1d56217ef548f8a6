/** Commands that do one thing with each container: stop, restart, kill, pause, unpause, wait, rm, rename. */
import type { Flag } from '../../../flags/flag';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { allAtOnce, eachObject } from '../../options/eachObject';

const SEVERAL = 'CONTAINER [CONTAINER...]';

const signalFlag: Flag = { name: 'signal', shorthand: 's', type: 'string', usage: 'The signal to send' };
const timeoutFlags: readonly Flag[] = [
  { name: 'timeout', shorthand: 't', type: 'int', defaultText: '', usage: 'Seconds to wait before it is killed' },
  {
    name: 'time',
    type: 'int',
    sameAs: 'timeout',
    hidden: true,
    deprecated: 'use --timeout instead',
    usage: 'Seconds to wait before it is killed',
  },
];

/** Without the slashes around it. */
function bare(name: string): string {
  return name.replace(/^\/+|\/+$/g, '');
}

function aliases(name: string): string {
  return `docker container ${name}, docker ${name}`;
}

function ending(flags: { changed(name: string): boolean; int(name: string): number; string(name: string): string }) {
  const signal = flags.string('signal');
  return {
    ...(flags.changed('timeout') ? { timeout: flags.int('timeout') } : {}),
    ...(signal === '' ? {} : { signal }),
  };
}

export const stop: DockerCommand = {
  name: 'stop',
  usage: `[OPTIONS] ${SEVERAL}`,
  short: 'Stop one or more running containers',
  calls: aliases('stop'),
  args: { atLeast: 1 },
  complete: ['running containers'],
  flags: [signalFlag, ...timeoutFlags],
  run: (invocation) =>
    allAtOnce(
      invocation,
      invocation.args,
      (name) => `POST /containers/${name}/stop`,
      (name, daemon, done) => daemon.containers.stop(name, ending(invocation.flags), done),
    ),
};

export const restart: DockerCommand = {
  name: 'restart',
  usage: `[OPTIONS] ${SEVERAL}`,
  short: 'Restart one or more containers',
  calls: aliases('restart'),
  args: { atLeast: 1 },
  complete: ['containers'],
  flags: [signalFlag, ...timeoutFlags],
  run: (invocation) =>
    eachObject(invocation, invocation.args, function* (name) {
      yield* invocation.client.wait<void>(`POST /containers/${name}/restart`, (daemon, done) =>
        daemon.containers.restart(name, ending(invocation.flags), done),
      );
      return name;
    }),
};

export const kill: DockerCommand = {
  name: 'kill',
  usage: `[OPTIONS] ${SEVERAL}`,
  short: 'Kill one or more running containers',
  calls: aliases('kill'),
  args: { atLeast: 1 },
  complete: ['running containers'],
  flags: [signalFlag],
  run: (invocation) =>
    allAtOnce(
      invocation,
      invocation.args,
      (name) => `POST /containers/${name}/kill`,
      (name, daemon, done) => daemon.containers.kill(name, invocation.flags.string('signal') || 'SIGKILL', done),
    ),
};

export const pause: DockerCommand = {
  name: 'pause',
  usage: SEVERAL,
  short: 'Pause all processes within one or more containers',
  calls: aliases('pause'),
  args: { atLeast: 1 },
  complete: ['running containers'],
  flags: [],
  run: (invocation) =>
    eachObject(invocation, invocation.args, function* (name) {
      yield* invocation.client.ask(`POST /containers/${name}/pause`, (daemon) => daemon.containers.pause(name));
      return name;
    }),
};

export const unpause: DockerCommand = {
  name: 'unpause',
  usage: SEVERAL,
  short: 'Unpause all processes within one or more containers',
  calls: aliases('unpause'),
  args: { atLeast: 1 },
  complete: ['running containers'],
  flags: [],
  run: (invocation) =>
    eachObject(invocation, invocation.args, function* (name) {
      yield* invocation.client.ask(`POST /containers/${name}/unpause`, (daemon) => daemon.containers.unpause(name));
      return name;
    }),
};

export const wait: DockerCommand = {
  name: 'wait',
  usage: SEVERAL,
  short: 'Block until one or more containers stop, then print their exit codes',
  calls: aliases('wait'),
  args: { atLeast: 1 },
  complete: ['running containers'],
  flags: [],
  run: (invocation) =>
    eachObject(invocation, invocation.args, function* (name) {
      const { StatusCode } = yield* invocation.client.wait<{ readonly StatusCode: number }>(
        `POST /containers/${name}/wait`,
        (daemon, done) => daemon.containers.wait(name, 'not-running', done),
      );
      return String(StatusCode);
    }),
};

export const rm: DockerCommand = {
  name: 'rm',
  usage: `[OPTIONS] ${SEVERAL}`,
  short: 'Remove one or more containers',
  calls: 'docker container rm, docker container remove, docker rm',
  args: { atLeast: 1 },
  complete: ['containers'],
  flags: [
    { name: 'force', shorthand: 'f', type: 'bool', usage: 'Even one that runs: it is killed' },
    { name: 'link', shorthand: 'l', type: 'bool', usage: 'Remove that link, not the container' },
    { name: 'volumes', shorthand: 'v', type: 'bool', usage: 'Its anonymous volumes as well' },
  ],
  run: (invocation) => {
    const { flags } = invocation;
    const options = { force: flags.bool('force'), link: flags.bool('link'), volumes: flags.bool('volumes') };
    return allAtOnce<void>(
      invocation,
      invocation.args,
      (name) => `DELETE /containers/${bare(name)}`,
      (name, daemon, done) => daemon.containers.remove(bare(name), options, done),
      {
        pardon: (status) => options.force && status === 404,
        unasked: (name) => (bare(name) === '' ? 'container name cannot be empty' : undefined),
      },
    );
  },
};

export const rename: DockerCommand = {
  name: 'rename',
  usage: 'CONTAINER NEW_NAME',
  short: 'Rename a container',
  calls: aliases('rename'),
  args: { exactly: 2 },
  complete: ['containers'],
  flags: [],
  *run({ args, client, printError }) {
    const [old = '', name = ''] = args.map((text) => text.trim());
    if (old === '' || name === '') throw new CliFailure('Error: Neither old nor new names may be empty');
    try {
      yield* client.ask(`POST /containers/${old}/rename`, (daemon) => daemon.containers.rename(old, name));
    } catch (problem) {
      if (!(problem instanceof CliFailure)) throw problem;
      printError(`${problem.message}\n`);
      throw new CliFailure(`Error: failed to rename container named ${old}`);
    }
    return 0;
  },
};
