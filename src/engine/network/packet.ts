/** What a packet's first hop decides about it: the contract between the fabric and the rules on a node. */
export interface Packet {
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** Where it comes from: a pod on this node, the node itself, or outside of the node. */
  readonly from: 'pod' | 'node' | 'outside';
}

export type Verdict =
  | {
      readonly kind: 'forward';
      readonly address: string;
      readonly port: number;
      /** The pod sees the node's address instead of the client's. */
      readonly masquerade: boolean;
      /** `service/NAMESPACE/NAME:PORT -> ADDRESS:PORT`, as hops quote it. */
      readonly note: string;
    }
  /** An ICMP error comes back: connection refused. */
  | { readonly kind: 'reject'; readonly note: string }
  /** Nothing comes back. */
  | { readonly kind: 'drop'; readonly note: string };

/** The rules that a node's kernel applies before it routes; undefined: none of them is concerned. */
export interface PacketRules {
  translate(packet: Packet): Verdict | undefined;
  /** What a load balancer's health check of this node finds out: false when it should not send to this node port. */
  healthy(nodePort: number): boolean;
}

/** A cloud's load balancer as the network sees it. */
export interface LoadBalancers {
  /** What stands behind an address and port; undefined when it is no load balancer's. */
  find(address: string, port: number): LoadBalancerTarget | undefined;
}

interface LoadBalancerTarget {
  /** Names or addresses of the nodes that passed its health checks. */
  readonly nodes: readonly string[];
  readonly nodePort: number;
}
