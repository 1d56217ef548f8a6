/** docker attach. */
import type { JsonObject } from '../../../../engine/docker/daemon';
import { isTerminal } from '../../../../engine/processes/pty';
import { checkDetachKeys } from '../../client/detachKeys';
import { pump } from '../../client/pump';
import { signalPasser } from '../../client/signalPasser';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { detachKeysFlag } from '../../options/runFlags';
import { checkTerminal } from './run';

export const attach: DockerCommand = {
  name: 'attach',
  usage: '[OPTIONS] CONTAINER',
  short: 'Attach local standard input, output, and error streams to a running container',
  calls: 'docker container attach, docker attach',
  args: { exactly: 1 },
  complete: ['running containers'],
  flags: [
    detachKeysFlag,
    { name: 'no-stdin', type: 'bool', usage: 'Pass no input on' },
    { name: 'sig-proxy', type: 'bool', default: true, usage: 'Pass signals on to it' },
  ],
  *run({ args, flags, process, client, config }) {
    const [container = ''] = args;
    const document = yield* client.ask(`GET /containers/${container}/json`, (daemon) =>
      daemon.containers.inspect(container),
    );
    const state = document['State'] as JsonObject;
    if (state['Running'] !== true) throw new CliFailure('You cannot attach to a stopped container, start it first');
    if (state['Paused'] === true) throw new CliFailure('You cannot attach to a paused container, unpause it first');
    if (state['Restarting'] === true) {
      throw new CliFailure('You cannot attach to a restarting container, wait until it is running');
    }
    const { Tty, OpenStdin } = document['Config'] as JsonObject;
    const id = String(document['Id']);
    const stdin = OpenStdin === true && !flags.bool('no-stdin');
    const tty = Tty === true;
    checkTerminal(stdin, tty, isTerminal(process.stdin));
    const detachKeys = flags.string('detach-keys') || config.text('detachKeys');
    checkDetachKeys(detachKeys);
    const ended = client.begin<{ readonly StatusCode: number }>(`POST /containers/${id}/wait`, (daemon, done) =>
      daemon.containers.wait(id, 'not-running', done),
    );
    const stream = yield* client.ask(`POST /containers/${id}/attach`, (daemon) =>
      daemon.containers.attach(id, { stdin, logs: false }),
    );
    const passSignal = flags.bool('sig-proxy') && !(tty && stdin) ? signalPasser(client, id) : undefined;
    const end = yield* pump(process, stream, { stdin, stdout: true, stderr: true, tty, detachKeys, passSignal });
    if (end.detached) throw new CliFailure('read escape sequence');
    const answer = yield* ended();
    return answer.ok ? answer.value.StatusCode : 1;
  },
};
