/** MD5 and SHA-256 as hexadecimal text. */

/** Bytes padded with a 1 bit and the length, as both digests want them; `little` says the order of the length's bytes. */
function padded(bytes: Uint8Array, little: boolean): DataView {
  const size = Math.ceil((bytes.length + 9) / 64) * 64;
  const view = new DataView(new ArrayBuffer(size));
  bytes.forEach((byte, at) => {
    view.setUint8(at, byte);
  });
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(size - 8, BigInt(bytes.length) * 8n, little);
  return view;
}

const rotateLeft = (value: number, by: number) => (value << by) | (value >>> (32 - by));
const rotateRight = (value: number, by: number) => (value >>> by) | (value << (32 - by));

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

export function md5(bytes: Uint8Array): string {
  const view = padded(bytes, true);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a = 0, b = 0, c = 0, d = 0] = state;
    for (let at = 0; at < 64; at++) {
      const round = at >> 4;
      const mix = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] as number;
      const word = [at, 5 * at + 1, 3 * at + 5, 7 * at][round] as number;
      const constant = Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32) | 0;
      const sum = (a + mix + constant + view.getInt32(block + (word % 16) * 4, true)) | 0;
      [a, d, c, b] = [d, c, b, (b + rotateLeft(sum, SHIFTS[round * 4 + (at % 4)] as number)) | 0];
    }
    [a, b, c, d].forEach((value, at) => {
      state[at] = ((state[at] as number) + value) | 0;
    });
  }
  const out = new DataView(new ArrayBuffer(16));
  state.forEach((value, at) => {
    out.setInt32(at * 4, value, true);
  });
  return Array.from({ length: 16 }, (_, at) => out.getUint8(at).toString(16).padStart(2, '0')).join('');
}

/** The first 32 bits of the fractional parts of a root of the first primes. */
function primeRoots(count: number, root: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return primes.map((prime) => ((prime ** (1 / root) % 1) * 2 ** 32) | 0);
}

export function sha256(bytes: Uint8Array): string {
  const view = padded(bytes, false);
  const constants = primeRoots(64, 3);
  const state = primeRoots(8, 2);
  for (let block = 0; block < view.byteLength; block += 64) {
    const words = Array.from({ length: 16 }, (_, at) => view.getInt32(block + at * 4));
    for (let at = 16; at < 64; at++) {
      const [x, y] = [words[at - 15] as number, words[at - 2] as number];
      const s0 = rotateRight(x, 7) ^ rotateRight(x, 18) ^ (x >>> 3);
      const s1 = rotateRight(y, 17) ^ rotateRight(y, 19) ^ (y >>> 10);
      words.push(((words[at - 16] as number) + s0 + (words[at - 7] as number) + s1) | 0);
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let at = 0; at < 64; at++) {
      const s1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (constants[at] as number) + (words[at] as number)) | 0;
      const s0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, at) => {
      state[at] = ((state[at] as number) + value) | 0;
    });
  }
  return state.map((value) => (value >>> 0).toString(16).padStart(8, '0')).join('');
}
