/** Amounts such as `500m` or `1Gi` in expressions. */
import type { Environment } from '@marcbachmann/cel-js';
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from '../../quantity';
import { ExpressionError } from '../expressionError';

const BILLION = 1_000_000_000n;

class QuantityValue {
  readonly quantity: Quantity;

  constructor(quantity: Quantity) {
    this.quantity = quantity;
  }
}

/** Follows apiserver's `library.Quantity`. */
export function registerQuantities(environment: Environment): void {
  const order = (a: QuantityValue, b: QuantityValue) => compareQuantities(a.quantity, b.quantity);
  const negative = ({ quantity }: QuantityValue) => ({ ...quantity, nano: -quantity.nano });
  environment
    .registerType('kubernetes.Quantity', QuantityValue)
    .registerFunction('isQuantity(string): bool', (text: string) => parseQuantity(text).ok)
    .registerFunction('quantity(string): kubernetes.Quantity', (text: string) => {
      const parsed = parseQuantity(text);
      if (!parsed.ok) throw new ExpressionError(parsed.error);
      return new QuantityValue(parsed.value);
    })
    .registerOperator('kubernetes.Quantity == kubernetes.Quantity', (a, b) => order(a, b) === 0)
    .registerFunction('kubernetes.Quantity.isGreaterThan(kubernetes.Quantity): bool', (a, b) => order(a, b) > 0)
    .registerFunction('kubernetes.Quantity.isLessThan(kubernetes.Quantity): bool', (a, b) => order(a, b) < 0)
    .registerFunction('kubernetes.Quantity.compareTo(kubernetes.Quantity): int', (a, b) => BigInt(order(a, b)))
    .registerFunction('kubernetes.Quantity.sign(): int', ({ quantity }: QuantityValue) =>
      quantity.nano > 0n ? 1n : quantity.nano < 0n ? -1n : 0n,
    )
    .registerFunction(
      'kubernetes.Quantity.isInteger(): bool',
      ({ quantity }: QuantityValue) => quantity.nano % BILLION === 0n,
    )
    .registerFunction('kubernetes.Quantity.asInteger(): int', ({ quantity }: QuantityValue) => {
      if (quantity.nano % BILLION !== 0n) throw new ExpressionError('cannot convert value to integer');
      return quantity.nano / BILLION;
    })
    .registerFunction(
      'kubernetes.Quantity.asApproximateFloat(): double',
      ({ quantity }: QuantityValue) => Number(quantity.nano) / 1e9,
    )
    .registerFunction(
      'kubernetes.Quantity.add(kubernetes.Quantity): kubernetes.Quantity',
      (a, b) => new QuantityValue(addQuantities(a.quantity, b.quantity)),
    )
    .registerFunction(
      'kubernetes.Quantity.sub(kubernetes.Quantity): kubernetes.Quantity',
      (a, b) => new QuantityValue(addQuantities(a.quantity, negative(b))),
    )
    .registerFunction(
      'kubernetes.Quantity.add(int): kubernetes.Quantity',
      ({ quantity }: QuantityValue, whole: bigint) =>
        new QuantityValue({ ...quantity, nano: quantity.nano + whole * BILLION }),
    )
    .registerFunction(
      'kubernetes.Quantity.sub(int): kubernetes.Quantity',
      ({ quantity }: QuantityValue, whole: bigint) =>
        new QuantityValue({ ...quantity, nano: quantity.nano - whole * BILLION }),
    );
}
