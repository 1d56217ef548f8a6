/** The ranges of addresses of a new network, as the client checks them before it asks. */
import { CliFailure } from '../failure';

interface Range {
  readonly from: number;
  readonly bits: number;
}

/** @throws CliFailure for ranges that do not go together */
export function checkSubnets(subnets: readonly string[], gateways: readonly string[], ranges: readonly string[]): void {
  if (subnets.length < gateways.length || subnets.length < ranges.length) {
    throw new CliFailure('every ip-range or gateway must have a corresponding subnet');
  }
  const known = subnets.flatMap((text) => readRange(text) ?? []);
  if (known.some((one, i) => known.slice(i + 1).some((other) => contains(one, other) || contains(other, one)))) {
    throw new CliFailure('multiple overlapping subnet configuration is not supported');
  }
  const inside = (range: Range | undefined) =>
    range === undefined || known.length === 0 || known.some((subnet) => contains(subnet, range));
  for (const text of ranges) {
    if (!inside(readRange(text))) throw new CliFailure(`no matching subnet for range ${text}`);
  }
  for (const text of gateways) {
    const range = readRange(`${text}/32`);
    if (range === undefined ? known.length > 0 && !text.includes(':') : !inside(range))
      throw new CliFailure(`no matching subnet for gateway ${text}`);
  }
  if (subnets.length > 1)
    throw new CliFailure("Error response from daemon: bridge driver doesn't support multiple subnets");
}

/** undefined for what the daemon will complain of. */
function readRange(text: string): Range | undefined {
  const [, address = '', bits = ''] = /^([\d.]+)\/(\d+)$/.exec(text) ?? [];
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part < 256)) || !(Number(bits) <= 32)) return undefined;
  const size = 2 ** (32 - Number(bits));
  const number = parts.reduce((sum, part) => sum * 256 + part, 0);
  return { from: Math.floor(number / size) * size, bits: Number(bits) };
}

function contains(outer: Range, inner: Range): boolean {
  const size = 2 ** (32 - outer.bits);
  return inner.bits >= outer.bits && inner.from >= outer.from && inner.from < outer.from + size;
}
