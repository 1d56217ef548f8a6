/**
 * A node's bridge for its pods, as the CNI plugin `bridge` makes it for the first of them: each pod's eth0 is one end of a
 * veth pair, the other end is a port of the bridge.
 */
import { hash32 } from '../../base/hash';
import { addressRange, gatewayOf } from './address';
import type { Host } from './host';
import { Link, macOf } from './link';

export interface PodBridgeOptions {
  readonly node: Host;
  /** `cni0`. */
  readonly name: string;
  readonly podCidr: string;
}

export class PodBridge {
  readonly #options: PodBridgeOptions;
  #link: Link | undefined;
  readonly #veths = new Map<Host, Link>();

  constructor(options: PodBridgeOptions) {
    this.#options = options;
  }

  /** undefined before the first pod. */
  get link(): Link | undefined {
    return this.#link;
  }

  /** The node's end of a pod's cable. */
  vethOf(pod: Host): Link | undefined {
    return this.#veths.get(pod);
  }

  attach(pod: Host, address: string, mtu: number): void {
    const { node, podCidr } = this.#options;
    const bridge = this.#bridge(mtu);
    const index = pod.nextLinkIndex();
    const { prefix } = addressRange(podCidr);
    const mac = macOf(address, '0a:58');
    const link = new Link({ index, name: 'eth0', kind: 'veth', mac, address, prefix, mtu });
    const digest = hash32(`${pod.name} ${address}`).toString(16).padStart(8, '0');
    const name = `veth${digest}`;
    const veth = new Link({ index: node.nextLinkIndex(), name, kind: 'veth', mac: hardware(digest), mtu });
    link.other = veth;
    veth.other = link;
    bridge.addPort(veth);
    node.addLink(veth);
    pod.addLink(link);
    this.#veths.set(pod, veth);
  }

  detach(pod: Host): void {
    const veth = this.#veths.get(pod);
    if (veth === undefined) return;
    this.#veths.delete(pod);
    this.#link?.removePort(veth);
    this.#options.node.removeLink(veth);
  }

  #bridge(mtu: number): Link {
    if (this.#link !== undefined) return this.#link;
    const { node, name, podCidr } = this.#options;
    const address = gatewayOf(podCidr);
    const { prefix } = addressRange(podCidr);
    const mac = macOf(address, '0a:58');
    this.#link = new Link({ index: node.nextLinkIndex(), name, kind: 'bridge', mac, address, prefix, mtu });
    node.addLink(this.#link);
    return this.#link;
  }
}

/** A made-up hardware address: locally administered, of one machine. */
function hardware(digest: string): string {
  return `2e:a1:${(digest.match(/../g) ?? []).join(':')}`;
}
