/** exec and attach as streams: a command's three pipes, or one terminal. */
import type { Stream } from '../client/door';
import { type Input, type Output, Pipe } from '../processes/pipe';
import type { Exit, Process, Tty } from '../processes/process';
import { Pty } from '../processes/pty';
import type { Tap } from './container';

export interface StreamEnd {
  readonly code: number;
  readonly message?: string;
}

export interface ProcessStreams {
  readonly stdin?: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly tty: Tty | undefined;
}

/** Starts a process with streams of its own and hands out the caller's ends of them. */
export function execStream(
  options: { readonly tty: boolean; readonly stdin: boolean; readonly columns?: number; readonly rows?: number },
  start: (streams: ProcessStreams) => Process,
): Stream {
  const stdout = new Pipe();
  const stderr = new Pipe();
  const stdin = new Pipe();
  const pty = options.tty
    ? new Pty({ columns: options.columns ?? 80, rows: options.rows ?? 24, show: (text) => stdout.write(text) })
    : undefined;
  const input = options.stdin ? (pty?.input ?? stdin) : undefined;
  const process = start({
    stdout: pty?.output ?? stdout,
    stderr: pty?.output ?? stderr,
    tty: pty,
    ...(input === undefined ? {} : { stdin: input }),
  });
  if (pty !== undefined) pty.foreground = [process];
  const close = (_exit: Exit) => {
    stdout.close();
    stderr.close();
  };
  process.onExit(close);
  return {
    stdin: pty === undefined ? stdin : terminalInput(pty),
    stdout,
    stderr,
    onEnd: (listener) => process.onExit((exit) => listener({ code: exit.code })),
    resize: (columns, rows) => pty?.resize(columns, rows),
    close: () => {
      stdout.abandon();
      stderr.abandon();
      stdin.close();
      pty?.hangUp();
    },
  };
}

export interface Attachment {
  readonly tap: Tap;
  readonly pty: Pty | undefined;
  /** Where what is written goes: the container's terminal or standard input; undefined when that is not wanted. */
  readonly stdin: Pty | Pipe | undefined;
  onEnd(listener: (end: StreamEnd) => void): () => void;
  leave(): void;
}

export function attachStream(attachment: Attachment): Stream {
  const { tap, pty, stdin } = attachment;
  return {
    stdin: stdin instanceof Pty ? terminalInput(stdin) : (stdin ?? closed()),
    stdout: tap.stdout,
    stderr: tap.stderr,
    onEnd: attachment.onEnd,
    resize: (columns, rows) => pty?.resize(columns, rows),
    close: () => {
      attachment.leave();
      tap.stdout.abandon();
      tap.stderr.abandon();
    },
  };
}

/** Keys for a terminal, as something to write to. */
function terminalInput(pty: Pty): Output {
  return {
    full: false,
    write: (text) => {
      pty.type(text);
      return true;
    },
    onDrain: () => () => {},
    close: () => {},
  };
}

function closed(): Pipe {
  const pipe = new Pipe();
  pipe.close();
  return pipe;
}
