/** Counts who computes on a machine. */
export class Processors {
  readonly count: number;
  #busy = 0;
  /** CPU time used on the machine so far, in milliseconds. */
  used = 0;

  constructor(count: number) {
    this.count = count;
  }

  /** How many compute just now. */
  get busy(): number {
    return this.#busy;
  }

  enter(): void {
    this.#busy++;
  }

  leave(): void {
    this.#busy--;
  }

  /** How much longer everything takes, with one more that computes. */
  get slowness(): number {
    return Math.max(1, (this.#busy + 1) / this.count);
  }
}
