/** What a controller is, and what the controller manager lends it. */
import type { Random } from '../../base/random';
import type { Kind } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';
import type { Client } from '../client/client';
import type { EventRecorder } from '../client/eventRecorder';
import type { Informer, InformerHandlers } from '../client/informer';
import type { Clock, TimerOptions } from '../clock';
import type { Trace } from '../trace';

/** What is to happen with a key after a reconcile: done with, again after a back-off, or again after some time. */
export type Outcome = 'done' | 'retry' | { readonly after: number };

export interface Controller {
  /** Brings the object of that key (`namespace/name`, or what the controller enqueues) nearer to what is wanted. */
  reconcile(key: string): Outcome;
}

/** What the cluster's administrator sets by flags of kube-controller-manager. */
export interface ControllerOptions {
  /** Gives nodes their pod CIDRs (`--allocate-node-cidrs`) out of this one, such as `10.244.0.0/16`. */
  readonly clusterCidr?: string;
  /** The PEM text that is published as kube-root-ca.crt in every namespace. */
  readonly rootCertificate: string;
  /** How many ended pods may stay before the oldest are removed (`--terminated-pod-gc-threshold`). */
  readonly terminatedPodThreshold: number;
}

export interface ControllerContext {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly options: ControllerOptions;
  /** Acts as the controller's own service account. */
  readonly client: Client;
  /** The manager's one list-and-watch of that kind, shared by all controllers. */
  informer<T extends ClusterObject>(kind: Kind<T>): Informer<T>;
  /** Calls the handlers on what the shared informer sees, from now until the manager stops. */
  watch<T extends ClusterObject>(kind: Kind<T>, handlers: InformerHandlers<T>): void;
  recorder(component: string): EventRecorder;
  /**
   * Puts a key into the controller's queue. `size`: how many objects a look at it goes through; with hundreds and more
   * it takes its time, in which further changes gather.
   */
  enqueue(key: string, size?: number): void;
  /** The same after a while; in the background when it only waits for something that may never be needed. */
  enqueueAfter(key: string, milliseconds: number, options?: TimerOptions): void;
  /** Periodic work, until the manager stops. */
  every(milliseconds: number, run: () => void): void;
}

export interface ControllerDefinition {
  /** As kube-controller-manager's --controllers flag names it. */
  readonly name: string;
  /** Its service account in kube-system; the few without one act as the controller manager itself. */
  readonly account?: string;
  create(context: ControllerContext): Controller;
}
