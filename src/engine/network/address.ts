/** IPv4 addresses and ranges as text; of IPv6 only ::1. */

/** The 32 bits of a dotted address; undefined when the text is none. */
export function addressNumber(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (parts === null) return undefined;
  let number = 0;
  for (const part of parts.slice(1)) {
    if (Number(part) > 255) return undefined;
    number = number * 256 + Number(part);
  }
  return number;
}

export function addressText(number: number): string {
  return [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255].join('.');
}

export function isAddress(text: string): boolean {
  return text === '::1' || addressNumber(text) !== undefined;
}

export interface AddressRange {
  readonly first: number;
  readonly size: number;
  /** How many bits all of them share: 24. */
  readonly prefix: number;
}

/** `10.244.1.0/24` as a range; it throws for malformed text, which only our own profiles could hold. */
export function addressRange(cidr: string): AddressRange {
  const [base = '', bits = ''] = cidr.split('/');
  const number = addressNumber(base);
  if (number === undefined || !/^\d+$/.test(bits) || Number(bits) > 32) throw new Error(`not a range: ${cidr}`);
  const size = 2 ** (32 - Number(bits));
  return { first: Math.floor(number / size) * size, size, prefix: Number(bits) };
}

export function inRange(range: AddressRange, address: string): boolean {
  const number = addressNumber(address);
  return number !== undefined && number >= range.first && number < range.first + range.size;
}

/** This computer itself: 127.0.0.0/8, or IPv6's ::1. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

/** The bridge's address on a node: the first of its pod range, through which its own packets reach its pods. */
export function gatewayOf(podCidr: string): string {
  return addressText(addressRange(podCidr).first + 1);
}
