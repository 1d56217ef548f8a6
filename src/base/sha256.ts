/** SHA-256 (FIPS 180-4), as content addresses and checksums use it: in one go, or fed piece by piece. */

/** The first 32 bits of the fractional parts of a root of the first primes. */
function primeRoots(count: number, root: number): Int32Array {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return Int32Array.from(primes, (prime) => ((prime ** (1 / root) % 1) * 2 ** 32) | 0);
}

const CONSTANTS = primeRoots(64, 3);
const START = primeRoots(8, 2);
const BLOCK = 64;

export class Sha256 {
  readonly #state = Int32Array.from(START);
  readonly #words = new Int32Array(64);
  readonly #block = new Uint8Array(BLOCK);
  /** Bytes of the block that isn't full yet. */
  #used = 0;
  #length = 0;

  bytes(bytes: Uint8Array): this {
    for (let at = 0; at < bytes.length; at++) this.#push(bytes[at] as number);
    return this;
  }

  /** The UTF-8 bytes of a text (see utf8.ts for bytes that belong to no character); another lone surrogate counts as U+FFFD. */
  text(text: string): this {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit < 0x80) this.#push(unit);
      else if (unit < 0x800) {
        this.#push(0xc0 | (unit >> 6));
        this.#push(0x80 | (unit & 63));
      } else if (unit < 0xd800 || unit > 0xdfff) this.#pushThree(unit);
      else {
        const code = text.codePointAt(at) ?? unit;
        if (unit >= 0xdc80 && unit < 0xdd00) this.#push(unit - 0xdc00);
        else if (code === unit) this.#pushThree(0xfffd);
        else {
          at++;
          this.#push(0xf0 | (code >> 18));
          this.#push(0x80 | ((code >> 12) & 63));
          this.#push(0x80 | ((code >> 6) & 63));
          this.#push(0x80 | (code & 63));
        }
      }
    }
    return this;
  }

  /** Ends it: 64 hexadecimal digits. Nothing can be fed afterwards. */
  hex(): string {
    const length = this.#length;
    this.#push(0x80);
    while (this.#used !== BLOCK - 8) this.#push(0);
    const high = Math.floor(length / 0x20000000);
    const low = (length << 3) >>> 0;
    for (const word of [high, low]) for (const shift of [24, 16, 8, 0]) this.#push((word >>> shift) & 255);
    return Array.from(this.#state, (value) => (value >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #pushThree(code: number): void {
    this.#push(0xe0 | (code >> 12));
    this.#push(0x80 | ((code >> 6) & 63));
    this.#push(0x80 | (code & 63));
  }

  #push(byte: number): void {
    this.#block[this.#used++] = byte;
    this.#length++;
    if (this.#used < BLOCK) return;
    this.#mix();
    this.#used = 0;
  }

  #mix(): void {
    const words = this.#words;
    const block = this.#block;
    for (let at = 0, from = 0; at < 16; at++, from += 4) {
      words[at] =
        ((block[from] as number) << 24) |
        ((block[from + 1] as number) << 16) |
        ((block[from + 2] as number) << 8) |
        (block[from + 3] as number);
    }
    for (let at = 16; at < 64; at++) {
      const x = words[at - 15] as number;
      const y = words[at - 2] as number;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[at] = ((words[at - 16] as number) + s0 + (words[at - 7] as number) + s1) | 0;
    }
    const state = this.#state;
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let d = state[3] as number;
    let e = state[4] as number;
    let f = state[5] as number;
    let g = state[6] as number;
    let h = state[7] as number;
    for (let at = 0; at < 64; at++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (CONSTANTS[at] as number) + (words[at] as number)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] = (state[0] as number) + a;
    state[1] = (state[1] as number) + b;
    state[2] = (state[2] as number) + c;
    state[3] = (state[3] as number) + d;
    state[4] = (state[4] as number) + e;
    state[5] = (state[5] as number) + f;
    state[6] = (state[6] as number) + g;
    state[7] = (state[7] as number) + h;
  }
}

/** The digest of bytes, or of a text's UTF-8 bytes, as 64 hexadecimal digits. */
export function sha256(content: Uint8Array | string): string {
  const hash = new Sha256();
  return (typeof content === 'string' ? hash.text(content) : hash.bytes(content)).hex();
}
