import { providerId, UNINITIALIZED } from '../../kinds/cloudNode';
import { type Node, nodeKind } from '../../kinds/node';
import type { Client } from '../client/client';
import { EventRecorder } from '../client/eventRecorder';
import { Informer } from '../client/informer';
import { WorkQueue } from '../client/workQueue';
import type { Clock } from '../clock';
import type { FindMachine } from './cloudMachines';

export interface CloudNodeControllerOptions {
  readonly clock: Clock;
  readonly client: Client;
  readonly machine: FindMachine;
}

/**
 * Looks up every new node in the cloud, writes down which machine it is, and takes off the taint that kept pods away.
 *
 * Simplified: no zones and regions, and addresses are those that the kubelet reported.
 */
export class CloudNodeController {
  readonly #options: CloudNodeControllerOptions;
  readonly #queue: WorkQueue;
  readonly #recorder: EventRecorder;
  readonly #nodes: Informer<Node>;

  constructor(options: CloudNodeControllerOptions) {
    this.#options = options;
    const { clock, client } = options;
    this.#recorder = new EventRecorder(client, { name: 'cloud-node-controller' }, clock);
    this.#queue = new WorkQueue(clock, { name: 'cloud-node', process: (name) => this.#initialize(name) });
    const enqueue = (node: Node) => {
      if (isUninitialized(node)) this.#queue.add(node.metadata.name);
    };
    const handlers = { onAdd: enqueue, onUpdate: (_old: Node, node: Node) => enqueue(node) };
    this.#nodes = new Informer(client, nodeKind, { clock }).handle(handlers);
    this.#nodes.start();
  }

  stop(): void {
    this.#nodes.stop();
    this.#queue.stop();
  }

  #initialize(name: string): 'done' | 'retry' {
    const { client, machine } = this.#options;
    const found = client.get(nodeKind, name);
    if (!found.ok) return found.error.reason === 'NotFound' ? 'done' : 'retry';
    const node = found.value;
    const known = machine(name);
    if (!isUninitialized(node)) return 'done';
    if (known === undefined) return 'retry';
    const labels = { ...node.metadata.labels, 'node.kubernetes.io/instance-type': known.type };
    const taints = (node.spec.taints ?? []).filter(({ key }) => key !== UNINITIALIZED.key);
    const { taints: _, ...spec } = node.spec;
    const updated = client.update(nodeKind, {
      ...node,
      metadata: { ...node.metadata, labels },
      spec: { ...spec, providerID: providerId(name), ...(taints.length === 0 ? {} : { taints }) },
    });
    if (!updated.ok) return 'retry';
    this.#recorder.event(updated.value, 'Normal', 'Synced', 'Node synced successfully');
    return 'done';
  }
}

function isUninitialized(node: Node): boolean {
  return (node.spec.taints ?? []).some(({ key }) => key === UNINITIALIZED.key);
}
