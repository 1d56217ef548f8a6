/** `printf`: formats arguments, using the format again as long as arguments are left. */
import { quoteWithBackslashes } from '../interpreter/quote';
import { formatDate } from './date';
import { expandEscapes } from './echo';

export interface Formatted {
  readonly text: string;
  /** Complaints such as `x: invalid number`. */
  readonly errors: readonly string[];
}

const DIRECTIVE = /%(?:%|([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d*))?(?:[hlLqjzt]*)([diouxXeEfFgGcsbq]|\(([^)]*)\)T))/g;

/** `now` is for `%(...)T`. */
export function formatPrintf(format: string, arguments_: readonly string[], now: number): Formatted {
  const errors: string[] = [];
  const { text: template, stopped } = expandEscapes(format, 'any');
  let next = 0;
  let out = '';
  let ended = false;
  const take = () => arguments_[next++];
  do {
    const before = next;
    out += template.replace(DIRECTIVE, (all, flags = '', width, precision, kind, date) => {
      if (all === '%%') return '%';
      if (ended) return '';
      const size = width === '*' ? Number(take() ?? 0) : Number(width ?? 0);
      const places =
        precision === undefined ? undefined : precision === '*' ? Number(take() ?? 0) : Number(precision || 0);
      const argument = take();
      if (date !== undefined) return pad(dateText(date, argument, now), size, flags);
      if (kind === 'b') {
        const expanded = expandEscapes(argument ?? '');
        ended = expanded.stopped;
        return pad(expanded.text, size, flags);
      }
      return one(kind, argument, flags, size, places, errors);
    });
    if (before === next || ended || stopped) break;
  } while (next < arguments_.length);
  return { text: out, errors };
}

function dateText(format: string, argument: string | undefined, now: number): string {
  const moment = argument === undefined || argument === '-1' || argument === '-2' ? now : Number(argument) * 1000;
  return formatDate(moment, format === '' ? '%X' : format);
}

function one(
  kind: string,
  argument: string | undefined,
  flags: string,
  width: number,
  precision: number | undefined,
  errors: string[],
): string {
  if (kind === 's') return pad((argument ?? '').slice(0, precision), width, flags);
  if (kind === 'q') return pad(quoteWithBackslashes(argument ?? ''), width, flags);
  if (kind === 'c') return pad((argument ?? '').slice(0, 1), width, flags);
  const value = toNumber(argument ?? '', errors);
  if ('eEfFgG'.includes(kind)) return pad(sign(float(value, kind, precision ?? 6), value, flags), width, flags, true);
  const whole = Math.trunc(value);
  let digits: string;
  if (kind === 'o') digits = unsigned(whole).toString(8);
  else if (kind === 'x' || kind === 'X') digits = unsigned(whole).toString(16);
  else if (kind === 'u') digits = unsigned(whole).toString();
  else digits = String(Math.abs(whole));
  if (kind === 'X') digits = digits.toUpperCase();
  if (precision !== undefined) digits = digits.padStart(precision, '0');
  if (flags.includes('#') && whole !== 0 && kind.toLowerCase() === 'x') digits = `0${kind}${digits}`;
  if (flags.includes('#') && kind === 'o') digits = `0${digits}`;
  const signed = kind === 'd' || kind === 'i' ? sign(digits, whole, flags) : digits;
  return pad(signed, width, precision === undefined ? flags : flags.replace('0', ''), true);
}

function unsigned(value: number): bigint {
  return BigInt.asUintN(64, BigInt(value));
}

function sign(text: string, value: number, flags: string): string {
  const digits = text.replace(/^-/, '');
  if (value < 0 || Object.is(value, -0)) return `-${digits}`;
  if (flags.includes('+')) return `+${digits}`;
  return flags.includes(' ') ? ` ${digits}` : digits;
}

function float(value: number, kind: string, precision: number): string {
  const size = Math.abs(value);
  const lower = kind.toLowerCase();
  let text: string;
  if (lower === 'f') text = roundEven(size, Math.min(precision, 100));
  else if (lower === 'e') text = exponent(size.toExponential(Math.min(precision, 100)));
  else {
    const significant = precision === 0 ? 1 : precision;
    const power = size === 0 ? 0 : Math.floor(Math.log10(size));
    const scientific = power < -4 || power >= significant;
    text = scientific
      ? exponent(size.toExponential(significant - 1))
      : size.toFixed(Math.max(0, significant - 1 - power));
    text = text.includes('.') ? text.replace(/\.?0+(?=e|$)/, '') : text;
  }
  return kind === lower ? text : text.toUpperCase();
}

/** C rounds ties to even; toFixed rounds them up. */
function roundEven(size: number, places: number): string {
  const scaled = size * 10 ** places;
  const tie = scaled % 1 === 0.5 && scaled < 2 ** 50 && scaled / 10 ** places === size;
  return tie && Math.floor(scaled) % 2 === 0
    ? (Math.floor(scaled) / 10 ** places).toFixed(places)
    : size.toFixed(places);
}

function exponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function toNumber(text: string, errors: string[]): number {
  if (/^['"]/.test(text)) return text.codePointAt(1) ?? 0;
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  const match = /^[-+]?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+)/.exec(trimmed)?.[0];
  if (match === undefined || match !== trimmed) errors.push(`${text}: invalid number`);
  if (match === undefined) return 0;
  return /^[-+]?0\d+$/.test(match) ? Number.parseInt(match, 8) : Number(match.replace(/^\+/, ''));
}

function pad(text: string, width: number, flags: string, numeric = false): string {
  const size = Math.abs(width);
  if (flags.includes('-') || width < 0) return text.padEnd(size);
  if (!numeric || !flags.includes('0')) return text.padStart(size);
  const start = /^[-+ ]?(?:0[xX])?/.exec(text)?.[0] ?? '';
  return start + text.slice(start.length).padStart(size - start.length, '0');
}
