/**
 * What a kubelet does when its node runs out of memory: it says so in the node's status, ends pods one after the other, the
 * greediest of the least important first, and takes no pods that ask for nothing.
 *
 * Simplified: of the signals there is memory only, with the default threshold; all that processes hold counts as used.
 */

import type { Pod } from '../../kinds/pod';
import { qualityOfService } from '../../kinds/pods/qualityOfService';
import { compareQuantities, formatQuantity, type Quantity, quantityOf, wholeValue } from '../../kinds/quantity';
import type { Timer } from '../clock';
import type { KubeletContext } from './kubeletContext';
import type { Refusal } from './podAdmission';
import type { PodWorker } from './podWorker';

/** kubelet's `memory.available<100Mi`, its housekeeping interval, and how long pressure lasts at least. */
const THRESHOLD = '100Mi';
const PERIOD = 10_000;
const TRANSITION_PERIOD = 300_000;
/** From here on pods are needed for the cluster itself. */
const CRITICAL = 2_000_000_000;
const CONDITION = 'MemoryPressure';

interface ContainerUse {
  readonly name: string;
  readonly bytes: number;
  readonly request: Quantity;
}

export class MemoryPressure {
  readonly #context: KubeletContext;
  readonly #workers: () => readonly PodWorker[];
  readonly #tell: (reason: string, message: string) => void;
  #timer: Timer | undefined;
  /** When memory was last short. */
  #last: number | undefined;

  /** `tell` records a warning about the node. */
  constructor(
    context: KubeletContext,
    workers: () => readonly PodWorker[],
    tell: (reason: string, message: string) => void,
  ) {
    this.#context = context;
    this.#workers = workers;
    this.#tell = tell;
  }

  start(): void {
    this.#timer ??= this.#context.clock.after(
      PERIOD,
      () => {
        this.#timer = undefined;
        this.#context.clock.withCause(0, () => this.#look());
        this.start();
      },
      { background: true },
    );
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** True as long as memory is short, and five minutes longer. */
  get holds(): boolean {
    return this.#last !== undefined && this.#context.clock.now - this.#last < TRANSITION_PERIOD;
  }

  /** Why a pod may not begin here now. */
  refuse(pod: Pod): Refusal | undefined {
    if (!this.holds || isCritical(pod) || qualityOfService(pod.spec) !== 'BestEffort' || toleratesPressure(pod)) {
      return undefined;
    }
    return { reason: 'Evicted', message: `The node had condition: [${CONDITION}]. ` };
  }

  #look(): void {
    const { machine, node, clock } = this.#context;
    const available = wholeValue(node.memory) - machine.kernel.rootCgroup.memoryCurrent;
    if (available >= wholeValue(THRESHOLD)) return;
    this.#last = clock.now;
    this.#tell('EvictionThresholdMet', 'Attempting to reclaim memory');
    const [victim] = this.#workers()
      .filter((worker) => worker.active && !isCritical(worker.pod))
      .map((worker) => ({ worker, containers: this.#useOf(worker) }))
      .sort((a, b) => compareVictims(a.worker.pod, a.containers, b.worker.pod, b.containers));
    victim?.worker.evict(evictionMessage(available, victim.containers));
  }

  #useOf({ pod, records }: PodWorker): ContainerUse[] {
    return records.flatMap(({ name, id = '' }) => {
      const use = this.#context.runtime.usage(id);
      const container = pod.spec.containers.find((one) => one.name === name);
      if (use === undefined || container === undefined) return [];
      return [{ name, bytes: use.memoryBytes, request: quantityOf(container.resources?.requests?.['memory']) }];
    });
  }
}

/** Pods of manifests and of the highest priorities stay whatever happens. */
function isCritical({ metadata, spec }: Pod): boolean {
  return metadata.annotations?.['kubernetes.io/config.source'] === 'file' || (spec.priority ?? 0) >= CRITICAL;
}

function toleratesPressure({ spec }: Pod): boolean {
  return (spec.tolerations ?? []).some(
    ({ key, operator, effect }) =>
      (key === 'node.kubernetes.io/memory-pressure' || (!key && operator === 'Exists')) &&
      (!effect || effect === 'NoSchedule'),
  );
}

/** Who uses more than it asked for goes first, then the less important, then who is furthest above its request. */
function compareVictims(a: Pod, usedByA: readonly ContainerUse[], b: Pod, usedByB: readonly ContainerUse[]): number {
  const [above, otherAbove] = [excessOf(usedByA), excessOf(usedByB)];
  const greedy = Number(otherAbove > 0) - Number(above > 0);
  return greedy || (a.spec.priority ?? 0) - (b.spec.priority ?? 0) || otherAbove - above;
}

function excessOf(containers: readonly ContainerUse[]): number {
  return containers.reduce((sum, { bytes, request }) => sum + bytes - Number(request.nano / 1_000_000_000n), 0);
}

function bytesText(bytes: number): string {
  return formatQuantity({ nano: BigInt(bytes) * 1_000_000_000n, format: 'BinarySI' });
}

function evictionMessage(available: number, containers: readonly ContainerUse[]): string {
  const greedy = containers
    .filter(({ bytes, request }) => compareQuantities(quantityOf(bytes), request) > 0)
    .map(
      ({ name, bytes, request }) =>
        `Container ${name} was using ${bytesText(bytes)}, request is ${formatQuantity(request)}, has larger consumption of memory. `,
    );
  const threshold = `Threshold quantity: ${THRESHOLD}, available: ${bytesText(Math.max(0, available))}. `;
  return `The node was low on resource: memory. ${threshold}${greedy.join('')}`;
}
