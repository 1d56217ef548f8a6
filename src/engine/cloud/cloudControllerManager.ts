import type { Random } from '../../base/random';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import type { Clock } from '../clock';
import type { Trace } from '../trace';
import type { FindMachine } from './cloudMachines';
import { CloudNodeController } from './cloudNodeController';
import { CloudNodeLifecycleController } from './cloudNodeLifecycleController';
import type { LoadBalancers } from './loadBalancers';
import { ServiceController } from './serviceController';

export interface CloudControllerManagerOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly server: ApiServer;
  /** The cloud that is asked: it outlives this process. */
  readonly balancers: LoadBalancers;
  readonly machine: FindMachine;
}

/** cloud-controller-manager: tells the cloud what the cluster wants of it, and the cluster which machines the cloud has. */
export class CloudControllerManager {
  readonly #options: CloudControllerManagerOptions;
  #controllers: readonly { stop(): void }[] = [];

  constructor(options: CloudControllerManagerOptions) {
    this.#options = options;
  }

  get running(): boolean {
    return this.#controllers.length > 0;
  }

  start(): void {
    if (this.running) return;
    const client = new Client(this.#options.server, {
      user: 'system:serviceaccount:kube-system:cloud-controller-manager',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
      actor: 'cloud',
    });
    const options = { ...this.#options, client };
    this.#controllers = [
      new CloudNodeController(options),
      new CloudNodeLifecycleController(options),
      new ServiceController(options),
    ];
  }

  stop(): void {
    for (const controller of this.#controllers) controller.stop();
    this.#controllers = [];
  }
}
