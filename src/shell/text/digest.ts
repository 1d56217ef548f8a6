/** MD5 as hexadecimal text. (SHA-256 is in base.) */

/** Bytes padded with a 1 bit and the length, as the digest wants them. */
function padded(bytes: Uint8Array): DataView {
  const size = Math.ceil((bytes.length + 9) / 64) * 64;
  const view = new DataView(new ArrayBuffer(size));
  bytes.forEach((byte, at) => {
    view.setUint8(at, byte);
  });
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(size - 8, BigInt(bytes.length) * 8n, true);
  return view;
}

const rotateLeft = (value: number, by: number) => (value << by) | (value >>> (32 - by));

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

export function md5(bytes: Uint8Array): string {
  const view = padded(bytes);
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
