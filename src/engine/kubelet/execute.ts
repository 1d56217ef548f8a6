/** Runs a command in a container to its end and gathers what it prints. */
import { fail, ok, type Result } from '../../base/result';
import type { ContainerRuntime } from '../containers/runtime';
import { callback, type Routine } from '../processes/routine';

export interface ExecuteOutcome {
  readonly code: number;
  /** Standard output and standard error together. */
  readonly output: string;
}

/** The error is the runtime's message: the command could not be started. */
export function* execute(
  runtime: ContainerRuntime,
  id: string,
  argv: readonly string[],
): Routine<Result<ExecuteOutcome, string>> {
  const started = runtime.exec(id, argv, { tty: false, stdin: false });
  if (!started.ok) return fail(started.error.message);
  const stream = started.value;
  let output = '';
  const gather = () => {
    for (const input of [stream.stdout, stream.stderr]) {
      const text = input.take();
      if (text !== undefined) output += text;
    }
  };
  const stops = [stream.stdout.onReadable(gather), stream.stderr.onReadable(gather)];
  gather();
  const code = yield* callback<number>((done) => {
    const stop = stream.onEnd((end) => done(end.code));
    return () => {
      stop();
      stream.close();
    };
  });
  gather();
  for (const stop of stops) stop();
  return ok({ code, output });
}
