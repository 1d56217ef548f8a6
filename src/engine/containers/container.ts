/** One container: what it is made of, its process tree, its log, and how it ended. */
import { ok, type Result } from '../../base/result';
import type { Stream } from '../client/door';
import type { FileSystem } from '../files/fileSystem';
import type { NetworkNamespace } from '../network/namespace';
import { Kernel } from '../processes/kernel';
import { type Output, Pipe } from '../processes/pipe';
import { type Exit, type Process, type Signal, signalNumbers } from '../processes/process';
import { Pty } from '../processes/pty';
import { ContainerLog } from './containerLog';
import { type Image, stopSignalOf } from './images/image';
import { findProgram, type LaunchError } from './launch';
import type { ContainerOptions, ContainerStatus } from './runtime';
import { attachStream, execStream, type StreamEnd } from './streams';

export interface ContainerParts {
  readonly id: string;
  /** The node's kernel, within which the container has its own. */
  readonly kernel: Kernel;
  readonly options: ContainerOptions;
  readonly image: Image;
  readonly imageId: string;
  readonly files: FileSystem;
  readonly network: NetworkNamespace;
  readonly hostname: string;
  readonly onExit: (container: Container) => void;
}

/** Where a container's output goes besides its log: those that are attached. */
export interface Tap {
  readonly stdout: Pipe;
  readonly stderr: Pipe;
}

export class Container {
  readonly parts: ContainerParts;
  readonly log: ContainerLog;
  readonly kernel: Kernel;
  readonly #taps = new Set<Tap>();
  readonly #endListeners = new Set<(end: StreamEnd) => void>();
  readonly #createdAt: number;
  #stdin: Pipe | undefined;
  #pty: Pty | undefined;
  #init: Process | undefined;
  #startedAt: number | undefined;
  #finishedAt: number | undefined;
  #exit: Exit | undefined;
  #failure: { readonly code: number; readonly reason: string; readonly message: string } | undefined;

  constructor(parts: ContainerParts) {
    this.parts = parts;
    const { clock, random } = parts.kernel;
    this.log = new ContainerLog(clock);
    this.kernel = new Kernel(clock, random, { parent: parts.kernel });
    this.#createdAt = clock.now;
  }

