/** Gives things a place and lets them keep it: a new one takes the lowest free place and never moves the others. */
export class Slots {
  readonly #places = new Map<string, Map<string, number>>();

  /** The places of `members` of a group; places of those that are gone are free again. */
  assign(group: string, members: readonly string[]): ReadonlyMap<string, number> {
    const before = this.#places.get(group) ?? new Map<string, number>();
    const now = new Map<string, number>();
    const taken = new Set<number>();
    for (const member of members) {
      const place = before.get(member);
      if (place === undefined) continue;
      now.set(member, place);
      taken.add(place);
    }
    let next = 0;
    for (const member of members) {
      if (now.has(member)) continue;
      while (taken.has(next)) next++;
      now.set(member, next);
      taken.add(next);
    }
    this.#places.set(group, now);
    return now;
  }
}
