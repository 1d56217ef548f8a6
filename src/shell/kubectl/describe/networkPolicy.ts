import type { LabelSelector } from 'kubernetes-types/meta/v1';
import type { NetworkPolicyPeer, NetworkPolicyPort } from 'kubernetes-types/networking/v1';
import { parseTime } from '../../../base/time';
import type { NetworkPolicy } from '../../../kinds/networking/networkPolicy';
import { formatLabelSelector } from '../../../kinds/selector';
import type { Describer, DescribeWriter } from './describer';
import { writeMetadataAfter } from './metadata';

const INDENT = '    ';

export const networkPolicyDescriber: Describer<NetworkPolicy> = {
  kind: 'networking.k8s.io/NetworkPolicy',
  events: false,
  *describe({ out }, policy) {
    const { metadata, spec } = policy;
    out.line(0, `Name:\t${metadata.name}`);
    out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
    out.line(0, `Created on:\t${plainTime(metadata.creationTimestamp)}`);
    writeMetadataAfter(out, policy);
    out.line(0, 'Spec:');
    const everyone = '<none> (Allowing the specific traffic to all pods in this namespace)';
    const selected = isEmpty(spec.podSelector) ? everyone : formatLabelSelector(spec.podSelector);
    out.line(1, `PodSelector: ${INDENT}${selected}`);
    const types = spec.policyTypes ?? [];
    const ingress = (spec.ingress ?? []).map(({ ports, from }) => ({ ports, peers: from }));
    const egress = (spec.egress ?? []).map(({ ports, to }) => ({ ports, peers: to }));
    writeSide(out, types.includes('Ingress'), 'ingress', ingress);
    writeSide(out, types.includes('Egress'), 'egress', egress);
    out.line(1, `Policy Types: ${types.join(', ')}`);
  },
};

interface Rule {
  readonly ports: readonly NetworkPolicyPort[] | undefined;
  readonly peers: readonly NetworkPolicyPeer[] | undefined;
}

function writeSide(out: DescribeWriter, affected: boolean, side: 'ingress' | 'egress', rules: readonly Rule[]): void {
  if (!affected) {
    out.line(1, `Not affecting ${side} traffic`);
    return;
  }
  out.line(1, `Allowing ${side} traffic:`);
  if (rules.length === 0) out.line(0, `${INDENT}<none> (Selected pods are isolated for ${side} connectivity)`);
  const [word, end] = side === 'ingress' ? ['From', 'source'] : ['To', 'destination'];
  rules.forEach(({ ports = [], peers = [] }, index) => {
    if (ports.length === 0) out.line(0, `${INDENT}To Port: <any> (traffic allowed to all ports)`);
    for (const port of ports) out.line(0, `${INDENT}${portText(port)}`);
    if (peers.length === 0) out.line(0, `${INDENT}${word}: <any> (traffic not restricted by ${end})`);
    for (const peer of peers) {
      out.line(0, `${INDENT}${word}:`);
      for (const line of peerLines(peer)) out.line(0, `${INDENT}  ${line}`);
    }
    if (index < rules.length - 1) out.line(0, `${INDENT}----------`);
  });
}

function portText({ port, endPort, protocol = 'TCP' }: NetworkPolicyPort): string {
  if (endPort !== undefined) return `To Port Range: ${port ?? ''}-${endPort}/${protocol}`;
  return `To Port: ${port ?? '<any>'}/${protocol}`;
}

function peerLines({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): string[] {
  if (podSelector === undefined && namespaceSelector === undefined) {
    if (ipBlock === undefined) return [];
    return ['IPBlock:', `  CIDR: ${ipBlock.cidr}`, `  Except: ${(ipBlock.except ?? []).join(', ')}`];
  }
  return [
    ...(namespaceSelector === undefined ? [] : [`NamespaceSelector: ${formatLabelSelector(namespaceSelector)}`]),
    ...(podSelector === undefined ? [] : [`PodSelector: ${formatLabelSelector(podSelector)}`]),
  ];
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** `2026-11-21 07:19:55 +0000 UTC`. */
function plainTime(time: string | undefined | null): string {
  const moment = parseTime(time ?? undefined);
  if (moment === undefined) return '0001-01-01 00:00:00 +0000 UTC';
  return (time ?? '').replace(/^(\S+)T(\d\d:\d\d:\d\d).*$/, '$1 $2 +0000 UTC');
}
