import { describe, expect, it } from 'vitest';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
  quantityOf,
  wholeValue,
} from './quantity';

describe('quantity', () => {
  it.each([
    ['1000m', '1'],
    ['0.5', '500m'],
    ['1.0', '1'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['0.1Gi', '107374182400m'],
    ['512', '512'],
    ['500M', '500M'],
    ['1e3', '1e3'],
    ['0', '0'],
    ['-2Ki', '-2Ki'],
    ['100Ki', '100Ki'],
    [2, '2'],
  ])('writes %s as %s', (written, canonical) => {
    expect(canonicalQuantity(written)).toBe(canonical);
  });

  it.each([
    ['half', "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    ['64MB', "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    ['', "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    ['5MM', "unable to parse quantity's suffix"],
    ['1K', "unable to parse quantity's suffix"],
  ])('refuses %j', (written, error) => {
    expect(parseQuantity(written)).toEqual({ ok: false, error });
  });

  it('adds, compares and counts', () => {
    expect(formatQuantity(addQuantities(quantityOf('64Mi'), quantityOf('1Gi')))).toBe('1088Mi');
    expect(compareQuantities(quantityOf('1'), quantityOf('999m'))).toBe(1);
    expect(compareQuantities(quantityOf('1Gi'), quantityOf('1024Mi'))).toBe(0);
    expect([
      milliValue('1.5'),
      milliValue('1u'),
      wholeValue('1500m'),
      wholeValue('1Ki'),
      wholeValue(undefined),
    ]).toEqual([1500, 1, 2, 1024, 0]);
  });
});
