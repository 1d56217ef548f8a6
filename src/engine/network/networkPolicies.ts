/**
 * What enforces network policies, as a network plugin's agents do on every node: it follows policies, pods and
 * namespaces, and says of packets between pods whether they pass. When it is stopped, what it knew stays in force.
 *
 * Simplified: one for all nodes; changes count at once; connections that are open stay open.
 */
import { type Namespace, namespaceKind } from '../../kinds/namespace';
import { type NetworkPolicy, networkPolicyKind } from '../../kinds/networking/networkPolicy';
import { type Pod, podKind } from '../../kinds/pod';
import type { Client } from '../client/client';
import { Informer } from '../client/informer';
import type { Clock } from '../clock';
import type { Destination } from './journey';
import { type PolicyEnd, type PolicyView, policyRefusal } from './policyRules';

/** What the network asks at both ends of a pod's connections. */
export interface PolicyGuard {
  /** Which policies keep the pod with this address from sending there; undefined when none does. */
  egressRefusal(source: string, destination: Destination): readonly string[] | undefined;
  /** Which policies keep the pod that is spoken to from hearing of it. */
  ingressRefusal(source: string, destination: Destination): readonly string[] | undefined;
}

export class NetworkPolicies implements PolicyGuard, PolicyView {
  readonly #policies: Informer<NetworkPolicy>;
  readonly #namespaces: Informer<Namespace>;
  readonly #pods: Informer<Pod>;

  constructor(client: Client, clock: Clock) {
    this.#policies = new Informer<NetworkPolicy>(client, networkPolicyKind, {
      clock,
      onAdd: () => this.#followPods(),
      indexes: { namespace: ({ metadata }) => [metadata.namespace ?? ''] },
    });
    this.#namespaces = new Informer<Namespace>(client, namespaceKind, { clock });
    this.#pods = new Informer<Pod>(client, podKind, { clock, indexes: { address: addressesOf } });
  }

  start(): void {
    this.#policies.start();
    if (this.#policies.list().length > 0) this.#followPods();
  }

  /** Where there are no policies, nobody needs to know the pods. */
  #followPods(): void {
    for (const informer of [this.#namespaces, this.#pods]) informer.start();
  }

  stop(): void {
    for (const informer of [this.#policies, this.#namespaces, this.#pods]) informer.stop();
  }

  policiesIn(namespace: string): readonly NetworkPolicy[] {
    return this.#policies.byIndex('namespace', namespace);
  }

  namespace(name: string): Namespace | undefined {
    return this.#namespaces.get(name);
  }

  egressRefusal(source: string, destination: Destination): readonly string[] | undefined {
    if (this.#policies.list().length === 0) return undefined;
    const { pod } = this.#end(source);
    if (pod === undefined) return undefined;
    return policyRefusal(this, 'Egress', pod, this.#end(destination.address), destination);
  }

  ingressRefusal(source: string, destination: Destination): readonly string[] | undefined {
    if (this.#policies.list().length === 0) return undefined;
    const { pod } = this.#end(destination.address);
    return pod === undefined ? undefined : policyRefusal(this, 'Ingress', pod, this.#end(source), destination);
  }

  #end(address: string): PolicyEnd {
    return { address, pod: this.#pods.byIndex('address', address)[0] };
  }
}

/** Policies are not about pods on their node's own network, and ended ones have given their address back. */
function addressesOf({ spec, status }: Pod): readonly string[] {
  const ended = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return spec.hostNetwork === true || ended || !status?.podIP ? [] : [status.podIP];
}
