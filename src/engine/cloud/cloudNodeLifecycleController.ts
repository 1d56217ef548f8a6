import type { Taint } from 'kubernetes-types/core/v1';
import { formatTime } from '../../base/time';
import { type Node, nodeKind } from '../../kinds/node';
import type { Client } from '../client/client';
import { EventRecorder } from '../client/eventRecorder';
import { Informer } from '../client/informer';
import type { Clock, Timer } from '../clock';
import type { FindMachine } from './cloudMachines';

/** The taint of a node whose machine the cloud says is switched off. */
const SHUTDOWN: Taint = { key: 'node.cloudprovider.kubernetes.io/shutdown', effect: 'NoSchedule' };
/** How often it looks. */
const MONITOR_PERIOD = 5000;

export interface CloudNodeLifecycleControllerOptions {
  readonly clock: Clock;
  readonly client: Client;
  readonly machine: FindMachine;
}

/**
 * Asks the cloud about every node that isn't ready: one whose machine is gone is deleted, one whose machine is switched
 * off gets a taint until it is ready again.
 */
export class CloudNodeLifecycleController {
  readonly #options: CloudNodeLifecycleControllerOptions;
  readonly #recorder: EventRecorder;
  readonly #nodes: Informer<Node>;
  #timer: Timer | undefined;

  constructor(options: CloudNodeLifecycleControllerOptions) {
    this.#options = options;
    const { clock, client } = options;
    this.#recorder = new EventRecorder(client, { name: 'cloud-node-lifecycle-controller' }, clock);
    this.#nodes = new Informer(client, nodeKind, { clock });
    this.#nodes.start();
    this.#later();
  }

  stop(): void {
    this.#nodes.stop();
    this.#timer?.cancel();
  }

  #later(): void {
    const { clock } = this.#options;
    const look = () => {
      for (const node of this.#nodes.list()) this.#look(node);
      clock.withCause(0, () => this.#later());
    };
    this.#timer = clock.after(MONITOR_PERIOD, look, { background: true });
  }

  #look(node: Node): void {
    const { client, machine } = this.#options;
    const { name } = node.metadata;
    if (node.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True') {
      if (isShutDown(node)) this.#setTaints(name, (taints) => taints.filter(({ key }) => key !== SHUTDOWN.key));
      return;
    }
    const known = machine(name);
    if (known === undefined) {
      const message = `Deleting node ${name} because it does not exist in the cloud provider`;
      this.#recorder.event(node, 'Normal', 'DeletingNode', message);
      client.delete(nodeKind, name);
      return;
    }
    const { clock } = this.#options;
    if (known.running || isShutDown(node)) return;
    this.#setTaints(name, (taints) => [...taints, { ...SHUTDOWN, timeAdded: formatTime(clock.now) }]);
  }

  /** From the newest state, as the node's other controllers write taints too. */
  #setTaints(name: string, change: (taints: readonly Taint[]) => Taint[]): void {
    const { client } = this.#options;
    const found = client.get(nodeKind, name);
    if (!found.ok) return;
    const { taints = [], ...spec } = found.value.spec;
    const changed = change(taints);
    client.update(nodeKind, { ...found.value, spec: changed.length === 0 ? spec : { ...spec, taints: changed } });
  }
}

function isShutDown(node: Node): boolean {
  return (node.spec.taints ?? []).some(({ key }) => key === SHUTDOWN.key);
}
