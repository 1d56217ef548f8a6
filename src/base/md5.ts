/** MD5 of bytes, or of a text's in UTF-8, as hexadecimal. Not for secrets: Kubernetes orders and names some things by it. */
export function md5(content: Uint8Array | string): string {
  const words = paddedWords(typeof content === 'string' ? utf8(content) : content);
  let [a, b, c, d] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < words.length; block += 16) {
    let [A, B, C, D] = [a, b, c, d];
    for (let i = 0; i < 64; i++) {
      const [mixed, index] = round(i, B, C, D);
      const sum = (A + mixed + (SINES[i] ?? 0) + (words[block + index] ?? 0)) | 0;
      const shift = SHIFTS[(i >> 4) * 4 + (i & 3)] ?? 0;
      [A, D, C, B] = [D, C, B, (B + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
    }
    a = (a + A) | 0;
    b = (b + B) | 0;
    c = (c + C) | 0;
    d = (d + D) | 0;
  }
  return [a, b, c, d].map(littleEndianHex).join('');
}

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

/** The mixing function of a step and which word of the block it takes. */
function round(step: number, b: number, c: number, d: number): readonly [number, number] {
  if (step < 16) return [(b & c) | (~b & d), step];
  if (step < 32) return [(d & b) | (~d & c), (5 * step + 1) % 16];
  if (step < 48) return [b ^ c ^ d, (3 * step + 5) % 16];
  return [c ^ (b | ~d), (7 * step) % 16];
}

/** The bytes as little-endian words, with the mark, the zeros and the length in bits that MD5 asks for. */
function paddedWords(bytes: readonly number[] | Uint8Array): number[] {
  const words = new Array<number>((((bytes.length + 8) >> 6) + 1) * 16).fill(0);
  for (const [index, byte] of [...bytes, 0x80].entries()) {
    words[index >> 2] = (words[index >> 2] ?? 0) | (byte << ((index & 3) * 8));
  }
  words[words.length - 2] = bytes.length * 8;
  return words;
}

function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      const low = [(code >> 12) & 63, (code >> 6) & 63, code & 63].map((bits) => 0x80 | bits);
      bytes.push(0xf0 | (code >> 18), ...low);
    }
  }
  return bytes;
}

function littleEndianHex(word: number): string {
  return [0, 8, 16, 24].map((shift) => ((word >>> shift) & 255).toString(16).padStart(2, '0')).join('');
}
