/**
 * flanneld as a program: it gives its node the routes to the other nodes' pods, by the backend that its configuration
 * names when it starts, and tells the CNI plugin which MTU that leaves. What it set up stays when it ends.
 *
 * Simplified: one network interface a node, IPv4; the kernel's neighbour and forwarding tables of the tunnel are taken as
 * filled; nothing is masqueraded, for there is no internet behind the site.
 */
import { type Node, nodeKind } from '../../kinds/node';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import { Informer } from '../client/informer';
import { klogHeader } from '../containers/images/logTimes';
import { untilSignalled } from '../containers/images/untilSignalled';
import type { Process, Program } from '../processes/process';
import { type FlannelConfig, readFlannelConfig } from './flannelConfig';
import type { RoutingEntry } from './namespace';
import { SUBNET_FILE, subnetText } from './subnetFile';

const PREFIX = 'flannel.alpha.coreos.com';
const WIRE_MTU = 1500;
/** Ethernet, IP, UDP and VXLAN, around every packet. */
const VXLAN_HEADERS = 50;

/** A line as klog writes it. */
type Log = (source: string, message: string, severity?: 'I' | 'W' | 'E') => void;

/** Makes the program, to be put into a node's kernel under the name `flanneld`. */
export function flanneld(api: ApiServer, node: string): Program {
  return function* (process) {
    const log: Log = (source, message, severity = 'I') =>
      process.stderr.write(`${klogHeader(process.clock.now, severity)}${source}] ${message}\n`);
    log('main.go:232', `Created subnet manager: Kubernetes Subnet Manager - ${node}`);
    const text = process.files.read('/etc/kube-flannel/net-conf.json');
    const config = readFlannelConfig(text.ok ? text.value : '');
    if (!config.ok) {
      log('main.go:359', config.error, 'E');
      return 1;
    }
    const agent = new Agent(api, node, process, config.value, log);
    if (!agent.begin()) return 1;
    try {
      yield* untilSignalled(process, ['SIGTERM', 'SIGINT']);
    } finally {
      agent.stop();
    }
    log('main.go:385', 'shutdownHandler sent cancel signal...');
    return 0;
  };
}

class Agent {
  readonly #node: string;
  readonly #process: Process;
  readonly #config: FlannelConfig;
  readonly #log: Log;
  readonly #client: Client;
  readonly #nodes: Informer<Node>;
  readonly #tunnel: string;

  constructor(api: ApiServer, node: string, process: Process, config: FlannelConfig, log: Log) {
    this.#node = node;
    this.#process = process;
    this.#config = config;
    this.#log = log;
    this.#tunnel = `flannel.${config.vni}`;
    this.#client = new Client(api, {
      user: 'system:serviceaccount:kube-flannel:flannel',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-flannel', 'system:authenticated'],
      actor: 'network',
    });
    this.#nodes = new Informer<Node>(this.#client, nodeKind, {
      clock: process.clock,
      onAdd: (one) => this.#heed(one),
      onUpdate: (old, one) => {
        if (leaseOf(old) !== leaseOf(one)) this.#heed(one);
      },
      onDelete: (one) => this.#forget(one),
    });
  }

  /** False when the node has no range yet, or the API server doesn't answer: flanneld ends then, and is started again. */
  begin(): boolean {
    const { backend, network, vni } = this.#config;
    const log = this.#log;
    const got = this.#client.get(nodeKind, this.#node);
    const podCidr = got.ok ? (got.value.spec.podCIDR ?? '') : '';
    if (podCidr === '') {
      const why = got.ok ? `node "${this.#node}" pod cidr not assigned` : got.error.message;
      log('main.go:332', `Error registering network: failed to acquire lease: ${why}`, 'E');
      return false;
    }
    const card = this.#process.network.interfaces.find(({ kind }) => kind === 'ethernet');
    const own = card?.address ?? '';
    log('main.go:482', `Found network config - Backend type: ${backend}`);
    log('match.go:259', `Using interface with name eth0 and address ${own}`);
    const mtu = backend === 'vxlan' ? WIRE_MTU - VXLAN_HEADERS : WIRE_MTU;
    let data = 'null';
    if (backend === 'vxlan') {
      log('vxlan.go:141', `VXLAN config: VNI=${vni} Port=0 GBP=false Learning=false DirectRouting=false`);
      const address = firstOf(podCidr);
      const { mac } = this.#process.network.addTunnel({ name: this.#tunnel, address, mtu });
      data = JSON.stringify({ VNI: vni, VtepMAC: mac });
    }
    const annotations = {
      [`${PREFIX}/backend-data`]: data,
      [`${PREFIX}/backend-type`]: backend,
      [`${PREFIX}/kube-subnet-manager`]: 'true',
      [`${PREFIX}/public-ip`]: own,
    };
    const patch = { metadata: { annotations } };
    this.#client.patch(nodeKind, this.#node, undefined, patch, { type: 'merge', subresource: 'status' });
    this.#process.files.write(SUBNET_FILE, subnetText({ network, podCidr, mtu }));
    log('main.go:396', `Wrote subnet file to ${SUBNET_FILE}`);
    log('main.go:400', 'Running backend.');
    this.#nodes.start();
    return true;
  }

  stop(): void {
    this.#nodes.stop();
  }

  #heed(node: Node): void {
    const { podCIDR = '' } = node.spec;
    const { backend } = this.#config;
    const type = node.metadata.annotations?.[`${PREFIX}/backend-type`];
    const address = node.metadata.annotations?.[`${PREFIX}/public-ip`];
    if (node.metadata.name === this.#node || podCIDR === '' || type === undefined || address === undefined) return;
    if (type !== backend) {
      this.#log('route_network.go:87', `Ignoring non-${backend} subnet(${podCIDR}): type=${type}`, 'W');
      return;
    }
    const route: RoutingEntry =
      backend === 'vxlan'
        ? { destination: podCIDR, gateway: firstOf(podCIDR), device: this.#tunnel, onlink: true }
        : { destination: podCIDR, gateway: address, device: 'eth0' };
    this.#log('route_network.go:93', `Subnet added: ${podCIDR} via ${address}`);
    this.#process.network.addRoute(route, { replace: true });
  }

  #forget(node: Node): void {
    const { podCIDR = '' } = node.spec;
    if (node.metadata.name === this.#node || podCIDR === '') return;
    this.#log('route_network.go:155', `Subnet removed: ${podCIDR}`);
    this.#process.network.removeRoute(podCIDR);
  }
}

/** What a node's agent says of it, as far as a route depends on it. */
function leaseOf({ spec, metadata }: Node): string {
  const { annotations = {} } = metadata;
  return [spec.podCIDR, annotations[`${PREFIX}/backend-type`], annotations[`${PREFIX}/public-ip`]].join(' ');
}

/** `10.244.1.0` of `10.244.1.0/24`: the tunnel's own address on a node. */
function firstOf(podCidr: string): string {
  return podCidr.split('/')[0] ?? '';
}
