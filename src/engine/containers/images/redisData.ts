/** What a Redis server holds. Simplified: one database; texts, lists, sets and hashes. */
export type RedisValue = string | string[] | Set<string> | Map<string, string>;

interface Entry {
  value: RedisValue;
  /** Milliseconds since 1970. */
  expires: number | undefined;
}

export class RedisData {
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  /** Writes since the last dump. */
  changes = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get keys(): readonly string[] {
    return [...this.#entries.keys()].filter((key) => this.entry(key) !== undefined);
  }

  entry(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry?.expires === undefined || entry.expires > this.#now()) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, value: RedisValue, expires?: number): void {
    this.#entries.set(key, { value, expires });
    this.changes++;
  }

  delete(key: string): boolean {
    const there = this.entry(key) !== undefined;
    this.#entries.delete(key);
    if (there) this.changes++;
    return there;
  }

  expireIn(key: string, milliseconds: number): boolean {
    const entry = this.entry(key);
    if (entry === undefined) return false;
    entry.expires = this.#now() + milliseconds;
    this.changes++;
    return true;
  }

  /** Milliseconds; -1 for ever, -2 not there. */
  remaining(key: string): number {
    const entry = this.entry(key);
    if (entry === undefined) return -2;
    return entry.expires === undefined ? -1 : entry.expires - this.#now();
  }

  clear(): void {
    this.changes += this.#entries.size;
    this.#entries.clear();
  }

  /** All of it as text, for the file on disk. */
  dump(): string {
    const plain = (value: RedisValue) =>
      value instanceof Set ? { set: [...value] } : value instanceof Map ? { hash: [...value] } : value;
    const entries = this.keys.map((key) => {
      const entry = this.entry(key);
      return [key, plain(entry?.value ?? ''), entry?.expires ?? null];
    });
    return JSON.stringify(entries);
  }

  /** Takes what `dump` wrote; false when it is none of that. */
  load(dumped: string): boolean {
    try {
      type Plain = string | string[] | { set?: string[]; hash?: [string, string][] };
      for (const [key, value, expires] of JSON.parse(dumped) as [string, Plain, number | null][]) {
        const full =
          typeof value === 'string' || Array.isArray(value)
            ? value
            : value.set === undefined
              ? new Map(value.hash)
              : new Set(value.set);
        this.set(key, full, expires ?? undefined);
      }
      this.changes = 0;
      return true;
    } catch {
      return false;
    }
  }
}
