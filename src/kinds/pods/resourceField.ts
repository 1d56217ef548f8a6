import type { Container, ResourceFieldSelector } from 'kubernetes-types/core/v1';
import { quantityOf } from '../quantity';

const UNIT = 1_000_000_000n;

/**
 * The value of a `resourceFieldRef`, in whole divisors, rounded up. Limits that are not set are what the node can give;
 * who doesn't know the node leaves `allocatable` out and gets 0.
 */
export function resourceValue(
  selector: ResourceFieldSelector,
  container: Container,
  allocatable: Readonly<Record<string, string>> = {},
): string {
  const [group, ...rest] = selector.resource.split('.');
  const name = rest.join('.');
  const set = group === 'limits' ? container.resources?.limits?.[name] : container.resources?.requests?.[name];
  const amount = quantityOf(set ?? (group === 'limits' ? allocatable[name] : undefined)).nano;
  const asked = quantityOf(selector.divisor).nano;
  const divisor = asked === 0n ? UNIT : asked;
  return String((amount + divisor - 1n) / divisor);
}
