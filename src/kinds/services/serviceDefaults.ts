/** What the API server fills into Services, and which allocated values an update keeps (pkg/registry/core/service). */

import type { ServicePort, ServiceSpec } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';

/** The default lifetime of ClientIP session affinity, three hours, in seconds. */
const affinitySeconds = 10800;

export function setServiceDefaults(spec: ServiceSpec): void {
  spec.sessionAffinity ||= 'None';
  spec.type ||= 'ClusterIP';
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  if (spec.sessionAffinity === 'ClientIP') {
    spec.sessionAffinityConfig ??= {};
    spec.sessionAffinityConfig.clientIP ??= {};
    spec.sessionAffinityConfig.clientIP.timeoutSeconds ??= affinitySeconds;
  }
  for (const port of spec.ports ?? []) {
    port.protocol ||= 'TCP';
    port.targetPort ||= port.port;
  }
  if (isExternallyAccessible(spec)) spec.externalTrafficPolicy ||= 'Cluster';
  if (hasClusterIP(spec)) spec.internalTrafficPolicy ||= 'Cluster';
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
}

/**
 * The IP families of a service in this IPv4 cluster. Headless services without a selector get both families, since
 * nobody but their author knows what they will point at.
 */
export function setIPFamilies(spec: ServiceSpec): void {
  if (!hasClusterIP(spec)) return;
  const selectorless = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  spec.ipFamilyPolicy ??= selectorless ? 'RequireDualStack' : 'SingleStack';
  const both = selectorless && spec.ipFamilyPolicy !== 'SingleStack';
  spec.ipFamilies ??= both ? ['IPv4', 'IPv6'] : ['IPv4'];
}

/** clusterIP and clusterIPs are two spellings of one thing: whichever was given fills the other. */
export function pairClusterIPs(spec: ServiceSpec, old?: ServiceSpec): void {
  const first = spec.clusterIPs?.[0];
  const clusterIPChanged = (spec.clusterIP ?? '') !== (old?.clusterIP ?? '');
  const clusterIPsChanged = (first ?? '') !== (old?.clusterIPs?.[0] ?? '');
  if (old === undefined) {
    if (spec.clusterIP && !first) spec.clusterIPs = [spec.clusterIP];
    return;
  }
  if (clusterIPChanged && !clusterIPsChanged) {
    if (spec.clusterIP) spec.clusterIPs = [spec.clusterIP, ...(spec.clusterIPs ?? []).slice(1)];
    else delete spec.clusterIPs;
  } else if (clusterIPsChanged && !clusterIPChanged) {
    if (first) spec.clusterIP = first;
    else delete spec.clusterIP;
  }
}

/** An update that leaves out what the cluster allocated keeps it. */
export function keepAllocated(spec: ServiceSpec, old: ServiceSpec): void {
  if (hasClusterIP(spec) && hasClusterIP(old) && !spec.clusterIP && !spec.clusterIPs?.length) {
    if (old.clusterIP) spec.clusterIP = old.clusterIP;
    if (old.clusterIPs) spec.clusterIPs = [...old.clusterIPs];
  }
  if (hasClusterIP(spec) && hasClusterIP(old)) {
    spec.ipFamilies ??= old.ipFamilies && [...old.ipFamilies];
    spec.ipFamilyPolicy ??= old.ipFamilyPolicy;
  }
  if (hasNodePorts(spec) && hasNodePorts(old)) keepNodePorts(spec.ports ?? [], old.ports ?? []);
  if (old.healthCheckNodePort && spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local') {
    spec.healthCheckNodePort ||= old.healthCheckNodePort;
  }
}

const clusterIPFields = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy'] as const;
const loadBalancerFields = ['allocateLoadBalancerNodePorts', 'loadBalancerClass', 'healthCheckNodePort'] as const;

/** A change of type takes away what only the old type used, unless the author changed it in the same breath. */
export function dropTypeDependent(spec: ServiceSpec, old: ServiceSpec): void {
  if (hasClusterIP(old) && !hasClusterIP(spec)) dropUnchanged(spec, old, clusterIPFields);
  if (hasNodePorts(old) && !hasNodePorts(spec) && sameNodePorts(spec.ports ?? [], old.ports ?? [])) {
    for (const port of spec.ports ?? []) delete port.nodePort;
  }
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') dropUnchanged(spec, old, loadBalancerFields);
  if (isExternallyAccessible(old) && !isExternallyAccessible(spec)) {
    dropUnchanged(spec, old, ['externalTrafficPolicy']);
  }
}

function dropUnchanged(spec: ServiceSpec, old: ServiceSpec, fields: readonly (keyof ServiceSpec)[]): void {
  for (const field of fields) if (equal(spec[field], old[field])) delete spec[field];
}

/** Whether services of this type have a cluster IP (or are headless). */
export function hasClusterIP(spec: ServiceSpec): boolean {
  return spec.type !== 'ExternalName';
}

export function hasNodePorts(spec: ServiceSpec): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
}

export function isExternallyAccessible(spec: ServiceSpec): boolean {
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') return true;
  return spec.type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0;
}

function keepNodePorts(ports: ServicePort[], oldPorts: readonly ServicePort[]): void {
  const taken = new Set(ports.map((port) => port.nodePort ?? 0));
  for (const port of ports) {
    if (port.nodePort) continue;
    const before = oldPorts.find((old) => old.port === port.port && (old.protocol ?? 'TCP') === port.protocol);
    if (before?.nodePort && !taken.has(before.nodePort)) {
      port.nodePort = before.nodePort;
      taken.add(before.nodePort);
    }
  }
}

function sameNodePorts(ports: readonly ServicePort[], old: readonly ServicePort[]): boolean {
  const numbers = (list: readonly ServicePort[]) => new Set(list.map((port) => port.nodePort ?? 0));
  const before = numbers(old);
  return [...numbers(ports)].every((port) => port === 0 || before.has(port));
}
