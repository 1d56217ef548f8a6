import { keyOf } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import type { Clock, Timer } from '../clock';

/** A pod that waits for a node. */
export interface QueuedPod {
  readonly key: string;
  pod: Pod;
  attempts: number;
  /** When the last attempt failed. */
  failedAt: number;
  /** The plugins that refused nodes in the last attempt: only what may change their mind wakes the pod. */
  refusedBy: ReadonlySet<string>;
  state: 'active' | 'backing-off' | 'unschedulable';
  /** What caused the pod to be active: goes on as the cause of the decision. */
  cause: number;
  timer: Timer | undefined;
}

const FIRST_BACK_OFF = 1000;
const LAST_BACK_OFF = 10_000;
/** After so long an unschedulable pod is tried again though nothing happened that should help. */
const LEFTOVER_AFTER = 5 * 60_000;
const LEFTOVER_CHECK = 30_000;

/**
 * The pods without a node: the active ones in order of priority and arrival, those that back off after a failure
 * (1 s, doubling up to 10 s), and those that wait for something to change.
 */
export class SchedulingQueue {
  readonly #clock: Clock;
  readonly #pods = new Map<string, QueuedPod>();
  /** Active pods by priority, each in order of arrival. */
  readonly #active = new Map<number, Map<string, QueuedPod>>();
  readonly #onActive: () => void;
  #leftovers: Timer | undefined;

  constructor(clock: Clock, onActive: () => void) {
    this.#clock = clock;
    this.#onActive = onActive;
    this.#watchLeftovers();
  }

  stop(): void {
    this.#leftovers?.cancel();
    for (const queued of this.#pods.values()) queued.timer?.cancel();
    this.#pods.clear();
    this.#active.clear();
  }

  /** The waiting pods, whatever they wait for. */
  get size(): number {
    return this.#pods.size;
  }

  get(key: string): QueuedPod | undefined {
    return this.#pods.get(key);
  }

  add(pod: Pod): void {
    const key = keyOf(pod);
    if (this.#pods.has(key)) {
      this.update(pod);
      return;
    }
    const queued: QueuedPod = {
      key,
      pod,
      attempts: 0,
      failedAt: 0,
      refusedBy: new Set(),
      state: 'active',
      cause: this.#clock.cause,
      timer: undefined,
    };
    this.#pods.set(key, queued);
    this.#activate(queued);
  }

  /** A change of the pod itself. */
  update(pod: Pod): void {
    const queued = this.#pods.get(keyOf(pod));
    if (queued !== undefined) queued.pod = pod;
  }

  remove(key: string): void {
    const queued = this.#pods.get(key);
    if (queued === undefined) return;
    queued.timer?.cancel();
    this.#pods.delete(key);
    this.#withdraw(queued);
  }

  /** Takes the next pod out: the one of highest priority that has waited longest. */
  pop(): QueuedPod | undefined {
    const priority = Math.max(...this.#active.keys());
    const next = this.#active.get(priority)?.values().next().value;
    if (next === undefined) return undefined;
    this.#withdraw(next);
    this.#pods.delete(next.key);
    next.attempts++;
    return next;
  }

  get hasActive(): boolean {
    return this.#active.size > 0;
  }

  /** Puts a pod that found no node back, to wait for something that helps. */
  giveBack(queued: QueuedPod, refusedBy: ReadonlySet<string>): void {
    queued.failedAt = this.#clock.now;
    queued.refusedBy = refusedBy;
    queued.state = 'unschedulable';
    this.#pods.set(queued.key, queued);
  }

  /** Wakes every waiting pod of which `helps` says that the change may be what it waits for. */
  wake(helps: (queued: QueuedPod) => boolean): void {
    for (const queued of this.#pods.values()) {
      if (queued.state === 'unschedulable' && helps(queued)) this.wakeOne(queued);
    }
  }

  /** Makes a waiting pod active, now or when its back-off is over. */
  wakeOne(queued: QueuedPod): void {
    if (queued.state !== 'unschedulable') return;
    queued.cause = this.#clock.cause;
    const wait = queued.failedAt + backOff(queued.attempts) - this.#clock.now;
    if (wait <= 0) {
      this.#activate(queued);
      return;
    }
    queued.state = 'backing-off';
    queued.timer = this.#clock.after(wait, () => {
      queued.timer = undefined;
      this.#activate(queued);
    });
  }

  #activate(queued: QueuedPod): void {
    queued.state = 'active';
    const priority = queued.pod.spec.priority ?? 0;
    const pods = this.#active.get(priority) ?? new Map<string, QueuedPod>();
    this.#active.set(priority, pods);
    pods.set(queued.key, queued);
    this.#onActive();
  }

  #withdraw(queued: QueuedPod): void {
    for (const [priority, pods] of this.#active) {
      pods.delete(queued.key);
      if (pods.size === 0) this.#active.delete(priority);
    }
  }

  #watchLeftovers(): void {
    this.#leftovers = this.#clock.after(
      LEFTOVER_CHECK,
      () => {
        const since = this.#clock.now - LEFTOVER_AFTER;
        this.wake((queued) => queued.failedAt < since);
        this.#watchLeftovers();
      },
      { background: true },
    );
  }
}

function backOff(attempts: number): number {
  return Math.min(LAST_BACK_OFF, FIRST_BACK_OFF * 2 ** Math.max(0, attempts - 1));
}
