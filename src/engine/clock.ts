/**
 * The world's one clock: virtual time with a queue ordered by time, then by the order of scheduling.
 *
 * Nothing runs by itself: whoever owns the world calls `runNext` or `advanceTo`. Work that is started while an event
 * runs inherits the cause that was current then, so that every change can be followed back to what began it.
 */
export interface Timer {
  cancel(): void;
}

export interface TimerOptions {
  /**
   * True for what goes on for ever or only waits (heartbeats, resyncs, probes, back-offs): it does not keep the world
   * from being settled.
   */
  readonly background?: boolean;
  /**
   * True for work that is put off on purpose (the seconds that a pod has to stay ready, the back-off of a job): the
   * world comes to rest before it, and is settled after it.
   */
  readonly pause?: boolean;
}

interface Entry {
  time: number;
  readonly sequence: number;
  readonly run: () => void;
  readonly background: boolean;
  readonly pause: boolean;
  readonly cause: number;
  state: 'waiting' | 'cancelled' | 'done';
}

export class Clock {
  /** The trace entry (its sequence number) that what happens now is caused by; 0 when nothing is known. */
  cause = 0;
  #now: number;
  #sequence = 0;
  #executed = 0;
  #foreground = 0;
  #held = false;
  /** How many of these are pauses. */
  #pauses = 0;
  readonly #heap: Entry[] = [];

  /** `start` is the moment at which the world begins, in milliseconds since 1970. */
  constructor(start: number) {
    this.#now = start;
  }

  /** The current moment, in milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /** How many events have run. Together with `now` it names a moment in a session exactly. */
  get executed(): number {
    return this.#executed;
  }

  /** True when only background timers are left. */
  get settled(): boolean {
    return this.#foreground === 0;
  }

  /** When the next event is due; undefined when there is none. */
  get nextTime(): number | undefined {
    this.#dropCancelled();
    return this.#heap[0]?.time;
  }

  /** Runs `run` after `delay` milliseconds (0: after everything that is already due now). */
  after(delay: number, run: () => void, options: TimerOptions = {}): Timer {
    return this.at(this.#now + Math.max(0, delay), run, options);
  }

  /** Runs `run` at the moment `time`, or now if that has passed. */
  at(time: number, run: () => void, options: TimerOptions = {}): Timer {
    const entry: Entry = {
      time: Math.max(time, this.#now),
      sequence: this.#sequence++,
      run,
      background: options.background === true,
      pause: options.background !== true && options.pause === true,
      cause: this.cause,
      state: 'waiting',
    };
    this.#count(entry, 1);
    this.#push(entry);
    return {
      cancel: () => {
        if (entry.state !== 'waiting') return;
        entry.state = 'cancelled';
        this.#count(entry, -1);
      },
    };
  }

  /** Runs `run` now, with `cause` as the cause of all that it starts. */
  withCause<T>(cause: number, run: () => T): T {
    const before = this.cause;
    this.cause = cause;
    try {
      return run();
    } finally {
      this.cause = before;
    }
  }

  /** Nothing happens any more until it is released: what runs now waits for something of the real world. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
  }

  /** Moves time to the next event and runs it. False when there is none, or none until `limit`, or it is held. */
  runNext(limit = Number.POSITIVE_INFINITY): boolean {
    if (this.#held) return false;
    this.#dropCancelled();
    const entry = this.#heap[0];
    if (entry === undefined || entry.time > limit) return false;
    this.#pop();
    this.#now = entry.time;
    entry.state = 'done';
    this.#count(entry, -1);
    this.#executed++;
    this.withCause(entry.cause, entry.run);
    return true;
  }

  /** Runs everything that is due until `time` and leaves the clock there. */
  advanceTo(time: number): void {
    while (this.runNext(time));
    if (time > this.#now && !this.#held) this.#now = time;
  }

  /**
   * Time passes without anything happening, as while a machine is suspended: the clock stands at `time`, and what is
   * scheduled comes as much later as was skipped.
   */
  skipTo(time: number): void {
    const skipped = time - this.#now;
    if (skipped <= 0) return;
    this.#now = time;
    for (const entry of this.#heap) entry.time += skipped;
  }

  /**
   * Replays to an exact moment: until `executed` events have run, then the clock stands at `now`, with whatever else
   * is due then still waiting. The same inputs at the same moments make the same history.
   */
  replayTo(executed: number, now: number): void {
    while (this.#executed < executed && this.runNext());
    if (now > this.#now) this.#now = now;
  }

  /** `advanceTo` by a duration in milliseconds. */
  advance(milliseconds: number): void {
    this.advanceTo(this.#now + milliseconds);
  }

  /** Runs until only background timers are left, for at most `limit` milliseconds of cluster time. True when settled. */
  settle(limit = 60_000): boolean {
    const end = this.#now + limit;
    while (!this.settled && this.runNext(end));
    return this.settled;
  }

  /** The same, but stops before work that is only put off. True when at rest. */
  rest(limit = 60_000): boolean {
    const end = this.#now + limit;
    while (this.#foreground > this.#pauses && this.runNext(end));
    return this.#foreground === this.#pauses;
  }

  #count(entry: Entry, by: 1 | -1): void {
    if (!entry.background) this.#foreground += by;
    if (entry.pause) this.#pauses += by;
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.state === 'cancelled') this.#pop();
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent] as Entry)) break;
      heap[at] = heap[parent] as Entry;
      at = parent;
    }
    heap[at] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry)) child++;
      if (!before(heap[child] as Entry, last)) break;
      heap[at] = heap[child] as Entry;
      at = child;
    }
    heap[at] = last;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.sequence < b.sequence);
}
