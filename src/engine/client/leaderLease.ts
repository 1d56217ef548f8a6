import type { Random } from '../../base/random';
import { formatMicroTime } from '../../base/time';
import { type Lease, leaseKind } from '../../kinds/lease';
import type { Clock, Timer } from '../clock';
import type { Client } from './client';
import { EventRecorder } from './eventRecorder';

const NAMESPACE = 'kube-system';
/** client-go's defaults: how often the lease is renewed, and for how long others must respect it. */
const RENEW_EVERY = 2000;
const DURATION_SECONDS = 15;

export interface LeaderLeaseOptions {
  /** The lease's name: the component's. */
  readonly name: string;
  /** The machine that the component runs on. */
  readonly host: string;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * The lease by which one instance of a component leads. There is only ever one instance here, so nobody waits for it;
 * it keeps its identity when it is restarted (a real one takes a new identity and waits until the old lease runs out).
 */
export class LeaderLease {
  readonly #client: Client;
  readonly #options: LeaderLeaseOptions;
  readonly #identity: string;
  readonly #recorder: EventRecorder;
  #timer: Timer | undefined;

  constructor(client: Client, options: LeaderLeaseOptions) {
    this.#client = client;
    this.#options = options;
    this.#identity = `${options.host}_${options.random.uuid()}`;
    this.#recorder = new EventRecorder(client, { name: options.name }, options.clock);
  }

  start(): void {
    if (this.#timer === undefined) this.#renew();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #renew(): void {
    const { clock, name } = this.#options;
    const current = this.#client.get(leaseKind, name, NAMESPACE);
    const now = formatMicroTime(clock.now);
    if (current.ok) {
      const spec = { ...current.value.spec, renewTime: now };
      const took = current.value.spec?.holderIdentity !== this.#identity;
      if (took) Object.assign(spec, { holderIdentity: this.#identity, acquireTime: now });
      const updated = this.#client.update(leaseKind, { ...current.value, spec });
      if (updated.ok && took) this.#tell(updated.value);
    } else if (current.error.reason === 'NotFound') {
      const created = this.#client.create(leaseKind, this.#newLease(now));
      if (created.ok) this.#tell(created.value);
    }
    this.#timer = clock.after(RENEW_EVERY, () => this.#renew(), { background: true });
  }

  #newLease(now: string): Lease {
    return {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: this.#options.name, namespace: NAMESPACE },
      spec: {
        holderIdentity: this.#identity,
        leaseDurationSeconds: DURATION_SECONDS,
        acquireTime: now,
        renewTime: now,
        leaseTransitions: 0,
      },
    };
  }

  #tell(lease: Lease): void {
    this.#recorder.event(lease, 'Normal', 'LeaderElection', `${this.#identity} became leader`);
  }
}
