import { type Node, nodeKind } from '../../../kinds/node';
import type { ControllerDefinition } from '../controller';

const ANNOTATION = 'node.alpha.kubernetes.io/ttl';
/** How long kubelets may keep secrets and config maps, in seconds, by the size of the cluster. */
const BOUNDARIES: readonly (readonly [number, number])[] = [
  [100, 0],
  [500, 15],
  [1000, 30],
  [2000, 60],
  [Number.POSITIVE_INFINITY, 300],
];

/** Writes on every node for how long its kubelet may cache secrets and config maps: the larger the cluster, the longer. */
export const ttlController: ControllerDefinition = {
  name: 'ttl-controller',
  account: 'ttl-controller',
  create: (context) => {
    const enqueue = (node: Node) => context.enqueue(node.metadata.name);
    context.watch(nodeKind, { onAdd: enqueue, onUpdate: (_old, node) => enqueue(node) });
    return {
      reconcile: (name) => {
        const nodes = context.informer(nodeKind);
        const node = nodes.get(name);
        if (node === undefined) return 'done';
        const seconds = BOUNDARIES.find(([limit]) => nodes.list().length <= limit)?.[1] ?? 0;
        if (node.metadata.annotations?.[ANNOTATION] === String(seconds)) return 'done';
        const patch = { metadata: { annotations: { [ANNOTATION]: String(seconds) } } };
        const patched = context.client.patch(nodeKind, name, undefined, patch, { type: 'strategic' });
        return patched.ok || patched.error.reason === 'NotFound' ? 'done' : 'retry';
      },
    };
  },
};
