import { type Node, nodeKind } from '../../../kinds/node';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';

/** How much of the cluster's range each node gets: 254 pods. */
const NODE_MASK = 24;

export const nodeIpamController: ControllerDefinition = {
  name: 'node-ipam-controller',
  account: 'node-controller',
  create: (context) => new NodeIpamController(context),
};

/** Gives every node a range of pod addresses out of the cluster's, if the cluster is set up so (IPv4 only). */
class NodeIpamController implements Controller {
  readonly #context: ControllerContext;

  constructor(context: ControllerContext) {
    this.#context = context;
    const enqueue = (node: Node) => {
      if (context.options.clusterCidr !== undefined && node.spec.podCIDR === undefined) {
        context.enqueue(node.metadata.name);
      }
    };
    context.watch(nodeKind, { onAdd: enqueue, onUpdate: (_old, node) => enqueue(node) });
  }

  reconcile(name: string): Outcome {
    const { client, options } = this.#context;
    // Read from the server: the view may not yet show what the node before was given.
    const nodes = client.list(nodeKind);
    if (!nodes.ok) return 'retry';
    const node = nodes.value.items.find((one) => one.metadata.name === name);
    if (node === undefined || node.spec.podCIDR !== undefined || options.clusterCidr === undefined) return 'done';
    const used = new Set(nodes.value.items.map((one) => one.spec.podCIDR));
    const podCIDR = subnets(options.clusterCidr).find((range) => !used.has(range));
    if (podCIDR === undefined) return 'retry';
    const patch = { spec: { podCIDR, podCIDRs: [podCIDR] } };
    return client.patch(nodeKind, name, undefined, patch, { type: 'strategic' }).ok ? 'done' : 'retry';
  }
}

/** The /24 ranges of a larger one, in order. */
function subnets(cidr: string): string[] {
  const [address = '', mask = ''] = cidr.split('/');
  const start = address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
  const count = 2 ** Math.max(0, NODE_MASK - Number(mask));
  return Array.from({ length: count }, (_, index) => {
    const base = start + index * 256;
    const parts = [base / 2 ** 24, base / 2 ** 16, base / 256, base].map((part) => Math.floor(part) % 256);
    return `${parts.join('.')}/${NODE_MASK}`;
  });
}
