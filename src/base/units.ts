/** Sizes and durations as Docker writes and reads them (docker/go-units). */
import type { Result } from './result';
import { fail, ok } from './result';

const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

/** In powers of 1000 with so many significant digits: `1.984MB`, or with three `1.98MB`. */
export function decimalSize(bytes: number, digits = 4): string {
  return sized(bytes, 1000, DECIMAL, digits);
}

/** In powers of 1024: `540KiB`, `23.54GiB`. */
export function binarySize(bytes: number): string {
  return sized(bytes, 1024, BINARY, 4);
}

function sized(bytes: number, base: number, units: readonly string[], digits: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= base && unit < units.length - 1) {
    size /= base;
    unit++;
  }
  return `${general(size, digits)}${units[unit]}`;
}

/** Go's `%.Ng`: significant digits without zeros at the end, an exponent where there are more digits before the point. */
function general(value: number, digits: number): string {
  const text = value.toPrecision(digits);
  const [mantissa = '', exponent] = text.split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return exponent === undefined ? short : `${short}e${exponent.replace(/^([+-])(\d)$/, '$10$2')}`;
}

const POWERS = 'bkmgtp';

/** A size in bytes as options take it: `64m`, `1.5 GiB`, powers of 1024. The error is what go-units says. */
export function parseBinarySize(text: string): Result<number, string> {
  return parseSize(text, 1024);
}

function parseSize(text: string, base: number): Result<number, string> {
  const match = /^(.*[\d. ])(.*)$/s.exec(text);
  if (match === null) return fail(`invalid size: '${text}'`);
  const number = (match[1] ?? '').replace(/ $/, '');
  const suffix = (match[2] ?? '').toLowerCase();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(number)) {
    return fail(`strconv.ParseFloat: parsing ${JSON.stringify(number)}: invalid syntax`);
  }
  const value = Number(number);
  if (value < 0) return fail(`invalid size: '${text}'`);
  if (suffix === '' || suffix === 'b') return ok(Math.trunc(value));
  const power = POWERS.indexOf(suffix.charAt(0));
  if (power <= 0 || !['', 'b', 'ib'].includes(suffix.slice(1))) {
    return fail(`invalid suffix: '${suffix.length > 3 ? (match[2] ?? '') : suffix}'`);
  }
  return ok(Math.trunc(value * base ** power));
}
