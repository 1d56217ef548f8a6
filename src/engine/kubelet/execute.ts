/** Runs a command in a container to its end and gathers what it prints. */
import { fail, ok, type Result } from '../../base/result';
import { callback, type Routine } from '../processes/routine';
import type { KubeletContext } from './kubeletContext';

export interface ExecuteOutcome {
  /** undefined when it did not end in time. */
  readonly code: number | undefined;
  /** Standard output and standard error together. */
  readonly output: string;
}

/** The error is the runtime's message: the command could not be started. `timeout` is in milliseconds. */
export function* execute(
  { runtime, clock }: Pick<KubeletContext, 'runtime' | 'clock'>,
  id: string,
  argv: readonly string[],
  timeout: number,
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
  const code = yield* callback<number | undefined>((done) => {
    const stop = stream.onEnd((end) => done(end.code));
    const timer = clock.after(timeout, () => done(undefined), { background: true });
    stops.push(stop, () => timer.cancel());
    return () => stream.close();
  });
  gather();
  for (const stop of stops) stop();
  if (code === undefined) {
    stream.close();
    return ok({ code, output: `command "${argv.join(' ')}" timed out` });
  }
  return ok({ code, output });
}
