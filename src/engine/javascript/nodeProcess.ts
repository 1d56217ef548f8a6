/** A running Node.js: its isolate, its event loop, and what connects them to the simulated process. */
import type { Timer } from '../clock';
import { useCpu } from '../processes/cpu';
import { type Process, type Signal, signalNumbers } from '../processes/process';
import type { Routine } from '../processes/routine';
import { type HostCall, Isolate, type IsolateLimit } from './isolate';
import { digestOf } from './nodeDigests';
import { answerFiles, type FileQuestion } from './nodeFiles';
import { NodeNetwork } from './nodeNetwork';
import type { CompiledQuickJs } from './quickJsTypes';

type NodeEvent = Readonly<Record<string, unknown>> & { readonly kind: string };

export interface NodeStart {
  /** `20.18.1`. */
  readonly version: string;
  readonly argv: readonly string[];
  /** A module's path or name as given; unused with `evalText`. */
  readonly main: string;
  readonly evalText?: string;
  readonly print: boolean;
}

/** What Node holds before it has run anything, in bytes. */
const BASE_MEMORY = 38 * 1024 * 1024;
/** The heap's limit where no cgroup sets a lower one; the real one is some gigabytes. */
const HEAP = 64 * 1024 * 1024;
/** With less no script begins. */
const LEAST_HEAP = 2 * 1024 * 1024;
/** Timers and computations longer than this, in milliseconds: they don't keep the world from being settled. */
const LONG = 500;
/** After so many milliseconds of CPU time in one turn the process is said to be stuck. */
const STUCK = 5000;
const HEAP_FULL = `
<--- Last few GCs --->


<--- JS stacktrace --->

FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
`;

export class NodeProcess {
  readonly #process: Process;
  readonly #start: NodeStart;
  readonly #events: NodeEvent[] = [];
  readonly #timers = new Map<number, { readonly timer: Timer; kept: boolean }>();
  readonly #signals = new Map<string, () => void>();
  readonly #network: NodeNetwork;
  readonly #isolate: Isolate;
  readonly #heap: number;
  #reading = false;
  #inputOver = false;
  #stopReading: (() => void) | undefined;
  #wake: (() => void) | undefined;
  #status: number | undefined;

