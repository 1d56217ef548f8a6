/**
 * resource.Quantity: amounts such as `500m`, `64Mi` or `1e3`, exact to a billionth (anything finer rounds up, as in
 * Kubernetes), with the suffix family they were written in.
 */
import { fail, ok, type Result } from '../base/result';

type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

export interface Quantity {
  /** Billionths of the unit. */
  readonly nano: bigint;
  readonly format: QuantityFormat;
}

const quantityFormatError =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const quantitySuffixError = "unable to parse quantity's suffix";

const decimalSuffixes: readonly (readonly [string, number])[] = [
  ['E', 18],
  ['P', 15],
  ['T', 12],
  ['G', 9],
  ['M', 6],
  ['k', 3],
  ['', 0],
  ['m', -3],
  ['u', -6],
  ['n', -9],
];
const binarySuffixes: readonly (readonly [string, bigint])[] = [
  ['Ei', 1n << 60n],
  ['Pi', 1n << 50n],
  ['Ti', 1n << 40n],
  ['Gi', 1n << 30n],
  ['Mi', 1n << 20n],
  ['Ki', 1n << 10n],
];
const billion = 1_000_000_000n;

/** Reads a quantity; the error is the API server's own sentence. Numbers are accepted as YAML authors write them. */
export function parseQuantity(value: string | number): Result<Quantity, string> {
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/.exec(String(value));
  if (match === null || value === '') return fail(quantityFormatError);
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  const scaled = scaleOf(suffix);
  if (scaled === undefined) return fail(quantitySuffixError);
  const digits = BigInt(`${whole}${fraction}` === '' ? '0' : `${whole}${fraction}`);
  const power = scaled.exponent + 9 - fraction.length;
  const magnitude =
    power >= 0
      ? digits * scaled.factor * 10n ** BigInt(power)
      : divideUp(digits * scaled.factor, 10n ** BigInt(Math.min(-power, 400)));
  return ok({ nano: sign === '-' ? -magnitude : magnitude, format: scaled.format });
}

/** A quantity that is known to be well-formed (it has passed the API server); zero when it is absent or is not. */
export function quantityOf(value: string | number | undefined): Quantity {
  if (value === undefined) return { nano: 0n, format: 'DecimalSI' };
  const parsed = parseQuantity(value);
  return parsed.ok ? parsed.value : { nano: 0n, format: 'DecimalSI' };
}

/** The canonical text, as the API server stores it: `1000m` is `1`, `1024Mi` is `1Gi`, `0.5` is `500m`. */
export function formatQuantity(quantity: Quantity): string {
  const { nano } = quantity;
  if (nano === 0n) return '0';
  const sign = nano < 0n ? '-' : '';
  const size = nano < 0n ? -nano : nano;
  if (quantity.format === 'BinarySI' && size >= 1024n * billion && size % billion === 0n) {
    const whole = size / billion;
    const unit = binarySuffixes.find(([, factor]) => whole % factor === 0n);
    return unit === undefined ? `${sign}${whole}` : `${sign}${whole / unit[1]}${unit[0]}`;
  }
  for (const [suffix, exponent] of decimalSuffixes) {
    const factor = 10n ** BigInt(exponent + 9);
    if (size % factor !== 0n) continue;
    if (quantity.format !== 'DecimalExponent') return `${sign}${size / factor}${suffix}`;
    return exponent === 0 ? `${sign}${size / factor}` : `${sign}${size / factor}e${exponent}`;
  }
  return `${sign}${size}n`;
}

/** The canonical text of a written quantity; what cannot be read comes back unchanged. */
export function canonicalQuantity(value: string | number): string {
  const parsed = parseQuantity(value);
  return parsed.ok ? formatQuantity(parsed.value) : String(value);
}

/** Makes all texts of a list of resources canonical, in place. */
export function canonicalAmounts(amounts: Record<string, string> | undefined): void {
  if (amounts === undefined) return;
  for (const [name, amount] of Object.entries(amounts)) amounts[name] = canonicalQuantity(amount);
}

/** The sum, in the format of the first that is not zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nano: a.nano + b.nano, format: a.nano === 0n ? b.format : a.format };
}

/** Negative, zero or positive, as `a` is smaller than, equal to or larger than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0;
}

/** The amount in whole units, rounded up: bytes of a memory quantity, a number of pods. */
export function wholeValue(value: string | number | undefined): number {
  return Number(divideUp(quantityOf(value).nano, billion));
}

/** The amount in thousandths, rounded up: millicores of a CPU quantity. */
export function milliValue(value: string | number | undefined): number {
  return Number(divideUp(quantityOf(value).nano, 1_000_000n));
}

function scaleOf(suffix: string): { exponent: number; factor: bigint; format: QuantityFormat } | undefined {
  const decimal = decimalSuffixes.find(([name]) => name === suffix);
  if (decimal !== undefined) return { exponent: decimal[1], factor: 1n, format: 'DecimalSI' };
  const binary = binarySuffixes.find(([name]) => name === suffix);
  if (binary !== undefined) return { exponent: 0, factor: binary[1], format: 'BinarySI' };
  if (!/^[eE][-+]?[0-9]+$/.test(suffix)) return undefined;
  return { exponent: Math.min(Number(suffix.slice(1)), 400), factor: 1n, format: 'DecimalExponent' };
}

/** Division that rounds away from zero. */
function divideUp(amount: bigint, by: bigint): bigint {
  const quotient = amount / by;
  if (amount % by === 0n) return quotient;
  return amount < 0n ? quotient - 1n : quotient + 1n;
}
