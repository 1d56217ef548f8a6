/** Values of ASN.1 as DER writes them (X.690): what certificates are made of. */
import { encodeUtf8 } from './utf8';

/** One value: tag, length, content. */
export function derValue(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  if (length < 0x80) return joined([Uint8Array.of(tag, length), content]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return joined([Uint8Array.of(tag, 0x80 | bytes.length, ...bytes), content]);
}

export function derSequence(...members: readonly Uint8Array[]): Uint8Array {
  return derValue(0x30, joined(members));
}

export function derSet(...members: readonly Uint8Array[]): Uint8Array {
  return derValue(0x31, joined(members));
}

/** A whole number that is not negative, given as its bytes, the most significant first. */
export function derInteger(bytes: Uint8Array): Uint8Array {
  let first = 0;
  while (first < bytes.length - 1 && bytes[first] === 0) first++;
  const short = bytes.subarray(first);
  return derValue(0x02, (short[0] ?? 0) < 0x80 ? short : joined([Uint8Array.of(0), short]));
}

/** An object identifier such as `2.5.4.3`. */
export function derIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const parts = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) parts.unshift((left % 128) | 0x80);
    return parts;
  });
  return derValue(0x06, Uint8Array.from(bytes));
}

export function derText(text: string): Uint8Array {
  return derValue(0x0c, encodeUtf8(text));
}

export function derOctets(bytes: Uint8Array): Uint8Array {
  return derValue(0x04, bytes);
}

/** A string of bits; `unused` of the last byte don't count. */
export function derBits(bytes: Uint8Array, unused = 0): Uint8Array {
  return derValue(0x03, joined([Uint8Array.of(unused), bytes]));
}

export function derTrue(): Uint8Array {
  return derValue(0x01, Uint8Array.of(0xff));
}

export function derNull(): Uint8Array {
  return derValue(0x05, new Uint8Array());
}

/** A moment as certificates have it, from its text such as `2026-01-01T00:00:00Z`: with two digits for the year before 2050. */
export function derTime(text: string): Uint8Array {
  const digits = text.replace(/[-:T]/g, '');
  return digits < '2050' ? derValue(0x17, encodeUtf8(digits.slice(2))) : derValue(0x18, encodeUtf8(digits));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
