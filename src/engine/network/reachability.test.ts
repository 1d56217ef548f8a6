/** Random networks of containers: who reaches whom is what a naive model says. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { Clock } from '../clock';
import { Trace } from '../trace';
import { addressRange, inRange } from './address';
import type { BridgeNetwork, Endpoint } from './bridge';
import { Fabric } from './fabric';
import type { Host } from './host';

interface Box {
  readonly name: string;
  readonly host: Host;
  readonly machine: Host;
  /** Listens on 0.0.0.0:80, on 127.0.0.1:80 or not at all. */
  readonly listens: 'everywhere' | 'inside' | 'nowhere';
  readonly endpoints: Endpoint[];
}

interface Port {
  readonly machine: Host;
  readonly address: string;
  readonly port: number;
  readonly box: Box;
}

/** A laptop and a node with bridges, containers on some of them, some of their ports published. */
function randomNetwork(seed: number) {
  const random = new Random(`topology ${seed}`);
  const clock = new Clock(0);
  const fabric = new Fabric({ clock, trace: new Trace(clock), random: new Random(seed) });
  const laptop = fabric.addLaptop();
  const node = fabric.addNode({ name: 'node-1', address: '10.0.0.11', podCidr: '10.244.1.0/24' });
  const bridges = Array.from({ length: 2 + random.integer(4) }, (_, index) => {
    const machine = random.integer(4) === 0 ? node : laptop;
    return {
      machine,
      network: fabric.addBridge({
        machine,
        interface: `br-${index}`,
        subnet: `172.${17 + index}.0.0/16`,
        names: true,
        internal: random.integer(5) === 0,
      }),
    };
  });
  const boxes = Array.from({ length: 3 + random.integer(5) }, (_, index): Box => {
    const machine = random.pick(bridges).machine;
    const name = `box${index}`;
    const host = fabric.addContainer({ name: `container/${name}`, machine, hosts: () => '' });
    const listens = random.pick(['everywhere', 'everywhere', 'inside', 'nowhere'] as const);
    if (listens !== 'nowhere') {
      const address = listens === 'inside' ? '127.0.0.1' : '0.0.0.0';
      host.listen(80, (_request, _peer, respond) => respond({ status: 200, headers: {}, body: name }), { address });
    }
    const endpoints: Endpoint[] = [];
    for (const bridge of bridges) {
      if (bridge.machine !== machine || random.integer(2) === 0) continue;
      const made = bridge.network.connect(host, { aliases: [name] });
      if (made.ok) endpoints.push(made.value);
    }
    return { name, host, machine, listens, endpoints };
  });
  const ports: Port[] = [];
  for (let index = 0; index < 4; index++) {
    const box = random.pick(boxes);
    if (!box.endpoints.some(({ network }) => !network.internal)) continue;
    const own = box.machine.addresses[0] ?? '';
    const address = random.pick(['', '127.0.0.1', own]);
    const port = 8000 + random.integer(3);
    const published = {
      hostAddress: address,
      hostPort: port,
      protocol: 'tcp',
      container: box.host,
      containerPort: 80,
    } as const;
    const made = fabric.publish(box.machine, published);
    const taken = ports.some(
      (one) =>
        one.machine === box.machine &&
        one.port === port &&
        (one.address === address || one.address === '' || address === ''),
    );
    expect(made.ok).toBe(!taken);
    if (made.ok) ports.push({ machine: box.machine, address, port, box });
  }
  // Some are disconnected again.
  for (const box of boxes) {
    if (random.integer(4) > 0 || ports.some((port) => port.box === box)) continue;
    const gone = box.endpoints.pop();
    gone?.network.disconnect(gone);
  }
  return { clock, laptop, node, bridges, boxes, ports };
}

type Network = ReturnType<typeof randomNetwork>;

/** What a container answers to whoever gets through to it at one of its outer addresses. */
const seenFromOutside = (box: Box) => (box.listens === 'everywhere' ? box.name : 'refused');

/** At one of a machine's addresses: who comes from inside of it, or to its localhost, comes through docker-proxy. */
function atMachine(network: Network, machine: Host, address: string, port: number, proxied: boolean): string {
  const found = network.ports.find(
    (one) => one.machine === machine && one.port === port && (one.address === '' || one.address === address),
  );
  if (found === undefined) return 'refused';
  const seen = seenFromOutside(found.box);
  return proxied && seen === 'refused' ? 'reset' : seen;
}