  get state(): ContainerStatus['state'] {
    if (this.#exit !== undefined || this.#failure !== undefined) return 'exited';
    return this.#startedAt === undefined ? 'created' : 'running';
  }

  get stopSignal(): Signal {
    return stopSignalOf(this.parts.image.config);
  }

  get status(): ContainerStatus {
    const { id, options, imageId } = this.parts;
    const exit = this.#exit;
    const failure = this.#failure;
    return {
      id,
      name: options.name,
      state: this.state,
      image: options.image,
      imageId,
      createdAt: this.#createdAt,
      ...(this.#startedAt === undefined ? {} : { startedAt: this.#startedAt }),
      ...(this.#finishedAt === undefined ? {} : { finishedAt: this.#finishedAt }),
      ...(exit === undefined ? {} : { exitCode: exit.code, reason: exit.code === 0 ? 'Completed' : 'Error' }),
      ...(exit?.signal === undefined ? {} : { signal: signalNumbers[exit.signal] }),
      ...(failure === undefined ? {} : { exitCode: failure.code, reason: failure.reason, message: failure.message }),
    };
  }

  /** Runs its command. What runc would refuse comes back, and the container is over before it began. */
  start(): Result<void, LaunchError> {
    const { options, files, network, hostname, image } = this.parts;
    const { tty, stdin } = options;
    const argv = commandOf(options, image);
    const env = this.environment();
    const workingDirectory = options.workingDirectory || image.config.workingDirectory || '/';
    const launch = findProgram(
      { kernel: this.kernel, files, env, workingDirectory, generic: image.generic === true },
      argv,
    );
    if (!launch.ok) return launch;
    // runc makes a working directory that isn't there.
    files.makeDirectory(workingDirectory, { parents: true });
    if (tty) this.#pty = new Pty({ columns: 80, rows: 24, show: (text) => this.#write('stdout', text) });
    else if (stdin) this.#stdin = new Pipe();
    const input = this.#pty?.input ?? this.#stdin;
    const process = this.kernel.spawn({
      argv: launch.value.argv,
      program: launch.value.program,
      env,
      workingDirectory,
      files,
      network,
      hostname,
      user: userName(image.config.user),
      stdout: this.#pty?.output ?? this.#output('stdout'),
      stderr: this.#pty?.output ?? this.#output('stderr'),
      tty: this.#pty,
      init: true,
      ...(input === undefined ? {} : { stdin: input }),
    });
    if (this.#pty !== undefined) this.#pty.foreground = [process];
    this.#init = process;
    this.#startedAt = this.kernel.clock.now;
    process.onExit((exit) => this.#end(exit));
    return ok(undefined);
  }

  /** The container never ran: the runtime refused to start it. */
  failed(code: number, reason: string, message: string): void {
    this.#failure = { code, reason, message };
    this.#finishedAt = this.kernel.clock.now;
  }

  /** Tells when its first process has ended; at the next moment if it has already. */
  onEnd(listener: () => void): void {
    if (this.#init === undefined) this.kernel.clock.after(0, listener);
    else this.#init.onExit(listener);
  }

  /** Sends a signal to its first process, from outside of its PID namespace. */
  signal(signal: Signal): void {
    const pid = this.#init === undefined ? undefined : this.parts.kernel.pidOf(this.#init);
    if (pid !== undefined) this.parts.kernel.signal(pid, signal);
  }

  /** Runs another command in it. */
  exec(argv: readonly string[], options: ExecOptions): Result<Stream, LaunchError> {
    const { files, network, hostname, image } = this.parts;
    const env = this.environment();
    if (options.tty) env.set('TERM', 'xterm');
    const workingDirectory = this.parts.options.workingDirectory || image.config.workingDirectory || '/';
    const launch = findProgram({ kernel: this.kernel, files, env, workingDirectory, generic: false }, argv);
    if (!launch.ok) return launch;
    const { kernel } = this;
    const user = userName(image.config.user);
    return ok(
      execStream(options, (streams) =>
        kernel.spawn({ ...launch.value, ...streams, env, workingDirectory, files, network, hostname, user }),
      ),
    );
  }

  /** Joins its standard streams, from now on. */
  attach(options: { readonly stdin: boolean }): Stream {
    const tap: Tap = { stdout: new Pipe(), stderr: new Pipe() };
    this.#taps.add(tap);
    return attachStream({
      tap,
      pty: this.#pty,
      stdin: options.stdin ? (this.#pty ?? this.#stdin) : undefined,
      onEnd: (listener) => {
        const exit = this.#exit;
        if (exit !== undefined) {
          const timer = this.kernel.clock.after(0, () => listener({ code: exit.code }));
          return () => timer.cancel();
        }
        this.#endListeners.add(listener);
        return () => this.#endListeners.delete(listener);
      },
      leave: () => this.#taps.delete(tap),
    });
  }

  environment(): Map<string, string> {
    const { image, options, hostname } = this.parts;
    const env = new Map<string, string>(image.config.env);
    env.set('HOSTNAME', hostname);
    if (options.tty) env.set('TERM', 'xterm');
    for (const [name, value] of options.env) env.set(name, value);
    if (!env.has('HOME')) env.set('HOME', ['', 'root', '0'].includes(image.config.user) ? '/root' : '/');
    return env;
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
    this.log.write(stream, text);
    for (const tap of this.#taps) tap[stream].write(text);
  }

  #end(exit: Exit): void {
    this.#exit = exit;
    this.#finishedAt = this.kernel.clock.now;
    this.log.end();
    for (const tap of this.#taps) {
      tap.stdout.close();
      tap.stderr.close();
    }
    for (const listener of [...this.#endListeners]) listener({ code: exit.code });
    this.#endListeners.clear();
    this.parts.onExit(this);
  }
}

export interface ExecOptions {
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** The command line: as in Kubernetes, a command replaces the image's entrypoint and drops its default arguments. */
function commandOf(options: ContainerOptions, image: Image): readonly string[] {
  const { entrypoint, command } = image.config;
  if (options.command.length > 0) return [...options.command, ...options.arguments];
  return [...entrypoint, ...(options.arguments.length > 0 ? options.arguments : command)];
}

function userName(user: string): string {
  if (user === '65535' || user === '65532') return 'nonroot';
  return user === '' ? 'root' : user;
}
