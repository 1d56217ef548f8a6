/** A machine's interfaces, found by what they are for. */
import type { Host } from './host';
import type { Link } from './link';

/** The interface with an address, while it is up. */
export function linkWith(host: Host, address: string): Link | undefined {
  return host.links.find((link) => link.up && link.address === address);
}

/** A machine's own network card, while it is up. */
export function cardOf(machine: Host): Link | undefined {
  return machine.links.find((link) => link.up && link.kind === 'ethernet');
}
