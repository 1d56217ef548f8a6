/**
 * One container: its command, its process tree in namespaces and a cgroup of its own, its log, and how it ended. It may
 * be started again: then it is a new process tree on the same files. The CRI's and Docker's containers are made of it.
 */
import { fail, ok, type Result } from '../../base/result';
import type { Stream } from '../client/door';
import type { MountedFiles } from '../files/mountedFiles';
import type { NetworkNamespace } from '../network/namespace';
import type { Capability } from '../processes/capabilities';
import type { Cgroup } from '../processes/cgroup';
import { Kernel } from '../processes/kernel';
import { CgroupNamespace, IpcNamespace, UtsNamespace } from '../processes/namespaces';
import type { Exit, Process, Signal } from '../processes/process';
import { systemMounts } from '../processes/systemMounts';
import { ContainerLog, type LogLimit } from './containerLog';
import { ContainerStreams } from './containerStreams';
import { dockerInit } from './dockerInit';
import { ExecSession } from './execSession';
import { findProgram, type Launch, type LaunchError } from './launch';
import { userOf } from './userOf';

/** What runc starts is its own second half at first; that has threads, which take the numbers behind its own. */
const RUNC_THREADS = 5;

/** What a container runs. */
export interface ContainerCommand {
  readonly argv: readonly string[];
  /** Without HOME, which follows from the user unless it is here. */
  readonly env: ReadonlyMap<string, string>;
  readonly workingDirectory: string;
  /** As configurations have it: `node`, `1000:1000`; '' for root. */
  readonly user: string;
  /** undefined: all. */
  readonly capabilities: ReadonlySet<Capability> | undefined;
  /** `--security-opt no-new-privileges`. */
  readonly noNewPrivileges?: boolean;
  /** Commands that aren't in the files run as a program that only waits. */
  readonly generic: boolean;
  /** PID 1 is a small init that passes signals on and takes in orphans (docker run --init). */
  readonly init?: boolean;
}

/** Where it runs, made for each start. What is left out of the namespaces is made anew. */
export interface ContainerPlace {
  readonly files: MountedFiles;
  readonly network: NetworkNamespace;
  /** Its own; removed when it has ended. */
  readonly cgroup: Cgroup;
  readonly hostname: string;
  readonly domainname?: string;
  /** Bytes of /dev/shm, 0 for none; the usual 64 MiB when left out. */
  readonly sharedMemoryBytes?: number;
  readonly pid?: Kernel;
  readonly uts?: UtsNamespace;
  readonly ipc?: IpcNamespace;
  readonly cgroupNamespace?: CgroupNamespace;
  /** The shim, on the machine; PID 0 from within. */
  readonly parent?: Process | undefined;
}

export interface ContainerParts {
  readonly id: string;
  /** The machine's kernel. */
  readonly kernel: Kernel;
  readonly tty: boolean;
  /** Something may be written to its standard input; else that is empty. */
  readonly stdin: boolean;
  /** How much of its log is kept; all of it when left out. */
  readonly logLimit?: LogLimit | undefined;
  readonly onExit: (container: Container) => void;
}

export interface ExecCommand {
  readonly argv: readonly string[];
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** On top of the container's. */
  readonly env?: readonly (readonly [string, string])[];
  /** The container's when left out or empty. */
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly privileged?: boolean;
}

interface Run {
  readonly command: ContainerCommand;
  readonly place: ContainerPlace;
  readonly pid: Kernel;
  readonly init: Process;
}

export class Container {
  readonly parts: ContainerParts;
  readonly log: ContainerLog;
  readonly createdAt: number;
  startedAt: number | undefined;
  finishedAt: number | undefined;
  exitCode = 0;
  exitSignal: Signal | undefined;
  /** Something in it was killed since it was started last, because memory ran out. */
  oomKilled = false;
  #streams: ContainerStreams;
  #run: Run | undefined;
  #ended = false;

  constructor(parts: ContainerParts) {
    this.parts = parts;
    const { clock } = parts.kernel;
    this.log = new ContainerLog(clock, parts.logLimit);
    this.createdAt = clock.now;
    this.#streams = this.#newStreams();
  }

  get id(): string {
    return this.parts.id;
  }

