/** containerd and dockerd in their machine's process table: who ends dockerd has no daemon, until systemd starts it again. */
import type { Machine } from '../machine';
import type { Process, Program } from '../processes/process';

export interface DaemonHooks {
  /** dockerd has ended. */
  onEnd(): void;
  /** It is there again. */
  onStart(): void;
}

/** systemd's RestartSec of docker.service, in milliseconds. */
const RESTART = 2_000;

const service: Program = function* (process) {
  process.reapsAll = true;
  for (;;) yield () => () => {};
};

export class DaemonProcesses {
  readonly #machine: Machine;
  readonly #hooks: DaemonHooks;
  #dockerd: Process | undefined;
  #containerd: Process | undefined;
  #wanted = false;

  constructor(machine: Machine, hooks: DaemonHooks) {
    this.#machine = machine;
    this.#hooks = hooks;
  }

  get running(): boolean {
    return this.#dockerd !== undefined && this.#dockerd.exit === undefined;
  }

  start(): void {
    this.#wanted = true;
    if (this.running) return;
    if (this.#containerd === undefined || this.#containerd.exit !== undefined) {
      this.#containerd = this.#spawn(['/usr/bin/containerd'], 'containerd.service', 42_000_000);
    }
    const argv = ['/usr/bin/dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock'];
    const dockerd = this.#spawn(argv, 'docker.service', 78_000_000);
    this.#dockerd = dockerd;
    dockerd.onExit(() => this.#ended(dockerd));
    this.#hooks.onStart();
  }

  stop(): void {
    this.#wanted = false;
    const pid = this.#dockerd === undefined ? undefined : this.#machine.kernel.pidOf(this.#dockerd);
    if (pid !== undefined) this.#machine.kernel.signal(pid, 'SIGKILL');
  }

  /** The machine's power goes: nobody starts it again. */
  lose(): void {
    this.#wanted = false;
  }

  #ended(dockerd: Process): void {
    if (this.#dockerd !== dockerd) return;
    this.#dockerd = undefined;
    this.#hooks.onEnd();
    if (!this.#wanted) return;
    this.#machine.kernel.clock.after(RESTART, () => this.#wanted && this.start(), { background: true });
  }

  #spawn(argv: readonly string[], unit: string, memory: number): Process {
    const { kernel, files, network } = this.#machine;
    const parent = kernel.find(1);
    return kernel.spawn({
      argv,
      program: service,
      files,
      network,
      user: 'root',
      workingDirectory: '/',
      memory,
      cgroup: kernel.rootCgroup.descendant(`system.slice/${unit}`),
      ...(parent === undefined ? {} : { parent }),
    });
  }
}
