/** docker run. */

import { isTerminal } from '../../../../engine/processes/pty';
import type { Routine } from '../../../../engine/processes/routine';
import { checkDetachKeys } from '../../client/detachKeys';
import { pump } from '../../client/pump';
import { signalPasser } from '../../client/signalPasser';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure, DaemonFailure } from '../../failure';
import { attachedStreams } from '../../options/containerOptions';
import { attachedFlags, runFlags } from '../../options/runFlags';
import { createContainer, creationFailure, failureStatus, readOptions } from './createContainer';

export const run: DockerCommand = {
  name: 'run',
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  short: 'Create and run a new container from an image',
  calls: 'docker container run, docker run',
  args: { atLeast: 1 },
  inOrder: true,
  complete: ['images', 'files'],
  flags: [...runFlags, ...attachedFlags],
  *run(invocation) {
    const { flags, process } = invocation;
    const options = readOptions(invocation);
    const detached = flags.bool('detach');
    if (detached && flags.strings('attach').length > 0) {
      throw new CliFailure('conflicting options: cannot specify both --attach and --detach');
    }
    const streams = attachedStreams(flags);
    if (!detached) checkTerminal(streams.stdin, options.Tty, isTerminal(process.stdin));
    const id = yield* createContainer(invocation, options);
    if (detached) return yield* runDetached(invocation, id);
    return yield* runAttached(invocation, id, streams, options.Tty);
  },
};

/** @throws CliFailure when a terminal is asked for that is not there */
export function checkTerminal(stdin: boolean, tty: boolean, isTerminal: boolean): void {
  if (stdin && tty && !isTerminal) throw new CliFailure('the input device is not a TTY');
}

function* runDetached(invocation: Invocation, id: string): Routine<number> {
  try {
    yield* start(invocation, id);
  } finally {
    invocation.print(`${id}\n`);
  }
  return 0;
}

function* runAttached(
  invocation: Invocation,
  id: string,
  streams: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean },
  tty: boolean,
): Routine<number> {
  const { flags, client, config, process } = invocation;
  const joined = streams.stdin || streams.stdout || streams.stderr;
  const detachKeys = flags.string('detach-keys') || config.text('detachKeys');
  if (joined) checkDetachKeys(detachKeys);
  const ended = client.begin<{ readonly StatusCode: number }>(`POST /containers/${id}/wait`, (daemon, done) =>
    daemon.containers.wait(id, flags.bool('rm') ? 'removed' : 'next-exit', done),
  );
  const stream = joined
    ? yield* client.ask(`POST /containers/${id}/attach`, (daemon) =>
        daemon.containers.attach(id, { stdin: streams.stdin, logs: false }),
      )
    : undefined;
  if (stream === undefined) {
    yield* start(invocation, id);
    invocation.print(`${id}\n`);
    return 0;
  }
  const passSignal = flags.bool('sig-proxy') && !(tty && streams.stdin) ? signalPasser(client, id) : undefined;
  const opening = () => start(invocation, id);
  const end = yield* pump(process, stream, { ...streams, tty, detachKeys, passSignal, opening });
  if (end.detached) return 0;
  const answer = yield* ended();
  if (!answer.ok) throw new DaemonFailure(answer.error.status, answer.error.message);
  return answer.value.StatusCode;
}

/** @throws CliFailure with the exit status that the reason has */
function* start(invocation: Invocation, id: string): Routine<void> {
  const answer = yield* invocation.client.waitAnswer<void>(`POST /containers/${id}/start`, (daemon, done) =>
    daemon.containers.start(id, done),
  );
  if (answer.ok) return;
  const { message } = new DaemonFailure(answer.error.status, answer.error.message);
  throw creationFailure(invocation, message, failureStatus(message));
}
