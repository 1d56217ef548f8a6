/** Amounts that are a number or a percentage, such as maxUnavailable. */
import { type FieldError, goIntOrString, invalid, notNegative } from '../fieldError';

/** The number of a plain amount, or of the percentage; 0 for what is neither. */
export function amountNumber(amount: number | string): number {
  if (typeof amount === 'number') return amount;
  return Number.parseInt(amount, 10) || 0;
}

/** A number must not be negative, a text must be a percentage. */
export function amountErrors(field: string, amount: number | string): FieldError[] {
  if (typeof amount === 'number') return notNegative(field, amount);
  if (/^[0-9]+%$/.test(amount)) return [];
  const detail =
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
  return [invalid(field, goIntOrString(amount), detail)];
}

/** A percentage must not be more than the whole. */
export function shareErrors(field: string, amount: number | string): FieldError[] {
  if (typeof amount === 'number' || !/^[0-9]+%$/.test(amount) || amountNumber(amount) <= 100) return [];
  return [invalid(field, goIntOrString(amount), 'must not be greater than 100%')];
}
