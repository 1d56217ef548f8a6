/** exec's streams: there before the command is, so that a client can have them while it is being started. */
import type { Stream } from '../client/door';
import type { Clock } from '../clock';
import { type Input, type Output, Pipe } from '../processes/pipe';
import type { Exit, Process, Tty } from '../processes/process';
import { Pty } from '../processes/pty';
import { terminalInput } from './terminalInput';

export interface ProcessStreams {
  readonly stdin?: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly tty: Tty | undefined;
}

export interface ExecSessionOptions {
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Milliseconds from the command's start until keys reach its terminal: a shell has its prompt by then. */
const KEYS_AFTER = 10;

export class ExecSession {
  /** The caller's ends. */
  readonly stream: Stream;
  readonly #clock: Clock;
  readonly #options: ExecSessionOptions;
  readonly #stdin = new Pipe();
  readonly #stdout = new Pipe();
  readonly #stderr = new Pipe();
  readonly #pty: Pty | undefined;
  readonly #endListeners = new Set<(end: Exit) => void>();
  #exit: Exit | undefined;
  /** What was typed before the command could read it; undefined once it can. */
  #ahead: string | undefined = '';

  constructor(clock: Clock, options: ExecSessionOptions) {
    this.#clock = clock;
    this.#options = options;
    const show = (text: string) => this.#stdout.write(text);
    this.#pty = options.tty ? new Pty({ columns: options.columns ?? 80, rows: options.rows ?? 24, show }) : undefined;
    const pty = this.#pty;
    this.stream = {
      stdin: pty === undefined ? this.#stdin : this.#keyboard(pty),
      stdout: this.#stdout,
      stderr: this.#stderr,
      onEnd: (listener) => this.#onEnd(listener),
      resize: (columns, rows) => pty?.resize(columns, rows),
      close: () => {
        this.#stdout.abandon();
        this.#stderr.abandon();
        this.#stdin.close();
        pty?.hangUp();
      },
    };
  }

  /** Starts the command on them. */
  start(spawn: (streams: ProcessStreams) => Process): Process {
    const pty = this.#pty;
    const input = this.#options.stdin ? (pty?.input ?? this.#stdin) : undefined;
    const process = spawn({
      stdout: pty?.output ?? this.#stdout,
      stderr: pty?.output ?? this.#stderr,
      tty: pty,
      ...(input === undefined ? {} : { stdin: input }),
    });
    if (pty !== undefined) {
      pty.foreground = [process];
      this.#clock.after(KEYS_AFTER, () => {
        if (this.#ahead) pty.type(this.#ahead);
        this.#ahead = undefined;
      });
    }
    process.onExit((exit) => this.#end(exit));
    return process;
  }

  /** The command could not be started: says so on standard output, as Docker does, and ends. */
  refuse(message: string, code: number): void {
    this.#stdout.write(message);
    this.#end({ code });
  }

  /** Types at the terminal, or keeps what is typed before the command runs. */
  #keyboard(pty: Pty): Output {
    const keys = terminalInput(pty);
    return {
      ...keys,
      write: (text) => {
        if (this.#ahead === undefined) return keys.write(text);
        this.#ahead += text;
        return true;
      },
    };
  }

  #end(exit: Exit): void {
    this.#exit = exit;
    this.#stdout.close();
    this.#stderr.close();
    for (const listener of [...this.#endListeners]) listener(exit);
    this.#endListeners.clear();
  }

  #onEnd(listener: (end: Exit) => void): () => void {
    const exit = this.#exit;
    if (exit !== undefined) {
      const timer = this.#clock.after(0, () => listener(exit));
      return () => timer.cancel();
    }
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }
}
