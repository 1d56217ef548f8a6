/** Owners that are worked out when somebody asks for them: most objects are gone before anybody does. */
import type { Ownership } from './ownership';

export type Owners = readonly Ownership[];
export type OwnersOrPending = Owners | PendingOwners;

/** More changes than this are not put off: each keeps the object's state before it in memory. */
const MOST_PENDING = 8;

export class PendingOwners {
  /** What it follows from, until it is worked out. */
  #from: OwnersOrPending | undefined;
  readonly #depth: number;
  #before: OwnersOrPending;
  #change: ((before: Owners) => Owners) | undefined;

  /** `change` must not depend on anything that can still change. */
  constructor(before: OwnersOrPending, change: (before: Owners) => Owners) {
    const depth = before instanceof PendingOwners ? before.#depthNow + 1 : 0;
    this.#from = before;
    this.#before = depth > MOST_PENDING ? settled(before) : before;
    this.#depth = depth > MOST_PENDING ? 0 : depth;
    this.#change = change;
  }

  get #depthNow(): number {
    return this.#change === undefined ? -1 : this.#depth;
  }

  /** True when it is what becomes of those by a change that has not been looked at. */
  follows(before: OwnersOrPending): boolean {
    return this.#from === before;
  }

  get owners(): Owners {
    const change = this.#change;
    if (change !== undefined) {
      this.#before = change(settled(this.#before));
      this.#change = undefined;
      this.#from = undefined;
    }
    return this.#before as Owners;
  }
}

export function settled(owners: OwnersOrPending): Owners {
  return owners instanceof PendingOwners ? owners.owners : owners;
}
