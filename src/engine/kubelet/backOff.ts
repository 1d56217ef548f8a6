/** Delays that double with each failure, by key, as client-go's flowcontrol.Backoff keeps them. */
import type { Clock } from '../clock';

interface Entry {
  delay: number;
  updated: number;
}

export class BackOff {
  readonly #clock: Clock;
  readonly #initial: number;
  readonly #maximum: number;
  readonly #entries = new Map<string, Entry>();

  /** Durations in milliseconds; kubelets begin with 10 s and end at 5 minutes. */
  constructor(clock: Clock, initial = 10_000, maximum = 300_000) {
    this.#clock = clock;
    this.#initial = initial;
    this.#maximum = maximum;
  }

  /** The current delay, 0 when there is none. */
  delay(key: string): number {
    return this.#entries.get(key)?.delay ?? 0;
  }

  /** Notes a failure whose story began at `moment`; one that is twice the maximum old is forgotten first. */
  next(key: string, moment: number): void {
    const entry = this.#entries.get(key);
    const delay =
      entry === undefined || this.#expired(entry, moment) ? this.#initial : Math.min(entry.delay * 2, this.#maximum);
    this.#entries.set(key, { delay, updated: this.#clock.now });
  }

  /** True while less than the delay has passed since `moment`. */
  waitingSince(key: string, moment: number): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined || this.#expired(entry, moment)) return false;
    return this.#clock.now - moment < entry.delay;
  }

  /** True while less than the delay has passed since the last failure was noted. */
  waiting(key: string): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && this.waitingSince(key, entry.updated);
  }

  forget(keyPrefix: string): void {
    for (const key of [...this.#entries.keys()]) if (key.startsWith(keyPrefix)) this.#entries.delete(key);
  }

  #expired(entry: Entry, moment: number): boolean {
    return moment - entry.updated > 2 * this.#maximum;
  }
}

/** A duration as Go prints it, to the millisecond: `804ms`, `10s`, `1m20s`, `5m0s`. */
export function goDuration(duration: number): string {
  const milliseconds = Math.trunc(duration);
  const seconds = Math.trunc(milliseconds / 1000);
  if (milliseconds < 1000) return `${milliseconds}ms`;
  const fraction =
    milliseconds % 1000 === 0
      ? ''
      : `.${String(milliseconds % 1000)
          .padStart(3, '0')
          .replace(/0+$/, '')}`;
  if (seconds < 60) return `${seconds}${fraction}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 60) return `${minutes}m${seconds % 60}${fraction}s`;
  return `${Math.trunc(minutes / 60)}h${minutes % 60}m${seconds % 60}${fraction}s`;
}
