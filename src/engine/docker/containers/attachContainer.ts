/** `docker attach`, and the streams of `docker run`. */
import { ok } from '../../../base/result';
import type { Stream } from '../../client/door';
import { Pipe } from '../../processes/pipe';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { conflict } from '../refusal';
import { recordContainer } from './containerEvents';
import type { DockerContainer } from './dockerContainer';

export function attachContainer(
  context: DaemonContext,
  container: DockerContainer,
  options: { readonly stdin: boolean; readonly logs: boolean },
): Answer<Stream> {
  if (container.paused) {
    return conflict(`Container ${container.name} is paused, unpause the container before attach.`);
  }
  if (container.restarting) {
    return conflict(`Container ${container.name} is restarting, wait until the container is running before attach.`);
  }
  recordContainer(context, container, 'attach');
  const { openStdin, stdinOnce } = container.config;
  const stream = container.container.attach({ stdin: options.stdin && openStdin, closesStdin: stdinOnce });
  return ok(options.logs ? withLogs(container, stream) : stream);
}

/** The same stream, with what was written before in front. */
function withLogs(container: DockerContainer, stream: Stream): Stream {
  const joined = { stdout: new Pipe(), stderr: new Pipe() };
  for (const line of container.container.log.lines) joined[line.stream].write(line.text);
  for (const name of ['stdout', 'stderr'] as const) {
    const forward = () => {
      const text = stream[name].take();
      if (text === undefined) joined[name].close();
      else joined[name].write(text);
    };
    stream[name].onReadable(forward);
    forward();
  }
  return {
    ...stream,
    stdout: joined.stdout,
    stderr: joined.stderr,
    close: () => {
      joined.stdout.abandon();
      joined.stderr.abandon();
      stream.close();
    },
  };
}
