/** Connects a process's own streams with a stream of the API server: exec, attach. */

import type { ApiRequest, Stream } from '../../../engine/client/door';
import { drained } from '../../../engine/processes/pipe';
import { Pty } from '../../../engine/processes/pty';
import type { Routine } from '../../../engine/processes/routine';
import { CommandError } from '../errors';
import type { Invocation } from '../verb';
import type { ClusterAccess } from './access';

export interface PodStream {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly stdin: boolean;
  readonly tty: boolean;
}

/** Attaches to a running container until it ends. */
export function* attachToPod(invocation: Invocation, target: PodStream): Routine<number> {
  return yield* openStream(invocation, target, 'attach', []);
}

/** Runs a command in a container and gives its exit code. */
export function* execInPod(invocation: Invocation, target: PodStream, command: readonly string[]): Routine<number> {
  return yield* openStream(invocation, target, 'exec', command);
}

function* openStream(
  invocation: Invocation,
  target: PodStream,
  verb: 'attach' | 'exec',
  command: readonly string[],
): Routine<number> {
  const { process, access } = invocation;
  const { namespace, pod, container, stdin } = target;
  const tty = target.tty && process.tty !== undefined;
  const stream = yield* opened(access, {
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/pods/${pod}/${verb}`,
    query: {
      container,
      stdin: String(stdin),
      stdout: 'true',
      stderr: String(!tty),
      tty: String(tty),
      ...(command.length > 0 ? { command } : {}),
    },
  });
  return yield* pump(invocation, stream, { stdin, tty, told: verb === 'exec' });
}

/** What the kubelet refuses arrives as a text, not as a Status. */
function* opened(access: ClusterAccess, request: ApiRequest): Routine<Stream> {
  try {
    return yield* access.connect(request);
  } catch (problem) {
    if (!(problem instanceof CommandError) || problem.status?.reason !== 'InternalError') throw problem;
    throw new CommandError(problem.message);
  }
}

/** Copies both ways until the stream ends. `told`: the stream says how the command ended; attach's does not. */
function* pump(
  invocation: Invocation,
  stream: Stream,
  { stdin, tty, told }: { readonly stdin: boolean; readonly tty: boolean; readonly told: boolean },
): Routine<number> {
  const { process } = invocation;
  const terminal = tty ? process.tty : undefined;
  const restore = terminal instanceof Pty ? terminal.makeRaw() : undefined;
  if (terminal !== undefined) stream.resize(terminal.columns, terminal.rows);
  const ignoreResize = process.handle('SIGWINCH', () => terminal && stream.resize(terminal.columns, terminal.rows));
  let end: { readonly code: number; readonly message?: string } | undefined;
  const forget = stream.onEnd((ended) => {
    end = ended;
  });
  let open = stdin;
  try {
    for (;;) {
      const moved = copy(stream, process, open);
      if (moved.inputEnded) {
        open = false;
        stream.stdin.close();
      }
      if (end !== undefined && !moved.any) break;
      if (process.stdout.full) yield* drained(process.stdout);
      if (moved.any) continue;
      yield (wake) => {
        const stops = [stream.stdout.onReadable(wake), stream.stderr.onReadable(wake), stream.onEnd(wake)];
        if (open) stops.push(process.stdin.onReadable(wake));
        return () => {
          for (const stop of stops) stop();
        };
      };
    }
  } finally {
    restore?.();
    ignoreResize();
    forget();
    stream.close();
  }
  if (!told && end.code !== 0 && (end.message ?? '') === '') return 0;
  if (end.message !== undefined && end.message !== '') {
    // kubectl reports a command's own failure with its code
    if (end.code !== 0 && /^command terminated/.test(end.message)) process.stderr.write(`${end.message}\n`);
    else throw new CommandError(end.message);
  } else if (end.code !== 0) process.stderr.write(`command terminated with exit code ${end.code}\n`);
  return end.code;
}

/** Moves what is there. */
function copy(stream: Stream, process: Invocation['process'], open: boolean): { any: boolean; inputEnded: boolean } {
  let any = false;
  let inputEnded = false;
  const out = stream.stdout.take();
  if (out) process.stdout.write(out);
  const error = stream.stderr.take();
  if (error) process.stderr.write(error);
  any = Boolean(out) || Boolean(error);
  if (open) {
    const typed = process.stdin.take();
    if (typed === undefined) inputEnded = true;
    else if (typed !== '') {
      stream.stdin.write(typed);
      any = true;
    }
  }
  return { any, inputEnded };
}
