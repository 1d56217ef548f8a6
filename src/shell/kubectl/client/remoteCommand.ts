/** Runs a command in a container and keeps what it says, for verbs that work by such commands. */
import type { Stream } from '../../../engine/client/door';
import { drained } from '../../../engine/processes/pipe';
import type { Routine } from '../../../engine/processes/routine';
import { CommandError } from '../errors';
import type { Invocation } from '../verb';

interface RemoteTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

interface RemoteResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Gives the command `stdin` and waits for its end. @throws CommandError when it cannot be started */
export function* runInContainer(
  { access }: Invocation,
  { namespace, pod, container }: RemoteTarget,
  command: readonly string[],
  stdin?: string,
): Routine<RemoteResult> {
  const stream = yield* access.connect({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/pods/${pod}/exec`,
    query: { container, command, stdin: String(stdin !== undefined), stdout: 'true', stderr: 'true', tty: 'false' },
  });
  try {
    return yield* finished(stream, stdin);
  } finally {
    stream.close();
  }
}

function* finished(stream: Stream, stdin: string | undefined): Routine<RemoteResult> {
  let end: { readonly code: number; readonly message?: string } | undefined;
  const forget = stream.onEnd((ended) => {
    end = ended;
  });
  let stdout = '';
  let stderr = '';
  let left = stdin ?? '';
  for (;;) {
    if (left !== '' && end === undefined) {
      stream.stdin.write(left.slice(0, 32_768));
      left = left.slice(32_768);
      if (stream.stdin.full) yield* drained(stream.stdin);
      if (left === '') stream.stdin.close();
    }
    const out = stream.stdout.take() ?? '';
    const error = stream.stderr.take() ?? '';
    stdout += out;
    stderr += error;
    if (out !== '' || error !== '' || (left !== '' && end === undefined)) continue;
    if (end !== undefined) break;
    yield (wake) => {
      const stops = [stream.stdout.onReadable(wake), stream.stderr.onReadable(wake), stream.onEnd(wake)];
      return () => {
        for (const stop of stops) stop();
      };
    };
  }
  forget();
  if ((end.message ?? '') !== '' && !/^command terminated/.test(end.message ?? ''))
    throw new CommandError(end.message ?? '');
  return { code: end.code, stdout, stderr };
}
