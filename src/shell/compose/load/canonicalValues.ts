/** Values of a compose file as compose understands them: lists, dictionaries, sizes. */
import { isPlain, type Plain } from '../composeValues';

/** A map that is being made. */
export type Draft = Record<string, unknown>;

export function isExtension(key: string): boolean {
  return key.startsWith('x-');
}

export function mapOf(map: Plain, value: (member: unknown, key: string) => unknown): Draft {
  return Object.fromEntries(Object.entries(map).map(([key, member]) => [key, value(member, key)]));
}

/** A text, or a list of them. */
export function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(scalarText);
}

/** A map, or a list of `name=value`; `bare` is the value of a name that has none. */
export function dictionaryOf(value: unknown, bare: string | null): Record<string, string | null> {
  const entries: [string, string | null][] = [];
  if (isPlain(value)) {
    for (const [key, member] of Object.entries(value)) entries.push([key, member === null ? bare : scalarText(member)]);
  } else if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      const line = String(item);
      const equals = line.indexOf('=');
      entries.push(equals < 0 ? [line, bare] : [line.slice(0, equals), line.slice(equals + 1)]);
    }
  }
  return Object.fromEntries(entries);
}

/** As Go prints a scalar. */
function scalarText(value: unknown): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) < 1e21) return String(value);
  return value.toExponential().replace(/e\+(\d)$/, 'e+0$1');
}

/** `host=address` lines, by host. */
export function hostLines(value: unknown, complain: (sentence: string) => void): readonly string[] {
  const hosts = new Map<string, string[]>();
  const add = (host: string, address: unknown) => hosts.set(host, [...(hosts.get(host) ?? []), String(address)]);
  if (isPlain(value)) {
    for (const [host, addresses] of Object.entries(value)) for (const address of textsOf(addresses)) add(host, address);
  } else {
    for (const line of textsOf(value)) {
      const [, host, address] = /^([^=:]*)[=:](.*)$/.exec(line) ?? [];
      if (host === undefined) complain(`invalid additional host, missing IP: ${line}`);
      else add(host, address?.replace(/^\[(.*)\]$/, '$1'));
    }
  }
  return [...hosts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([host, addresses]) => addresses.map((address) => `${host}=${address}`));
}

const UNITS = 'bkmgtp';

/** Bytes as compose prints them, of `1.5g`, `64MB`, `1024`. */
export function bytes(value: unknown, complain: (sentence: string) => void): string {
  // a fraction of a byte is no size that compose knows
  if (typeof value === 'number') return String(Number.isInteger(value) ? value : 0);
  const text = String(value);
  const [, number = '', suffix = ''] = /^(-?[\d.]*) ?(.*)$/s.exec(text) ?? [];
  const unit = suffix.toLowerCase();
  if (number === '' || Number.isNaN(Number(number))) {
    complain(`invalid size: '${text}'`);
    return '0';
  }
  const power = UNITS.indexOf(unit[0] ?? 'b');
  if (power < 0 || !/^(?:b?|[kmgtp](?:i?b)?)$/.test(unit)) {
    complain(`invalid suffix: '${unit}'`);
    return '0';
  }
  return String(Math.trunc(Number(number) * 1024 ** power));
}
