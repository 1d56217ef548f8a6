/** Seeded randomness (sfc32): the same seed and the same calls give the same numbers. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(seed: number | string) {
    const text = String(seed);
    this.#a = mix(text, 0x9e3779b9);
    this.#b = mix(text, 0x243f6a88);
    this.#c = mix(text, 0xb7e15162);
    for (let i = 0; i < 12; i++) this.next();
  }

  /** A number in [0, 1). */
  next(): number {
    const sum = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  }

  /** A whole number in [0, below). */
  integer(below: number): number {
    return Math.floor(this.next() * below);
  }

  /** One of the items; the list must not be empty. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.integer(items.length)];
    if (item === undefined && items.length === 0) throw new Error('pick from an empty list');
    return item as T;
  }

  /** `length` characters out of `alphabet`. */
  token(alphabet: string, length: number): string {
    let out = '';
    for (let i = 0; i < length; i++) out += alphabet[this.integer(alphabet.length)];
    return out;
  }

  /** The five characters that the API server appends to a generateName: no vowels, no 0, 1, 3. */
  nameSuffix(): string {
    return this.token('bcdfghjklmnpqrstvwxz2456789', 5);
  }

  /** A version 4 UUID. */
  uuid(): string {
    const hex = this.token('0123456789abcdef', 32);
    const variant = '89ab'[this.integer(4)];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

function mix(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash | 0;
}
