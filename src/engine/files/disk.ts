/** Room for files: a machine's disk, shared by everything that is kept on it; the memory that a tmpfs may take. */
import type { DiskUsage } from './fileSystem';

export class Disk implements DiskUsage {
  /** In bytes. */
  readonly capacity: number;
  #used: number;

  constructor(capacity: number, used = 0) {
    this.capacity = capacity;
    this.#used = used;
  }

  get used(): number {
    return this.#used;
  }

  get free(): number {
    return Math.max(0, this.capacity - this.#used);
  }

  /** Takes room, or gives it back (negative). False, and nothing changes, when there is not enough left. */
  take(bytes: number): boolean {
    if (bytes > this.free) return false;
    this.#used = Math.max(0, this.#used + bytes);
    return true;
  }
}
