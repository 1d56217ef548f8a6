import { type FieldError, invalid } from '../fieldError';
import { canonicalQuantity, quantityOf } from '../quantity';

const BILLION = 1_000_000_000n;

/** An amount of storage: more than nothing. */
export function validateSize(field: string, size: string): FieldError[] {
  return quantityOf(size).nano > 0n ? [] : [invalid(field, canonicalQuantity(size), 'must be greater than zero')];
}

/** The same, and in whole bytes. */
export function validateWholeSize(field: string, size: string): FieldError[] {
  const errors = validateSize(field, size);
  const whole = quantityOf(size).nano % BILLION === 0n;
  return errors.length > 0 || whole ? errors : [invalid(field, canonicalQuantity(size), 'must be an integer')];
}

/** A quantity in Go's notation. */
export function goQuantity(text: string): string {
  const { nano, format } = quantityOf(text);
  const whole = nano % BILLION === 0n;
  const [value, scale] = whole ? [nano / BILLION, 0] : [nano / 1_000_000n, -3];
  const amount = `i:resource.int64Amount{value:${value}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}`;
  return `resource.Quantity{${amount}, s:${JSON.stringify(canonicalQuantity(text))}, Format:"${format}"}`;
}
