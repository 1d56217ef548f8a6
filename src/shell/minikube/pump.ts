/** Joins a client's own streams with those of a session elsewhere. */
import type { Stream } from '../../engine/client/door';
import { drained } from '../../engine/processes/pipe';
import type { Process } from '../../engine/processes/process';
import { Pty } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';

/** Copies both ways until the session ends; its exit code. `input`: pass standard input on. */
export function* pump(process: Process, stream: Stream, tty: boolean, input = true): Routine<number> {
  const terminal = tty ? process.tty : undefined;
  const restore = terminal instanceof Pty ? terminal.makeRaw() : undefined;
  const ignore = process.handle('SIGWINCH', () => terminal && stream.resize(terminal.columns, terminal.rows));
  let code: number | undefined;
  const forget = stream.onEnd((end) => {
    code = end.code;
  });
  let open = input;
  try {
    for (;;) {
      const out = stream.stdout.take();
      if (out) process.stdout.write(out);
      const error = stream.stderr.take();
      if (error) process.stderr.write(error);
      const typed = open ? process.stdin.take() : '';
      if (typed === undefined) {
        open = false;
        stream.stdin.close();
      } else if (typed !== '') stream.stdin.write(typed);
      if (out || error || typed) continue;
      if (code !== undefined) return code;
      if (process.stdout.full) yield* drained(process.stdout);
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
    ignore();
    forget();
    stream.close();
  }
}