  constructor(module: CompiledQuickJs, process: Process, start: NodeStart) {
    this.#process = process;
    this.#start = start;
    this.#network = new NodeNetwork(process, (event) => this.#push(event as NodeEvent));
    const limit = process.cgroup.memoryLimit;
    this.#heap = limit === undefined ? HEAP : Math.max(LEAST_HEAP, Math.min(HEAP, limit - BASE_MEMORY));
    this.#isolate = new Isolate({
      module,
      calls: this.#calls(),
      now: () => process.clock.now,
      random: () => process.random.next(),
      memory: this.#heap,
    });
    this.#account();
  }

  /** Lives until nothing is left to do, or `process.exit`. */
  *run(): Routine<number> {
    try {
      this.#push({ kind: 'main' });
      for (;;) {
        const event = this.#events.shift();
        if (event !== undefined) {
          yield* this.#turn(event);
          if (this.#status !== undefined) return this.#status;
        } else if (this.#busy) yield* this.#sleep();
        else {
          yield* this.#turn({ kind: 'beforeExit' });
          if (this.#status !== undefined) return this.#status;
          if (this.#events.length > 0 || this.#busy) continue;
          yield* this.#turn({ kind: 'exit' });
          return this.#status ?? 0;
        }
      }
    } finally {
      this.#end();
    }
  }

  get #busy(): boolean {
    if (this.#network.busy || (this.#reading && !this.#inputOver)) return true;
    return [...this.#timers.values()].some((timer) => timer.kept);
  }

  *#sleep(): Routine<void> {
    while (this.#events.length === 0)
      yield (wake) => {
        this.#wake = wake;
        return () => {
          this.#wake = undefined;
        };
      };
  }

  *#turn(event: NodeEvent): Routine<void> {
    const turn = this.#isolate.turn(event);
    for (let over = false; !over; ) {
      over = turn.next().done === true;
      this.#account();
      const { limit } = this.#isolate;
      if (this.#status === undefined && limit !== undefined) yield* this.#limited(limit);
      // What takes long doesn't keep the world from being settled.
      const background = this.#isolate.turnTime > LONG;
      if (this.#isolate.turnTime > STUCK) this.#process.trouble = 'hung';
      yield* useCpu(this.#process, this.#isolate.takeCpuTime(), { background });
    }
    if (this.#process.trouble === 'hung') this.#process.trouble = undefined;
  }

  /** A turn that never ends goes on for ever; a heap that is full is the end. What had begun at the limit can't go on. */
  *#limited(limit: IsolateLimit): Routine<void> {
    const process = this.#process;
    if (limit === 'interrupted') {
      process.trouble = 'hung';
      for (;;) yield* useCpu(process, 1000, { background: true });
    }
    if (limit === 'stack overflow') {
      process.stderr.write(`RangeError: Maximum call stack size exceeded\n\nNode.js v${this.#start.version}\n`);
      this.#status = 1;
      return;
    }
    const allowed = process.cgroup.memoryLimit;
    process.trouble = 'out of memory';
    if (allowed !== undefined && this.#heap < HEAP) {
      // The group's limit was in the way, not Node's: the kernel kills.
      process.setMemory(allowed + 1);
      yield* useCpu(process, 1);
    }
    process.stderr.write(HEAP_FULL);
    this.#status = 134;
  }

  #account(): void {
    this.#process.setMemory(BASE_MEMORY + this.#isolate.memoryBytes);
  }

  #push(event: NodeEvent): void {
    this.#events.push(event);
    this.#wake?.();
  }

  #end(): void {
    this.#network.end();
    this.#stopReading?.();
    for (const { timer } of this.#timers.values()) timer.cancel();
    for (const stop of this.#signals.values()) stop();
  }

  #calls(): Readonly<Record<string, HostCall>> {
    const process = this.#process;
    const network = this.#network;
    const calls: Record<string, HostCall> = {
      info: () => this.#info(),
      write: ({ descriptor, text }: { descriptor: number; text: string }) => {
        if (this.#status === undefined) (descriptor === 2 ? process.stderr : process.stdout).write(text);
      },
      exit: ({ code }: { code: number }) => {
        this.#status ??= Math.trunc(code) & 255;
        this.#isolate.stop();
      },
      cwd: () => ({ value: process.workingDirectory }),
      chdir: ({ path }: { path: string }) => this.#changeDirectory(path),
      hostname: () => ({ value: process.hostname }),
      uptime: () => ({ value: Math.round((process.clock.now - process.started) / 1000) + 1000 }),
      machine: () => {
        const { memoryBytes, cpus } = process.kernel;
        return { memory: memoryBytes, free: Math.round(0.6 * memoryBytes), cpus };
      },
      digest: ({ algorithm, data }: { algorithm: string; data: string }) => ({ value: digestOf(algorithm, data) }),
      memory: () => ({ value: this.#isolate.memoryBytes }),
      cpu: () => ({ value: process.cpuTime }),
      interfaces: () => ({ value: interfacesOf(process) }),
      kill: ({ pid, signal }: { pid: number; signal: string }) => {
        const known = signal === '0' || signal in signalNumbers;
        if (!known) return { code: 'EINVAL' };
        return process.kernel.signal(pid, signal as Signal) ? {} : { code: 'ESRCH' };
      },
      fs: (question: FileQuestion) => answerFiles(process.files, question),
      timer: (timer: { id: number; delay: number; repeat: boolean }) => this.#startTimer(timer),
      timerStop: ({ id }: { id: number }) => this.#stopTimer(id),
      timerRef: ({ id, ref }: { id: number; ref: boolean }) => {
        const timer = this.#timers.get(id);
        if (timer !== undefined) timer.kept = ref;
      },
      signal: ({ name, on }: { name: string; on: boolean }) => this.#handle(name, on),
      stdin: ({ on }: { on: boolean }) => this.#read(on),
      listen: (question: { id: number; port: number; address?: string }) => network.listen(question),
      close: (question: { id: number }) => network.close(question),
      serverRef: (question: { id: number; ref: boolean }) => network.keep(question),
      respond: (question: Parameters<NodeNetwork['respond']>[0]) => network.respond(question),
      respondPart: (question: Parameters<NodeNetwork['respondPart']>[0]) => network.respondPart(question),
      respondEnd: (question: { id: number }) => network.respondEnd(question),
      respondCut: (question: { id: number }) => network.respondCut(question),
      request: (question: Parameters<NodeNetwork['request']>[0]) => network.request(question),
      cancel: (question: { id: number }) => network.cancel(question),
    };
    return calls;
  }

  #info(): unknown {
    const process = this.#process;
    const { version, argv, main, evalText, print } = this.#start;
    const tty = process.tty !== undefined;
    return {
      version,
      argv,
      main,
      print,
      ...(evalText === undefined ? {} : { evalText }),
      execPath: '/usr/local/bin/node',
      env: Object.fromEntries(process.env),
      pid: process.pid,
      ppid: process.parent?.pid ?? 0,
      uid: process.uid,
      gid: process.gid,
      user: process.user,
      started: process.clock.now,
      tty: [tty, tty, tty],
      columns: process.tty?.columns,
    };
  }

  #changeDirectory(path: string): unknown {
    const whole = path.startsWith('/') ? path : `${this.#process.workingDirectory}/${path}`;
    const stat = this.#process.files.stat(whole);
    if (!stat.ok) return { code: stat.error.code };
    if (stat.value.type !== 'directory') return { code: 'ENOTDIR' };
    this.#process.workingDirectory = whole;
    return {};
  }

  #startTimer({ id, delay, repeat }: { id: number; delay: number; repeat: boolean }): void {
    const background = repeat || delay > LONG;
    const ring = () => {
      this.#push({ kind: 'timer', id });
      const kept = this.#timers.get(id)?.kept ?? true;
      if (repeat) this.#timers.set(id, { timer: this.#process.clock.after(delay, ring, { background }), kept });
      else this.#timers.delete(id);
    };
    this.#timers.set(id, {
      timer: this.#process.clock.after(delay + this.#isolate.elapsed, ring, { background }),
      kept: true,
    });
  }

  #stopTimer(id: number): void {
    this.#timers.get(id)?.timer.cancel();
    this.#timers.delete(id);
  }

  #handle(name: string, on: boolean): void {
    if (!(name in signalNumbers)) return;
    const before = this.#signals.get(name);
    if (!on) {
      before?.();
      this.#signals.delete(name);
    } else if (before === undefined) {
      const number = signalNumbers[name as Signal];
      this.#signals.set(
        name,
        this.#process.handle(name as Signal, () => this.#push({ kind: 'signal', name, number })),
      );
    }
  }

  #read(on: boolean): void {
    if (this.#reading === on) return;
    this.#reading = on;
    this.#stopReading?.();
    this.#stopReading = undefined;
    if (!on || this.#inputOver) return;
    const { stdin } = this.#process;
    const look = () => {
      for (;;) {
        const text = stdin.take();
        if (text === '') return;
        if (text === undefined) {
          this.#inputOver = true;
          this.#stopReading?.();
          this.#push({ kind: 'stdin', end: true });
          return;
        }
        this.#push({ kind: 'stdin', text });
      }
    };
    this.#stopReading = stdin.onReadable(look);
    look();
  }
}

function interfacesOf(process: Process): unknown {
  const loopback = {
    address: '127.0.0.1',
    netmask: '255.0.0.0',
    family: 'IPv4',
    mac: '00:00:00:00:00:00',
    internal: true,
  };
  const named = process.network.addresses.map((address, at) => [
    `eth${at}`,
    [{ address, netmask: '255.255.0.0', family: 'IPv4', internal: false, cidr: `${address}/16` }],
  ]);
  return { lo: [{ ...loopback, cidr: '127.0.0.1/8' }], ...Object.fromEntries(named) };
}
