/**
 * How load balancers find out which nodes answer: every eight seconds they ask each, and three failures in a row take a
 * node out; one answer takes it in again. Until then requests still go to it, and are lost.
 */
import type { Clock, Timer } from '../clock';
import type { Trace } from '../trace';
import type { NodePlace } from './route';

const INTERVAL = 8_000;
const FAILURES = 3;

export class HealthChecks {
  readonly #clock: Clock;
  readonly #trace: Trace;
  readonly #timers = new Map<NodePlace, Timer>();

  constructor(clock: Clock, trace: Trace) {
    this.#clock = clock;
    this.#trace = trace;
  }

  /** A node has got its power, or lost it: the checks will find out. */
  changed(node: NodePlace): void {
    this.#timers.get(node)?.cancel();
    const next = INTERVAL - (this.#clock.now % INTERVAL);
    const wait = node.powered ? next : next + (FAILURES - 1) * INTERVAL;
    const timer = this.#clock.after(wait, () => this.#found(node), { background: true });
    this.#timers.set(node, timer);
  }

  /** The node is gone altogether. */
  forget(node: NodePlace): void {
    this.#timers.get(node)?.cancel();
    this.#timers.delete(node);
  }

  #found(node: NodePlace): void {
    this.#timers.delete(node);
    if (node.inPool === node.powered) return;
    node.inPool = node.powered;
    const action = node.powered ? 'node-answers' : 'node-silent';
    this.#trace.record({ kind: 'act', actor: 'load-balancer', action, detail: { node: node.name } });
  }
}
