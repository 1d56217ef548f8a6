import type { Random } from '../../base/random';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import type { Clock } from '../clock';
import type { Trace } from '../trace';
import type { LoadBalancers } from './loadBalancers';
import { ServiceController } from './serviceController';

export interface CloudControllerManagerOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly server: ApiServer;
  /** The cloud that is asked: it outlives this process. */
  readonly balancers: LoadBalancers;
}

/** cloud-controller-manager: tells the cloud what the cluster wants of it. Adding and removing nodes is not built yet. */
export class CloudControllerManager {
  readonly #options: CloudControllerManagerOptions;
  #services: ServiceController | undefined;

  constructor(options: CloudControllerManagerOptions) {
    this.#options = options;
  }

  get running(): boolean {
    return this.#services !== undefined;
  }

  start(): void {
    if (this.#services !== undefined) return;
    const client = new Client(this.#options.server, {
      user: 'system:serviceaccount:kube-system:cloud-controller-manager',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
      actor: 'cloud',
    });
    this.#services = new ServiceController({ ...this.#options, client });
  }

  stop(): void {
    this.#services?.stop();
    this.#services = undefined;
  }
}
