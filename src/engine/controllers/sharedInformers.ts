import type { Kind } from '../../kinds/kind';
import { resourceName } from '../../kinds/kind';
import { type ClusterObject, controllerOf } from '../../kinds/object';
import type { Client } from '../client/client';
import { Informer } from '../client/informer';
import type { Clock } from '../clock';

/**
 * By what objects are looked up: their namespace, the uid of their controlling owner, the namespace of those that
 * have none (`orphan`), and the node of a pod.
 */
const INDEXES: Readonly<Record<string, (object: ClusterObject) => readonly string[]>> = {
  namespace: (object) => [object.metadata.namespace ?? ''],
  controller: (object) => {
    const owner = controllerOf(object);
    return owner === undefined ? [] : [owner.uid];
  },
  orphan: (object) => (controllerOf(object) === undefined ? [object.metadata.namespace ?? ''] : []),
  node: (object) => {
    const { nodeName } = (object as { spec?: { nodeName?: string } }).spec ?? {};
    return nodeName === undefined || nodeName === '' ? [] : [nodeName];
  },
};

/** The informers of one process: one watch for each kind, however many look at it. */
export class SharedInformers {
  readonly #client: Client;
  readonly #clock: Clock;
  readonly #byResource = new Map<string, Informer<ClusterObject>>();
  #started = false;

  constructor(client: Client, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  get<T extends ClusterObject>(kind: Kind<T>): Informer<T> {
    const resource = resourceName(kind);
    let informer = this.#byResource.get(resource) as Informer<T> | undefined;
    if (informer === undefined) {
      informer = new Informer<T>(this.#client, kind, { clock: this.#clock, indexes: INDEXES });
      this.#byResource.set(resource, informer as unknown as Informer<ClusterObject>);
      if (this.#started) informer.start();
    }
    return informer;
  }

  /** True once every kind was listed. */
  get synced(): boolean {
    return [...this.#byResource.values()].every((informer) => informer.synced);
  }

  start(): void {
    this.#started = true;
    for (const informer of this.#byResource.values()) informer.start();
  }

  stop(): void {
    for (const informer of this.#byResource.values()) informer.stop();
  }
}
