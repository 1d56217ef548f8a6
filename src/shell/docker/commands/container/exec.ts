/** docker exec. */
import { isTerminal } from '../../../../engine/processes/pty';
import { validDetachKeys } from '../../client/detachKeys';
import { pump } from '../../client/pump';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure, silentExit } from '../../failure';
import { readEnvironment } from '../../options/environment';
import { detachKeysFlag, environmentFileFlag, environmentFlag } from '../../options/runFlags';
import { checkTerminal } from './run';

export const exec: DockerCommand = {
  name: 'exec',
  usage: '[OPTIONS] CONTAINER COMMAND [ARG...]',
  short: 'Execute a command in a running container',
  calls: 'docker container exec, docker exec',
  args: { atLeast: 2 },
  inOrder: true,
  complete: ['running containers', 'files'],
  flags: [
    { name: 'detach', shorthand: 'd', type: 'bool', usage: 'In the background' },
    detachKeysFlag,
    environmentFlag,
    environmentFileFlag,
    { name: 'interactive', shorthand: 'i', type: 'bool', usage: 'Keep its standard input open' },
    { name: 'privileged', type: 'bool', usage: 'Without the usual confinement' },
    { name: 'tty', shorthand: 't', type: 'bool', usage: 'Give it a terminal' },
    { name: 'user', shorthand: 'u', type: 'string', usage: 'Its user (NAME|UID[:GROUP|GID])' },
    { name: 'workdir', shorthand: 'w', type: 'string', usage: 'Its working directory' },
  ],
  *run({ args, flags, process, client, config }) {
    const [container = '', ...command] = args;
    const detached = flags.bool('detach');
    const stdin = flags.bool('interactive') && !detached;
    const tty = flags.bool('tty');
    const env = readEnvironment(process, flags.strings('env-file'), flags.strings('env'));
    yield* client.ask(`GET /containers/${container}/json`, (daemon) => daemon.containers.inspect(container));
    if (!detached) checkTerminal(stdin, tty, isTerminal(process.stdin));
    const detachKeys = flags.string('detach-keys') || config.text('detachKeys');
    if (!validDetachKeys(detachKeys)) {
      throw new CliFailure(`Error response from daemon: Invalid escape keys (${detachKeys}) provided`);
    }
    const terminal = tty ? process.tty : undefined;
    const made = yield* client.ask(`POST /containers/${container}/exec`, (daemon) =>
      daemon.containers.exec(container, {
        Cmd: command,
        Env: env,
        User: flags.string('user'),
        WorkingDir: flags.string('workdir'),
        AttachStdin: stdin,
        Tty: tty,
        Detach: detached,
        Privileged: flags.bool('privileged'),
        ...(terminal === undefined ? {} : { columns: terminal.columns, rows: terminal.rows }),
      }),
    );
    if (detached) {
      yield* client.wait<void>(`POST /exec/${made.Id}/start`, (_daemon, done) => made.startDetached(done));
      return 0;
    }
    const stream = yield* client.ask(`POST /exec/${made.Id}/start`, () => made.start());
    const end = yield* pump(process, stream, { stdin, stdout: true, stderr: true, tty, detachKeys });
    if (end.detached) throw new CliFailure('read escape sequence');
    if (end.code !== 0) throw silentExit(end.code);
    return 0;
  },
};
