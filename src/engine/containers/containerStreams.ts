/** A container's standard streams for one run of it: a terminal or pipes, the log, and those who are attached. */
import type { Stream } from '../client/door';
import type { Clock } from '../clock';
import { type Input, type Output, Pipe } from '../processes/pipe';
import { Pty } from '../processes/pty';
import type { ContainerLog } from './containerLog';
import { terminalInput } from './terminalInput';

export interface ContainerStreamsOptions {
  readonly clock: Clock;
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly log: ContainerLog;
}

interface Tap {
  readonly stdout: Pipe;
  readonly stderr: Pipe;
}

type End = { readonly code: number };

export class ContainerStreams {
  readonly tty: Pty | undefined;
  /** What its processes read; undefined: nothing. */
  readonly input: Input | undefined;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly #options: ContainerStreamsOptions;
  readonly #stdin: Pipe | undefined;
  readonly #taps = new Set<Tap>();
  readonly #endListeners = new Set<(end: End) => void>();
  #end: End | undefined;

  constructor(options: ContainerStreamsOptions) {
    this.#options = options;
    const show = (text: string) => this.#write('stdout', text);
    if (options.tty) this.tty = new Pty({ columns: 80, rows: 24, show });
    else if (options.stdin) this.#stdin = new Pipe();
    // Without -i nobody can write to the terminal, but it is there.
    this.input = this.tty?.input ?? this.#stdin;
    this.stdout = this.tty?.output ?? this.#output('stdout');
    this.stderr = this.tty?.output ?? this.#output('stderr');
  }

  /**
   * Joins, from now on. `closesStdin`: when whoever writes has no more, neither has the container; else its standard
   * input stays open for the next one.
   */
  attach(options: { readonly stdin: boolean; readonly closesStdin?: boolean }): Stream {
    const tap: Tap = { stdout: new Pipe(), stderr: new Pipe() };
    if (this.#end === undefined) this.#taps.add(tap);
    else this.#close(tap);
    const finish = () => {
      if (options.stdin && options.closesStdin === true) this.#stdin?.close();
    };
    return {
      stdin: this.#writer(options.stdin, finish),
      stdout: tap.stdout,
      stderr: tap.stderr,
      onEnd: (listener) => this.#onEnd(listener),
      resize: (columns, rows) => this.tty?.resize(columns, rows),
      close: () => {
        this.#taps.delete(tap);
        tap.stdout.abandon();
        tap.stderr.abandon();
        finish();
      },
    };
  }

  /** The run is over. */
  end(code: number): void {
    this.#end = { code };
    for (const tap of this.#taps) this.#close(tap);
    this.#taps.clear();
    for (const listener of [...this.#endListeners]) listener(this.#end);
    this.#endListeners.clear();
  }

  #close(tap: Tap): void {
    tap.stdout.close();
    tap.stderr.close();
  }

  #onEnd(listener: (end: End) => void): () => void {
    const end = this.#end;
    if (end !== undefined) {
      const timer = this.#options.clock.after(0, () => listener(end));
      return () => timer.cancel();
    }
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  #writer(wanted: boolean, finish: () => void): Output {
    if (wanted && this.#options.stdin && this.tty !== undefined) return terminalInput(this.tty);
    const stdin = this.#stdin;
    if (!wanted || stdin === undefined) return closedOutput;
    return {
      get full() {
        return stdin.full;
      },
      write: (text) => stdin.write(text),
      onDrain: (listener) => stdin.onDrain(listener),
      close: finish,
    };
  }

  #output(stream: 'stdout' | 'stderr'): Output {
    return {
      full: false,
      write: (text) => {
        this.#write(stream, text);
        return true;
      },
      onDrain: () => () => {},
      close: () => {},
    };
  }

  #write(stream: 'stdout' | 'stderr', text: string): void {
    this.#options.log.write(stream, text);
    for (const tap of this.#taps) tap[stream].write(text);
  }
}

/** Nobody reads what is written to it. */
const closedOutput: Output = {
  full: false,
  write: () => false,
  onDrain: () => () => {},
  close: () => {},
};
