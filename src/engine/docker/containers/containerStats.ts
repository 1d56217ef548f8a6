/** `docker stats`: one reading of a container. */
import type { ContainerStats } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import type { DockerContainer } from './dockerContainer';

interface Reading {
  readonly time: number;
  readonly cpu: number;
}

/** CPU use is measured between two readings that lie at most so many milliseconds apart. */
const LONGEST = 10_000;

export class StatsReader {
  readonly #context: DaemonContext;
  readonly #last = new WeakMap<DockerContainer, Reading>();

  constructor(context: DaemonContext) {
    this.#context = context;
  }

  read(container: DockerContainer): ContainerStats {
    const common = { Id: container.id, Name: container.name };
    const { kernel } = this.#context.machine;
    const cgroup = container.container.place?.cgroup;
    if (cgroup === undefined) {
      const nothing = { cpuPercent: 0, memoryBytes: 0, memoryLimitBytes: 0, networkReceived: 0, networkSent: 0 };
      return { ...common, ...nothing, blockRead: 0, blockWritten: 0, pids: 0 };
    }
    const traffic = this.#traffic(container);
    return {
      ...common,
      cpuPercent: this.#cpu(container, cgroup.cpuUsage),
      memoryBytes: cgroup.memoryCurrent,
      memoryLimitBytes: Math.min(cgroup.memoryMax ?? kernel.memoryBytes, kernel.memoryBytes),
      networkReceived: traffic.received,
      networkSent: traffic.sent,
      blockRead: 0,
      blockWritten: 0,
      pids: cgroup.pids,
    };
  }

  #cpu(container: DockerContainer, used: number): number {
    const { now } = this.#context.clock;
    const before = this.#last.get(container);
    this.#last.set(container, { time: now, cpu: used });
    const past = before === undefined ? 0 : now - before.time;
    if (before === undefined || past <= 0 || past > LONGEST || used < before.cpu) return 0;
    return ((used - before.cpu) / past) * 100;
  }

  #traffic(container: DockerContainer): { received: number; sent: number } {
    const links = container.sandbox?.host?.links ?? [];
    const own = links.filter((link) => link.kind !== 'loopback');
    return {
      received: own.reduce((sum, link) => sum + link.received.bytes, 0),
      sent: own.reduce((sum, link) => sum + link.sent.bytes, 0),
    };
  }
}
