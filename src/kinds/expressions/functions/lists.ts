/** What Kubernetes adds to the language for lists: order, sums, extremes, and sets. */
import type { Environment } from '@marcbachmann/cel-js';
import { equalValues } from '../equalValues';
import { ExpressionError } from '../expressionError';

class Sets {}

/** Follows apiserver's `library.Lists` and cel-go's `ext.Sets`. */
export function registerLists(environment: Environment): void {
  environment
    .registerFunction('list<A>.isSorted(): bool', (list: unknown[]) =>
      list.every((item, at) => at === 0 || compare(list[at - 1], item) <= 0),
    )
    .registerFunction('list<A>.sum(): A', (list: (bigint | number)[]) =>
      list.slice(1).reduce((sum, item) => add(sum, item), list[0] ?? 0n),
    )
    .registerFunction('list<A>.min(): A', (list: unknown[]) => extreme(list, 'min', -1))
    .registerFunction('list<A>.max(): A', (list: unknown[]) => extreme(list, 'max', 1))
    .registerFunction('list<A>.indexOf(A): int', (list: unknown[], wanted: unknown) =>
      BigInt(list.findIndex((item) => equalValues(item, wanted))),
    )
    .registerFunction('list<A>.lastIndexOf(A): int', (list: unknown[], wanted: unknown) =>
      BigInt(list.findLastIndex((item) => equalValues(item, wanted))),
    )
    .registerType('Sets', Sets)
    .registerConstant('sets', 'Sets', new Sets())
    .registerFunction('Sets.contains(list<A>, list<A>): bool', (_sets: Sets, list: unknown[], part: unknown[]) =>
      containsAll(list, part),
    )
    .registerFunction(
      'Sets.equivalent(list<A>, list<A>): bool',
      (_sets: Sets, a: unknown[], b: unknown[]) => containsAll(a, b) && containsAll(b, a),
    )
    .registerFunction('Sets.intersects(list<A>, list<A>): bool', (_sets: Sets, a: unknown[], b: unknown[]) =>
      a.some((item) => has(b, item)),
    );
}

function has(list: readonly unknown[], wanted: unknown): boolean {
  return list.some((item) => equalValues(item, wanted));
}

function containsAll(list: readonly unknown[], part: readonly unknown[]): boolean {
  return part.every((item) => has(list, item));
}

function extreme(list: readonly unknown[], name: string, sign: number): unknown {
  if (list.length === 0) throw new ExpressionError(`${name} called on empty list`);
  return list.reduce((best, item) => (compare(item, best) * sign > 0 ? item : best));
}

function add(a: bigint | number, b: bigint | number): bigint | number {
  return typeof a === 'bigint' && typeof b === 'bigint' ? a + b : Number(a) + Number(b);
}

function compare(a: unknown, b: unknown): number {
  const [left, right] = [a, b] as [number, number];
  return left < right ? -1 : left > right ? 1 : 0;
}
