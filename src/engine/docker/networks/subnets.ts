/** Subnets for networks that ask for none, and whether a wished one is free. */
import { type AddressRange, addressNumber, addressRange, inRange } from '../../network/address';

/** Docker's own: a /16 each from 172.18 to 172.31, then /20s of 192.168. */
const DEFAULT_POOLS: readonly string[] = [
  ...Array.from({ length: 14 }, (_, index) => `172.${18 + index}.0.0/16`),
  ...Array.from({ length: 16 }, (_, index) => `192.168.${16 * index}.0/20`),
];

/** The first that overlaps with none of those in use; undefined when there is none left. */
export function freeSubnet(inUse: readonly string[]): string | undefined {
  return DEFAULT_POOLS.find((pool) => !overlapsAny(pool, inUse));
}

export function overlapsAny(subnet: string, others: readonly string[]): boolean {
  const range = addressRange(subnet);
  return others.some((other) => overlap(range, addressRange(other)));
}

/** `10.9.0.0/16`: four numbers and a prefix of 1 to 32 bits. */
export function isSubnet(text: string): boolean {
  const [address = '', prefix = '', rest] = text.split('/');
  const bits = /^\d{1,2}$/.test(prefix) ? Number(prefix) : 0;
  return rest === undefined && addressNumber(address) !== undefined && bits >= 1 && bits <= 32;
}

/** The same subnet beginning at its first address. */
export function contains(subnet: string, address: string): boolean {
  return inRange(addressRange(subnet), address);
}

function overlap(one: AddressRange, other: AddressRange): boolean {
  return one.first < other.first + other.size && other.first < one.first + one.size;
}
