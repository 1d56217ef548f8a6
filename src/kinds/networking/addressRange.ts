/** A range of IPv4 addresses such as `10.0.0.0/8`. Simplified: of IPv6 ranges nothing is known but that they are. */
import { isIPv4 } from '../names';

export interface AddressRange {
  contains(address: string): boolean;
  /** Whether another range lies in it and is smaller. */
  strictlyContains(range: string): boolean;
}

/** undefined for what is no IPv4 range. */
export function addressRange(text: string): AddressRange | undefined {
  const [address = '', length = ''] = text.split('/');
  if (!isIPv4(address) || !/^\d+$/.test(length)) return undefined;
  const bits = Number(length);
  const start = prefixOf(address, bits);
  const contains = (one: string) => isIPv4(one) && prefixOf(one, bits) === start;
  return {
    contains,
    strictlyContains: (range) => {
      const [other = '', otherLength = ''] = range.split('/');
      return contains(other) && Number(otherLength) > bits;
    },
  };
}

function prefixOf(address: string, bits: number): number {
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return Math.floor(number / 2 ** (32 - bits));
}
