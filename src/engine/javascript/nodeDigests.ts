/** The digests that the isolate's crypto asks for. */
import { decodeBase64 } from '../../base/base64';
import { md5 } from '../../base/md5';
import { sha256 } from '../../base/sha256';

/** In hexadecimal; the data is in Base64. */
export function digestOf(algorithm: string, data: string): string {
  const bytes = decodeBase64(data) ?? new Uint8Array();
  if (algorithm === 'sha256') return sha256(bytes);
  return algorithm === 'md5' ? md5(bytes) : sha1(bytes);
}

/** SHA-1 (FIPS 180-4). */
function sha1(bytes: Uint8Array): string {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new Uint8Array(64 * blocks);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length * 8);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words = new Int32Array(80);
  const turned = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits));
  for (let block = 0; block < padded.length; block += 64) {
    for (let at = 0; at < 16; at++) words[at] = view.getInt32(block + 4 * at);
    const word = (at: number) => words[at] ?? 0;
    for (let at = 16; at < 80; at++) words[at] = turned(word(at - 3) ^ word(at - 8) ^ word(at - 14) ^ word(at - 16), 1);
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let at = 0; at < 80; at++) {
      const sum = (turned(a, 5) + mixed(at, b, c, d) + e + word(at)) | 0;
      [a, b, c, d, e] = [sum, a, turned(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((value, at) => {
      state[at] = ((state[at] ?? 0) + value) | 0;
    });
  }
  return state.map((value) => (value >>> 0).toString(16).padStart(8, '0')).join('');
}

function mixed(step: number, b: number, c: number, d: number): number {
  if (step < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (step < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (step < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}
