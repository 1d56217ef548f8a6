/** What a pod asks for and may use, as quantities. */
import type { Container } from 'kubernetes-types/core/v1';
import type { Pod } from '../pod';
import { addQuantities, compareQuantities, type Quantity, quantityOf } from '../quantity';

export type Amounts = Map<string, Quantity>;

export function addAmounts(sum: Amounts, more: Amounts): void {
  for (const [name, amount] of more) {
    const held = sum.get(name);
    sum.set(name, held === undefined ? amount : addQuantities(held, amount));
  }
}

function atLeast(sum: Amounts, other: Amounts): void {
  for (const [name, amount] of other) {
    const held = sum.get(name);
    if (held === undefined || compareQuantities(held, amount) < 0) sum.set(name, amount);
  }
}

/** The sum of its containers, or what an init container needs where that is more; sidecars count with both, the runtime's overhead with all. */
export function podAmounts(pod: Pod, list: 'requests' | 'limits'): Amounts {
  const sum: Amounts = new Map();
  for (const container of pod.spec.containers) addAmounts(sum, containerAmounts(container, list));
  const sidecars: Amounts = new Map();
  const initial: Amounts = new Map();
  for (const container of pod.spec.initContainers ?? []) {
    const own = containerAmounts(container, list);
    if (container.restartPolicy === 'Always') {
      addAmounts(sum, own);
      addAmounts(sidecars, own);
      atLeast(initial, sidecars);
    } else {
      const both: Amounts = new Map(own);
      addAmounts(both, sidecars);
      atLeast(initial, both);
    }
  }
  atLeast(sum, initial);
  for (const [name, amount] of Object.entries(pod.spec.overhead ?? {})) {
    if (list === 'requests' || sum.has(name)) addAmounts(sum, new Map([[name, quantityOf(amount)]]));
  }
  return sum;
}

export function containerAmounts(container: Container, list: 'requests' | 'limits'): Amounts {
  const values = Object.entries(container.resources?.[list] ?? {});
  return new Map(values.map(([name, value]) => [name, quantityOf(value)]));
}
