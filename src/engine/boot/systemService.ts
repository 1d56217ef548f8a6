/** A service that systemd looks after, in its machine's process table: who ends its process has it started again. */
import type { Machine } from '../machine';
import type { Process, Program } from '../processes/process';

export interface SystemServiceOptions {
  readonly machine: Machine;
  readonly argv: readonly string[];
  /** Of the unit: `kubelet`. */
  readonly unit: string;
  /** What its process holds, in bytes. */
  readonly memory: number;
  /** systemd's RestartSec of the unit, in milliseconds. */
  readonly restart: number;
  /** Somebody ended its process. */
  onEnd?(): void;
  /** systemd has started it again. */
  onRestart?(): void;
}

const waiting: Program = function* () {
  for (;;) yield () => () => {};
};

export class SystemService {
  readonly #options: SystemServiceOptions;
  #process: Process | undefined;
  #wanted = false;

  constructor(options: SystemServiceOptions) {
    this.#options = options;
  }

  start(): void {
    this.#wanted = true;
    if (this.#process !== undefined) return;
    const { machine, argv, unit, memory } = this.#options;
    const { kernel, files, network } = machine;
    const parent = kernel.find(1);
    const process = kernel.spawn({
      argv,
      program: waiting,
      files,
      network,
      user: 'root',
      workingDirectory: '/',
      memory,
      cgroup: kernel.rootCgroup.descendant(`system.slice/${unit}.service`),
      ...(parent === undefined ? {} : { parent }),
    });
    this.#process = process;
    process.onExit(() => this.#ended(process));
  }

  stop(): void {
    this.#wanted = false;
    const { kernel } = this.#options.machine;
    const pid = this.#process === undefined ? undefined : kernel.pidOf(this.#process);
    if (pid !== undefined) kernel.signal(pid, 'SIGKILL');
  }

  /** The machine's power goes: nobody starts it again, and nobody is told. */
  lose(): void {
    this.#wanted = false;
    this.#process = undefined;
  }

  #ended(process: Process): void {
    if (this.#process !== process) return;
    this.#process = undefined;
    if (!this.#wanted) return;
    const { machine, restart, onEnd, onRestart } = this.#options;
    onEnd?.();
    const again = () => {
      if (!this.#wanted || this.#process !== undefined) return;
      this.start();
      onRestart?.();
    };
    machine.kernel.clock.after(restart, again, { background: true });
  }
}
