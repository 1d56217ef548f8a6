/** Joins the client's own streams with a container's, and lets go at the keys that detach. */
import type { Stream } from '../../../engine/client/door';
import { drained } from '../../../engine/processes/pipe';
import type { Process } from '../../../engine/processes/process';
import { isTerminal, Pty } from '../../../engine/processes/pty';
import type { Routine } from '../../../engine/processes/routine';
import { CliFailure } from '../failure';
import { DetachKeys } from './detachKeys';

export interface PumpOptions {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
  readonly detachKeys: string;
  /** Signals that the client gets are passed on with this; absent: they end the client. */
  readonly passSignal?: ((name: string) => void) | undefined;
  /** Starts what the stream belongs to: what was typed before is passed on first, for its terminal to echo. */
  readonly opening?: () => Routine<void>;
}

export interface PumpEnd {
  readonly detached: boolean;
  readonly code: number;
  readonly message?: string;
}

const PASSED = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2'] as const;
/** After so many that should end it the client gives up on a container that does not. */
const PATIENCE = 3;

/** Copies until the stream ends or the learner detaches. */
export function* pump(process: Process, stream: Stream, options: PumpOptions): Routine<PumpEnd> {
  const terminal = options.tty ? process.tty : undefined;
  const restore = terminal instanceof Pty && options.stdin ? terminal.makeRaw() : undefined;
  const resize = () => terminal !== undefined && stream.resize(terminal.columns, terminal.rows);
  if (isTerminal(process.stdout)) resize();
  const undo = [process.handle('SIGWINCH', resize)];
  let impatience = 0;
  if (options.passSignal !== undefined) {
    for (const signal of PASSED) {
      undo.push(
        process.handle(signal, () => {
          if (signal === 'SIGINT' || signal === 'SIGTERM') impatience++;
          options.passSignal?.(signal);
        }),
      );
    }
  }
  const keys = options.tty && options.stdin ? new DetachKeys(options.detachKeys) : undefined;
  let end: { readonly code: number; readonly message?: string } | undefined;
  undo.push(
    stream.onEnd((ended) => {
      end = ended;
    }),
  );
  let open = options.stdin;
  const move = () => {
    const moved = copy(process, stream, options, open, keys);
    if (moved.inputEnded) {
      open = false;
      stream.stdin.close();
    }
    return moved;
  };
  try {
    if (options.opening !== undefined) {
      let ahead = move();
      while (ahead.any && !ahead.detached) ahead = move();
      yield* options.opening();
      if (ahead.detached) return { detached: true, code: 0 };
    }
    for (;;) {
      const moved = move();
      if (moved.detached) return { detached: true, code: 0 };
      if (end !== undefined && !moved.any) return { detached: false, ...end };
      if (impatience >= PATIENCE) throw new CliFailure('\ngot 3 SIGTERM/SIGINTs, forcefully exiting');
      if (process.stdout.full) yield* drained(process.stdout);
      if (moved.any) continue;
      yield (wake) => {
        const stops = [stream.stdout.onReadable(wake), stream.stderr.onReadable(wake), stream.onEnd(wake)];
        if (open) stops.push(process.stdin.onReadable(wake));
        if (options.passSignal !== undefined) for (const name of PASSED) stops.push(process.handle(name, wake));
        return () => {
          for (const stop of stops) stop();
        };
      };
    }
  } finally {
    restore?.();
    for (const stop of undo) stop();
    stream.close();
  }
}

interface Moved {
  readonly any: boolean;
  readonly inputEnded: boolean;
  readonly detached: boolean;
}

function copy(
  process: Process,
  stream: Stream,
  { stdout, stderr }: PumpOptions,
  open: boolean,
  keys: DetachKeys | undefined,
): Moved {
  const out = stream.stdout.take();
  if (out && stdout) process.stdout.write(out);
  const error = stream.stderr.take();
  if (error && stderr) process.stderr.write(error);
  const any = Boolean(out) || Boolean(error);
  const typed = open ? process.stdin.take() : '';
  if (typed === undefined) return { any, inputEnded: true, detached: false };
  if (typed === '') return { any, inputEnded: false, detached: false };
  const { text, detached } = keys?.read(typed) ?? { text: typed, detached: false };
  if (text !== '') stream.stdin.write(text);
  return { any: true, inputEnded: false, detached };
}
