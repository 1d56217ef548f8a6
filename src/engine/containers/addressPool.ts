import { type AddressRange, addressRange, addressText } from '../network/address';

/** Pod addresses of a node: the lowest free one from .2 on (.1 is the bridge). */
export class AddressPool {
  readonly #range: AddressRange;
  readonly #used = new Set<string>();
  #lowest = 2;

  constructor(cidr: string) {
    this.#range = addressRange(cidr);
  }

  /** undefined when none is left. */
  take(): string | undefined {
    for (let offset = this.#lowest; offset < this.#range.size - 1; offset++) {
      const address = addressText(this.#range.first + offset);
      if (this.#used.has(address)) continue;
      this.#used.add(address);
      this.#lowest = offset + 1;
      return address;
    }
    return undefined;
  }

  give(address: string): void {
    if (!this.#used.delete(address)) return;
    for (let offset = 2; offset < this.#lowest; offset++) {
      if (addressText(this.#range.first + offset) === address) this.#lowest = offset;
    }
  }
}
