/**
 * Docker's embedded name server at 127.0.0.11, as each container on a user-defined network has it: it knows the names of
 * the containers on the same networks, alone and with the network's name behind; whoever asks for another is answered by
 * the name servers outside.
 */
import type { BridgeEndpoint } from './bridge';
import type { Host } from './host';
import type { Wires } from './journey';
import type { NameQuestion, NameRecord, NameServer } from './namespace';
import { askNameServer } from './resolver';

export const DOCKER_NAME_SERVER = '127.0.0.11';

/** In seconds, as Docker's answers have it. */
const TIME_TO_LIVE = 600;

/** The name server inside of one container. */
export function embeddedNames(container: Host, wires: Wires, upstream: readonly string[]): NameServer {
  return (question, _peer, respond) => {
    const records = localRecords(container, question, wires);
    if (records !== undefined) {
      respond({ code: 'NOERROR', records, secondHand: true });
      return;
    }
    askNameServer(wires, container, question, upstream[0] ?? '', ({ code, records: found }) =>
      respond({ code: code === 'failed' ? 'SERVFAIL' : code, records: found, secondHand: true }),
    );
  };
}

/** undefined: none of the container's networks knows the name. */
function localRecords(container: Host, question: NameQuestion, wires: Wires): readonly NameRecord[] | undefined {
  const name = question.name.toLowerCase().replace(/\.$/, '');
  const networks = container.endpoints.map(({ network }) => network).filter((network) => network.names);
  if (question.type === 'PTR') {
    const neighbours = networks.flatMap((network) => network.endpoints);
    const asked = neighbours.find(({ address }) => name === reversed(address));
    if (asked === undefined) return undefined;
    const data = `${asked.aliases[0] ?? ''}.${asked.network.network}`;
    return [{ name: question.name, type: 'PTR', ttl: TIME_TO_LIVE, data }];
  }
  for (const network of networks) {
    const found = network.endpoints.filter((endpoint) => isCalled(endpoint, name));
    if (found.length === 0) continue;
    if (question.type !== 'A') return [];
    return shuffled(found, wires).map(({ address }) => ({
      name: question.name,
      type: 'A',
      ttl: TIME_TO_LIVE,
      data: address,
    }));
  }
  return undefined;
}

function isCalled({ aliases, network }: BridgeEndpoint, name: string): boolean {
  const behind = `.${network.network.toLowerCase()}`;
  const alone = name.endsWith(behind) ? name.slice(0, -behind.length) : name;
  return aliases.some((alias) => alias.toLowerCase() === name || alias.toLowerCase() === alone);
}

/** Several containers of one name take turns. */
function shuffled(endpoints: readonly BridgeEndpoint[], wires: Wires): readonly BridgeEndpoint[] {
  if (endpoints.length < 2) return endpoints;
  const start = wires.random.integer(endpoints.length);
  return [...endpoints.slice(start), ...endpoints.slice(0, start)];
}

/** `2.0.18.172.in-addr.arpa` of 172.18.0.2. */
function reversed(address: string): string {
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}
