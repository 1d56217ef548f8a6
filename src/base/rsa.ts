/** RSA signatures with SHA-256 (RFC 8017, PKCS #1 version 1.5): the same bytes give the same signature. */
import { Sha256 } from './sha256';

export interface RsaKey {
  /** Both in base 16. */
  readonly modulus: string;
  readonly privateExponent: string;
}

/** What says that the digest is one of SHA-256. */
const DIGEST_INFO = '3031300d060960864801650304020105000420';

export function signRsaSha256(bytes: Uint8Array, { modulus, privateExponent }: RsaKey): Uint8Array {
  const size = modulus.length / 2;
  const digest = DIGEST_INFO + new Sha256().bytes(bytes).hex();
  const padding = 'ff'.repeat(size - 3 - digest.length / 2);
  const signature = power(
    BigInt(`0x0001${padding}00${digest}`),
    BigInt(`0x${privateExponent}`),
    BigInt(`0x${modulus}`),
  );
  return bytesOf(signature.toString(16).padStart(size * 2, '0'));
}

/** The bytes of a text in base 16. */
export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
