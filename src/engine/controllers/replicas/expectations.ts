import type { Clock } from '../../clock';

/** How long a controller waits for the watch to show its own writes before it stops believing in them. */
const EXPECTATIONS_TIMEOUT = 5 * 60_000;

interface Expected {
  creations: number;
  readonly deletions: Set<string>;
  readonly since: number;
}

/**
 * What a controller has written but not yet seen through its watch, for each owner. Until it has seen them, its view
 * of the pods is stale and it must not count them anew, or it would make too many.
 */
export class Expectations {
  readonly #clock: Clock;
  readonly #byOwner = new Map<string, Expected>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True when nothing is outstanding, or has been for too long. */
  satisfied(owner: string): boolean {
    const expected = this.#byOwner.get(owner);
    if (expected === undefined) return true;
    if (expected.creations <= 0 && expected.deletions.size === 0) return true;
    return this.#clock.now - expected.since > EXPECTATIONS_TIMEOUT;
  }

  expectCreations(owner: string, count: number): void {
    this.expect(owner, count, []);
  }

  expectDeletions(owner: string, pods: readonly string[]): void {
    this.expect(owner, 0, pods);
  }

  expect(owner: string, creations: number, deletions: readonly string[]): void {
    this.#byOwner.set(owner, { creations, deletions: new Set(deletions), since: this.#clock.now });
  }

  creationObserved(owner: string, count = 1): void {
    const expected = this.#byOwner.get(owner);
    if (expected !== undefined) expected.creations -= count;
  }

  deletionObserved(owner: string, pod: string): void {
    this.#byOwner.get(owner)?.deletions.delete(pod);
  }

  forget(owner: string): void {
    this.#byOwner.delete(owner);
  }
}
