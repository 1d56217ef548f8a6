/** What is wrong with a network policy, in the order of Kubernetes' ValidateNetworkPolicySpec. */
import type { IPBlock, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from 'kubernetes-types/networking/v1';
import { type FieldError, forbidden, goText, invalid, invalidEach, notSupported, required } from '../fieldError';
import { cidrErrors, portNameErrors, portNumberErrors } from '../names';
import { validateLabelSelector } from '../workloads/validateSelector';
import { addressRange } from './addressRange';

const protocols = ['TCP', 'UDP', 'SCTP'];
const policyTypes = ['Ingress', 'Egress'];

export function validateNetworkPolicy(spec: NetworkPolicySpec): FieldError[] {
  return [
    ...validateLabelSelector('spec.podSelector', spec.podSelector),
    ...(spec.ingress ?? []).flatMap((rule, i) => validateRule(`spec.ingress[${i}]`, rule.ports, 'from', rule.from)),
    ...(spec.egress ?? []).flatMap((rule, i) => validateRule(`spec.egress[${i}]`, rule.ports, 'to', rule.to)),
    ...validateTypes(spec.policyTypes ?? []),
  ];
}

function validateTypes(types: readonly string[]): FieldError[] {
  if (types.length > policyTypes.length) {
    const shown = goText(`[]networking.PolicyType{${types.map((type) => JSON.stringify(type)).join(', ')}}`);
    return [invalid('spec.policyTypes', shown, 'may not specify more than two policyTypes')];
  }
  return types.flatMap((type, i) =>
    policyTypes.includes(type) ? [] : [notSupported(`spec.policyTypes[${i}]`, type, policyTypes)],
  );
}

function validateRule(
  field: string,
  ports: readonly NetworkPolicyPort[] | undefined,
  side: 'from' | 'to',
  peers: readonly NetworkPolicyPeer[] | undefined,
): FieldError[] {
  return [
    ...(ports ?? []).flatMap((port, i) => validatePort(`${field}.ports[${i}]`, port)),
    ...(peers ?? []).flatMap((peer, i) => validatePeer(`${field}.${side}[${i}]`, peer)),
  ];
}

function validatePort(field: string, { protocol, port, endPort }: NetworkPolicyPort): FieldError[] {
  const errors: FieldError[] = [];
  if (protocol !== undefined && !protocols.includes(protocol)) {
    errors.push(notSupported(`${field}.protocol`, protocol, protocols));
  }
  const end = `${field}.endPort`;
  if (typeof port === 'number') {
    errors.push(...invalidEach(`${field}.port`, port, portNumberErrors(port)));
    if (endPort === undefined) return errors;
    if (endPort < port) errors.push(invalid(end, endPort, 'must be greater than or equal to `port`'));
    return [...errors, ...invalidEach(end, endPort, portNumberErrors(endPort))];
  }
  if (endPort !== undefined) {
    const why = port === undefined ? 'not specified' : 'non-numeric';
    errors.push(invalid(end, endPort, `may not be specified when \`port\` is ${why}`));
  }
  return port === undefined ? errors : [...errors, ...invalidEach(`${field}.port`, port, portNameErrors(port))];
}

function validatePeer(field: string, { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): FieldError[] {
  const selected = podSelector !== undefined || namespaceSelector !== undefined;
  return [
    ...(podSelector === undefined ? [] : validateLabelSelector(`${field}.podSelector`, podSelector)),
    ...(namespaceSelector === undefined ? [] : validateLabelSelector(`${field}.namespaceSelector`, namespaceSelector)),
    ...(ipBlock === undefined ? [] : validateBlock(`${field}.ipBlock`, ipBlock)),
    ...(selected || ipBlock !== undefined ? [] : [required(field, 'must specify a peer')]),
    ...(selected && ipBlock !== undefined ? [forbidden(field, 'may not specify both ipBlock and another peer')] : []),
  ];
}

function validateBlock(field: string, { cidr, except = [] }: IPBlock): FieldError[] {
  if (!cidr) return [required(`${field}.cidr`)];
  const errors = invalidEach(`${field}.cidr`, cidr, cidrErrors(cidr));
  if (errors.length > 0) return errors;
  return except.flatMap((range, i) => {
    const place = `${field}.except[${i}]`;
    const wrong = invalidEach(place, range, cidrErrors(range));
    if (wrong.length > 0) return wrong;
    return addressRange(cidr)?.strictlyContains(range) === false
      ? [invalid(place, range, 'must be a strict subset of `cidr`')]
      : [];
  });
}
