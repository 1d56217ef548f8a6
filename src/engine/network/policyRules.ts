/** Which packets network policies let through: policies add up, and a pod that none selects is open. */
import type { NetworkPolicyPeer, NetworkPolicyPort } from 'kubernetes-types/networking/v1';
import type { Namespace } from '../../kinds/namespace';
import { addressRange } from '../../kinds/networking/addressRange';
import type { NetworkPolicy } from '../../kinds/networking/networkPolicy';
import type { Pod } from '../../kinds/pod';
import { matchesLabelSelector } from '../../kinds/selector';
import type { Destination } from './journey';

/** What the rules look at. */
export interface PolicyView {
  policiesIn(namespace: string): readonly NetworkPolicy[];
  namespace(name: string): Namespace | undefined;
}

/** One end of a connection: an address, and the pod that has it, if one does. */
export interface PolicyEnd {
  readonly address: string;
  readonly pod: Pod | undefined;
}

/** The names of the policies that keep the pod from it; undefined when it may pass. */
export function policyRefusal(
  view: PolicyView,
  direction: 'Ingress' | 'Egress',
  pod: Pod,
  peer: PolicyEnd,
  destination: Pick<Destination, 'port' | 'protocol'>,
): readonly string[] | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const isolating = view
    .policiesIn(namespace)
    .filter(
      ({ spec }) =>
        spec.policyTypes?.includes(direction) === true && matchesLabelSelector(spec.podSelector, pod.metadata.labels),
    );
  if (isolating.length === 0) return undefined;
  const target = direction === 'Ingress' ? pod : peer.pod;
  const passes = isolating.some(({ spec }) =>
    rulesOf(spec, direction).some(
      ({ ports, peers }) => matchesPort(ports, target, destination) && matchesPeer(view, namespace, peers, peer),
    ),
  );
  return passes ? undefined : isolating.map(({ metadata }) => `${namespace}/${metadata.name}`).sort();
}

interface PolicyRule {
  readonly ports: readonly NetworkPolicyPort[] | undefined;
  readonly peers: readonly NetworkPolicyPeer[] | undefined;
}

function rulesOf(spec: NetworkPolicy['spec'], direction: 'Ingress' | 'Egress'): readonly PolicyRule[] {
  if (direction === 'Ingress') return (spec.ingress ?? []).map(({ ports, from }) => ({ ports, peers: from }));
  return (spec.egress ?? []).map(({ ports, to }) => ({ ports, peers: to }));
}

/** Without ports every port is meant; a name is looked up among those of the pod that is spoken to. */
function matchesPort(
  ports: readonly NetworkPolicyPort[] | undefined,
  target: Pod | undefined,
  { port, protocol }: Pick<Destination, 'port' | 'protocol'>,
): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((one) => {
    if ((one.protocol ?? 'TCP') !== protocol) return false;
    if (one.port === undefined) return true;
    if (typeof one.port === 'string') return namedPorts(target, one.port, protocol).includes(port);
    return port >= one.port && port <= (one.endPort ?? one.port);
  });
}

function namedPorts(pod: Pod | undefined, name: string, protocol: string): readonly number[] {
  return (pod?.spec.containers ?? [])
    .flatMap((container) => container.ports ?? [])
    .filter((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)
    .map((port) => port.containerPort);
}

/** Without peers everybody is meant. */
function matchesPeer(
  view: PolicyView,
  namespace: string,
  peers: readonly NetworkPolicyPeer[] | undefined,
  { address, pod }: PolicyEnd,
): boolean {
  if (peers === undefined || peers.length === 0) return true;
  return peers.some(({ ipBlock, podSelector, namespaceSelector }) => {
    if (ipBlock !== undefined) {
      const inside = addressRange(ipBlock.cidr)?.contains(address) === true;
      return inside && !(ipBlock.except ?? []).some((range) => addressRange(range)?.contains(address));
    }
    if (pod === undefined) return false;
    const home = pod.metadata.namespace ?? '';
    const fromThere =
      namespaceSelector === undefined
        ? home === namespace
        : matchesLabelSelector(namespaceSelector, view.namespace(home)?.metadata.labels);
    return fromThere && (podSelector === undefined || matchesLabelSelector(podSelector, pod.metadata.labels));
  });
}