  /** `exited` also when it could not be started. */
  get state(): 'created' | 'running' | 'exited' {
    if (this.#run !== undefined) return 'running';
    return this.#ended ? 'exited' : 'created';
  }

  get paused(): boolean {
    return this.#run?.place.cgroup.frozen === true;
  }

  /** Its first process while it runs. */
  get init(): Process | undefined {
    return this.#run?.init;
  }

  /** The machine's number of its first process; 0 when it does not run. */
  get pid(): number {
    const { init } = this;
    return init === undefined ? 0 : (this.parts.kernel.pidOf(init) ?? 0);
  }

  /** Where it runs while it does. */
  get place(): (ContainerPlace & { readonly pid: Kernel }) | undefined {
    const run = this.#run;
    if (run === undefined) return undefined;
    const { uts, ipc } = run.init.namespaces;
    return { ...run.place, uts, ipc, pid: run.pid };
  }

  /** Everything that runs in it, oldest first. */
  get processes(): readonly Process[] {
    const cgroup = this.#run?.place.cgroup;
    if (cgroup === undefined) return [];
    return this.parts.kernel.processes.filter((process) => isWithin(process.cgroup, cgroup));
  }

  /** Runs its command. What runc would refuse comes back; then nothing has been started. */
  start(command: ContainerCommand, place: ContainerPlace): Result<void, LaunchError> {
    const { kernel } = this.parts;
    const user = userOf(place.files, command.user);
    if (!user.ok) return fail({ code: 126, reason: user.error, early: true });
    const env = new Map(command.env);
    if (!env.has('HOME')) env.set('HOME', user.value.home);
    const inner = place.pid ?? new Kernel(kernel.clock, kernel.random, { parent: kernel });
    const { files } = place;
    files.mountSystem(
      systemMounts({
        kernel: inner,
        cgroup: place.cgroup,
        readOnly: command.capabilities !== undefined,
        sharedMemoryBytes: place.sharedMemoryBytes,
      }),
    );
    // runc makes a working directory that isn't there.
    files.makeDirectory(command.workingDirectory, { parents: true });
    const launch = this.#launch({ kernel: inner, files, env, ...pick(command) }, command);
    if (!launch.ok) return launch;
    this.oomKilled = false;
    place.cgroup.onOutOfMemory(() => {
      this.oomKilled = true;
    });
    const { input, stdout, stderr, tty } = this.#streams;
    const init = inner.spawn({
      ...launch.value,
      env,
      workingDirectory: command.workingDirectory,
      namespaces: this.#namespaces(place, inner),
      cgroup: place.cgroup,
      user: String(user.value.uid),
      gid: user.value.gid,
      ...(command.capabilities === undefined ? {} : { capabilities: command.capabilities }),
      noNewPrivileges: command.noNewPrivileges === true,
      ...(place.parent === undefined ? {} : { parent: place.parent }),
      ...(input === undefined ? {} : { stdin: input }),
      stdout,
      stderr,
      tty,
      init: true,
    });
    inner.numberThreads(RUNC_THREADS);
    if (tty !== undefined) tty.foreground = [init];
    this.#run = { command, place, pid: inner, init };
    this.startedAt = kernel.clock.now;
    this.exitCode = 0;
    this.exitSignal = undefined;
    init.onExit((exit) => this.#end(exit));
    return ok(undefined);
  }

  /** It could not be started: that is how it has ended, for whoever is attached too. */
  failed(code: number): void {
    this.exitCode = code;
    this.finishedAt = this.parts.kernel.clock.now;
    this.#ended = true;
    this.#closeStreams(code);
  }

  /** Tells once when its first process has ended; at the next moment when it does not run. */
  onEnd(listener: () => void): () => void {
    const { init } = this;
    if (init !== undefined) return init.onExit(listener);
    const timer = this.parts.kernel.clock.after(0, listener);
    return () => timer.cancel();
  }

  /** Sends a signal to its first process, from outside of its PID namespace. */
  signal(signal: Signal): void {
    const { pid } = this;
    if (pid !== 0) this.parts.kernel.signal(pid, signal);
  }

  /** Freezes or thaws everything in it; nobody in it notices. */
  setPaused(paused: boolean): void {
    if (this.#run !== undefined) this.#run.place.cgroup.frozen = paused;
  }

  /** Runs another command in it, at once. */
  exec(command: ExecCommand): Result<Stream, LaunchError> {
    const session = new ExecSession(this.parts.kernel.clock, command);
    const started = this.startExec(command, session);
    return started.ok ? ok(session.stream) : started;
  }

  /** Runs another command in it, on streams that are there already. */
  startExec(command: ExecCommand, session: ExecSession): Result<Process, LaunchError> {
    const run = this.#run;
    if (run === undefined) return fail({ code: 126, reason: 'container not running', early: true });
    const { files } = run.place;
    const user = userOf(files, command.user || run.command.user);
    if (!user.ok) return fail({ code: 126, reason: user.error, early: true });
    const env = new Map(run.command.env);
    if (command.tty) env.set('TERM', 'xterm');
    for (const [name, value] of command.env ?? []) env.set(name, value);
    if (!env.has('HOME')) env.set('HOME', user.value.home);
    const workingDirectory = command.workingDirectory || run.command.workingDirectory;
    if (!workingDirectory.startsWith('/')) {
      return fail({ code: 126, reason: 'Cwd must be an absolute path', unstarted: true });
    }
    const directory = files.stat(workingDirectory);
    if (!directory.ok) {
      const reason = `chdir to cwd ("${workingDirectory}") set in config.json failed: no such file or directory`;
      return fail({ code: 127, reason });
    }
    const launch = findProgram({ kernel: run.pid, files, env, workingDirectory, generic: false }, command.argv);
    if (!launch.ok) return launch;
    const capabilities = command.privileged === true ? undefined : run.command.capabilities;
    const process = session.start((streams) =>
      run.pid.spawn({
        ...launch.value,
        ...streams,
        env,
        workingDirectory,
        namespaces: run.init.namespaces,
        cgroup: run.place.cgroup,
        user: String(user.value.uid),
        gid: user.value.gid,
        ...(capabilities === undefined ? {} : { capabilities }),
        noNewPrivileges: run.command.noNewPrivileges === true,
        ...(run.place.parent === undefined ? {} : { parent: run.place.parent }),
      }),
    );
    run.pid.numberThreads(RUNC_THREADS);
    return ok(process);
  }

  /** Joins its standard streams from now on, those of the next start when it does not run. */
  attach(options: { readonly stdin: boolean; readonly closesStdin?: boolean }): Stream {
    return this.#streams.attach(options);
  }

  resize(columns: number, rows: number): void {
    this.#streams.tty?.resize(columns, rows);
  }

  #launch(place: Parameters<typeof findProgram>[0], command: ContainerCommand): Result<Launch, LaunchError> {
    if (command.init !== true) return findProgram(place, command.argv);
    return ok({ program: dockerInit(place, command.argv), argv: ['/sbin/docker-init', '--', ...command.argv] });
  }

  #namespaces(place: ContainerPlace, pid: Kernel) {
    const { kernel } = this.parts;
    const uts = place.uts ?? new UtsNamespace(kernel.nextInode(), kernel.user, place.hostname);
    if (place.uts === undefined && place.domainname !== undefined && place.domainname !== '') {
      uts.domainname = place.domainname;
    }
    return {
      pid,
      uts,
      mount: kernel.mountNamespaceOf(place.files),
      network: place.network,
      ipc: place.ipc ?? new IpcNamespace(kernel.nextInode(), kernel.user),
      user: kernel.user,
      cgroup: place.cgroupNamespace ?? new CgroupNamespace(kernel.nextInode(), kernel.user, place.cgroup.path),
    };
  }

  #newStreams(): ContainerStreams {
    const { tty, stdin } = this.parts;
    return new ContainerStreams({ clock: this.parts.kernel.clock, tty, stdin, log: this.log });
  }