function onBridge(network: Network, bridge: BridgeNetwork, address: string, port: number): string {
  const box = network.boxes.find(({ endpoints }) =>
    endpoints.some((one) => one.network === bridge && one.address === address),
  );
  if (box === undefined) return 'unreachable';
  return port === 80 ? seenFromOutside(box) : 'refused';
}

function expectedFromBox(network: Network, box: Box, address: string, port: number): string {
  if (box.endpoints.some((one) => one.address === address)) return port === 80 ? seenFromOutside(box) : 'refused';
  if (address.startsWith('127.')) return port === 80 && box.listens !== 'nowhere' ? box.name : 'refused';
  const near = box.endpoints.find(({ network: one }) => inRange(addressRange(one.subnet), address));
  if (near !== undefined && near.network.gateway !== address) return onBridge(network, near.network, address, port);
  if (near === undefined && !box.endpoints.some((one) => !one.network.internal)) return 'no-network';
  if (box.machine.addresses.includes(address)) return atMachine(network, box.machine, address, port, true);
  const apart = network.bridges.some(
    (one) => one.machine === box.machine && inRange(addressRange(one.network.subnet), address),
  );
  return apart ? 'timeout' : fromMachineOutwards(network, box.machine, address, port);
}

function fromMachineOutwards(network: Network, machine: Host, address: string, port: number): string {
  const other = machine === network.laptop ? network.node : network.laptop;
  if (other.addresses[0] === address) return atMachine(network, other, address, port, false);
  return inRange(addressRange('10.0.0.0/24'), address) ? 'unreachable' : 'timeout';
}

function expectedFromMachine(network: Network, machine: Host, address: string, port: number): string {
  if (address.startsWith('127.') || machine.addresses.includes(address)) {
    return atMachine(network, machine, address, port, address.startsWith('127.'));
  }
  const bridge = network.bridges.find(
    (one) => one.machine === machine && inRange(addressRange(one.network.subnet), address),
  );
  if (bridge !== undefined) return onBridge(network, bridge.network, address, port);
  return fromMachineOutwards(network, machine, address, port);
}

function ask(network: Network, from: Host, host: string, port: number): string {
  let result = '';
  const request = { method: 'GET', scheme: 'http' as const, host, port, path: '/', headers: {}, body: '' };
  from.exchange(request, { timeout: 4_000 }, (outcome) => {
    result = outcome.ok ? outcome.response.body : outcome.failure;
  });
  while (result === '' && network.clock.runNext());
  return result;
}

describe('reachability', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => [seed + 1]))('is what a naive model says (seed %i)', (seed) => {
    const network = randomNetwork(seed);
    const { laptop, node, boxes, bridges } = network;
    const addresses = [
      '127.0.0.1',
      '10.0.0.99',
      '93.184.216.34',
      ...[laptop, node].flatMap((machine) => machine.addresses),
      ...boxes.flatMap(({ endpoints }) => endpoints.map((one) => one.address)),
      ...bridges.map((one) => one.network.gateway.replace(/1$/, '77')),
    ];
    const wrong: string[] = [];
    const check = (from: Host, address: string, port: number, expected: string) => {
      const result = ask(network, from, address, port);
      if (result !== expected) wrong.push(`${from.name} -> ${address}:${port}: ${result}, not ${expected}`);
    };
    for (const address of new Set(addresses)) {
      for (const port of [80, 8000, 8001, 8002]) {
        for (const box of boxes) check(box.host, address, port, expectedFromBox(network, box, address, port));
        for (const machine of [laptop, node]) {
          check(machine, address, port, expectedFromMachine(network, machine, address, port));
        }
      }
    }
    for (const box of boxes) {
      for (const other of boxes) {
        const shared = box.endpoints.find((one) =>
          other.endpoints.some(({ network: bridge }) => bridge === one.network),
        );
        const expected = shared === undefined ? 'unresolved' : seenFromOutside(other);
        check(box.host, other.name, 80, expected);
      }
    }
    expect(wrong).toEqual([]);
  });
});
