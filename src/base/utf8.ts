/**
 * UTF-8 in both directions. (The core has no TextEncoder: it runs wherever JavaScript runs.)
 *
 * Files and streams of this world are texts. A byte that belongs to no character of UTF-8 stands in a text as the lone
 * surrogate U+DC80 to U+DCFF (as Python's `surrogateescape` has it), so that every sequence of bytes comes back unharmed.
 */

/** A lone surrogate that stands for a byte: this much more than the byte. */
const ESCAPE = 0xdc00;

export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      bytes[at++] = code;
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) {
      const whole = text.codePointAt(i) ?? code;
      if (whole > 0xffff) i++;
      else if (code >= 0xdc80 && code < 0xdd00) {
        bytes[at++] = code - ESCAPE;
        continue;
      }
      code = whole;
    }
    if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12);
      else {
        bytes[at++] = 0xf0 | (code >> 18);
        bytes[at++] = tail(code >> 12);
      }
      bytes[at++] = tail(code >> 6);
    }
    bytes[at++] = tail(code);
  }
  return bytes;
}

/** The text of UTF-8 bytes; each byte that belongs to no character becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decode(bytes, () => 0xfffd);
}

/** The text of any bytes, from which `encodeUtf8` makes the same bytes again. */
export function textOfBytes(bytes: Uint8Array): string {
  return decode(bytes, (byte) => ESCAPE + byte);
}

/** A text as it is shown: each byte that belongs to no character as U+FFFD. */
export function shownText(text: string): string {
  return HAS_ESCAPES.test(text) ? decodeUtf8(encodeUtf8(text)) : text;
}

const HAS_ESCAPES = /[\udc80-\udcff]/;

function decode(bytes: Uint8Array, odd: (byte: number) => number): string {
  const parts: string[] = [];
  let units: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : characterLength(bytes, at);
    if (length === 0) units.push(odd(first));
    else if (length === 4) {
      const code = codeAt(bytes, at, length) - 0x10000;
      units.push(0xd800 | (code >> 10), 0xdc00 | (code & 0x3ff));
    } else units.push(length === 1 ? first : codeAt(bytes, at, length));
    at += length === 0 ? 1 : length;
    if (units.length > 4096) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
  }
  return parts.join('') + String.fromCharCode(...units);
}

function tail(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/** How many bytes the character takes that begins at a byte above 127; 0 where none does. */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length =
    first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  if (length === 0) return 0;
  const code = codeAt(bytes, at, length);
  const smallest = length === 4 ? 0x10000 : length === 3 ? 0x800 : 0x80;
  return code >= smallest && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? length : 0;
}

function codeAt(bytes: Uint8Array, at: number, length: number): number {
  let code = (bytes[at] ?? 0) & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) code = (code << 6) | ((bytes[at + i] ?? 0) & 0x3f);
  return code;
}

/** How many bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else if (unit < 0xdc00 && isLow(text.charCodeAt(i + 1))) {
      bytes += 4;
      i++;
    } else bytes += unit >= 0xdc80 && unit < 0xdd00 ? 1 : 3;
  }
  return bytes;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