  #closeStreams(code: number): void {
    const streams = this.#streams;
    this.#streams = this.#newStreams();
    streams.end(code);
  }

  #end(exit: Exit): void {
    const run = this.#run;
    if (run === undefined) return;
    this.#run = undefined;
    this.#ended = true;
    this.exitCode = exit.code;
    this.exitSignal = exit.signal;
    this.finishedAt = this.parts.kernel.clock.now;
    // In a PID namespace of its own everything has ended with it; in another's the rest is killed.
    const { cgroup } = run.place;
    if (cgroup.oomKills > 0) this.oomKilled = true;
    cgroup.frozen = false;
    for (const process of cgroup.everyProcess) this.#kill(process);
    cgroup.remove();
    this.log.end();
    this.#closeStreams(exit.code);
    this.parts.onExit(this);
  }

  #kill(process: Process): void {
    const pid = this.parts.kernel.pidOf(process);
    if (pid !== undefined) this.parts.kernel.signal(pid, 'SIGKILL');
  }
}

function pick({ workingDirectory, generic }: ContainerCommand) {
  return { workingDirectory, generic };
}

function isWithin(cgroup: Cgroup, ancestor: Cgroup): boolean {
  for (let at: Cgroup | undefined = cgroup; at !== undefined; at = at.parent) if (at === ancestor) return true;
  return false;
}
