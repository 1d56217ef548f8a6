import { type FieldError, invalid } from '../fieldError';
import { canonicalQuantity, quantityOf } from '../quantity';

const BILLION = 1_000_000_000n;

/** An amount of storage: more than nothing. */
export function validateSize(field: string, size: string): FieldError[] {
  return quantityOf(size).nano > 0n ? [] : [invalid(field, canonicalQuantity(size), 'must be greater than zero')];
}

/** What is said of a size that is no whole number of bytes. */
export function fractionWarnings(field: string, size: string | undefined): string[] {
  if (size === undefined || quantityOf(size).nano % BILLION === 0n) return [];
  return [`${field}: fractional byte value ${JSON.stringify(canonicalQuantity(size))} is invalid, must be an integer`];
}

/** A quantity in Go's notation. */
export function goQuantity(text: string): string {
  const { nano, format } = quantityOf(text);
  const whole = nano % BILLION === 0n;
  const [value, scale] = whole ? [nano / BILLION, 0] : [nano / 1_000_000n, -3];
  const amount = `i:resource.int64Amount{value:${value}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}`;
  return `resource.Quantity{${amount}, s:${JSON.stringify(canonicalQuantity(text))}, Format:"${format}"}`;
}
