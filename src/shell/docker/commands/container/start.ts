/** docker start. */
import type { JsonObject } from '../../../../engine/docker/daemon';
import type { Routine } from '../../../../engine/processes/routine';
import { checkDetachKeys } from '../../client/detachKeys';
import { pump } from '../../client/pump';
import { signalPasser } from '../../client/signalPasser';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure, DaemonFailure } from '../../failure';
import { detachKeysFlag } from '../../options/runFlags';
import { experimentalFlag } from '../../options/sharedFlags';

export const start: DockerCommand = {
  name: 'start',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Start one or more stopped containers',
  calls: 'docker container start, docker start',
  args: { atLeast: 1 },
  complete: ['stopped containers'],
  flags: [
    { name: 'attach', shorthand: 'a', type: 'bool', usage: 'Show its output and pass signals on' },
    experimentalFlag('checkpoint', 'string', 'Go on from this checkpoint'),
    experimentalFlag('checkpoint-dir', 'string', 'Where checkpoints are'),
    detachKeysFlag,
    { name: 'interactive', shorthand: 'i', type: 'bool', usage: 'Pass input on as well' },
  ],
  *run(invocation) {
    const { args, flags, client, print, printError } = invocation;
    if (flags.bool('attach') || flags.bool('interactive')) return yield* startAttached(invocation);
    const failed: string[] = [];
    for (const name of args) {
      try {
        yield* client.wait<void>(`POST /containers/${name}/start`, (daemon, done) =>
          daemon.containers.start(name, done),
        );
        print(`${name}\n`);
      } catch (problem) {
        if (!(problem instanceof CliFailure)) throw problem;
        printError(`${problem.message}\n`);
        failed.push(name);
      }
    }
    if (failed.length > 0) throw new CliFailure(`Error: failed to start containers: ${failed.join(', ')}`);
    return 0;
  },
};

function* startAttached({ args, flags, client, config, process }: Invocation): Routine<number> {
  const [name = '', ...others] = args;
  if (others.length > 0) throw new CliFailure('you cannot start and attach multiple containers at once');
  const document = yield* client.ask(`GET /containers/${name}/json`, (daemon) => daemon.containers.inspect(name));
  const { Tty, OpenStdin } = document['Config'] as JsonObject;
  const { AutoRemove } = document['HostConfig'] as JsonObject;
  const id = String(document['Id']);
  const stdin = OpenStdin === true && flags.bool('interactive');
  const tty = Tty === true;
  const detachKeys = flags.string('detach-keys') || config.text('detachKeys');
  checkDetachKeys(detachKeys);
  const stream = yield* client.ask(`POST /containers/${id}/attach`, (daemon) =>
    daemon.containers.attach(id, { stdin, logs: false }),
  );
  const ended = client.begin<{ readonly StatusCode: number }>(`POST /containers/${id}/wait`, (daemon, done) =>
    daemon.containers.wait(id, AutoRemove === true ? 'removed' : 'next-exit', done),
  );
  const opening = () =>
    client.wait<void>(`POST /containers/${id}/start`, (daemon, done) => daemon.containers.start(id, done));
  const passSignal = tty && stdin ? undefined : signalPasser(client, id);
  const streams = { stdin, stdout: true, stderr: true };
  const end = yield* pump(process, stream, { ...streams, tty, detachKeys, passSignal, opening });
  if (end.detached) return 0;
  const answer = yield* ended();
  if (!answer.ok) throw new DaemonFailure(answer.error.status, answer.error.message);
  return answer.value.StatusCode;
}
