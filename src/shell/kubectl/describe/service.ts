import type { LoadBalancerIngress } from 'kubernetes-types/core/v1';
import type { Routine } from '../../../engine/processes/routine';
import type { EndpointSlice } from '../../../kinds/endpointSlice';
import { formatLabels } from '../../../kinds/selector';
import type { Service } from '../../../kinds/service';
import type { DescribeContext, Describer, DescribeWriter } from './describer';
import { writeMetadata } from './metadata';

/** More endpoints than these are only counted. */
const SHOWN_ENDPOINTS = 3;

export const serviceDescriber: Describer<Service> = {
  kind: 'Service',
  *describe(context, service) {
    const { out } = context;
    const { spec } = service;
    writeMetadata(out, service);
    out.line(0, `Selector:\t${formatLabels(spec.selector ?? {})}`);
    out.line(0, `Type:\t${spec.type ?? ''}`);
    writeAddresses(out, service);
    const slices = yield* slicesOf(context, service);
    writePorts(out, service, slices);
    out.line(0, `Session Affinity:\t${spec.sessionAffinity ?? ''}`);
    writeWhenSet(out, 'External Traffic Policy', spec.externalTrafficPolicy);
    writeWhenSet(out, 'Internal Traffic Policy', spec.internalTrafficPolicy);
    if ((spec.healthCheckNodePort ?? 0) !== 0) out.line(0, `HealthCheck NodePort:\t${spec.healthCheckNodePort}`);
    writeWhenSet(out, 'LoadBalancer Source Ranges', spec.loadBalancerSourceRanges?.join(','));
  },
};

function writeWhenSet(out: DescribeWriter, title: string, value: string | undefined): void {
  if (value !== undefined && value !== '') out.line(0, `${title}:\t${value}`);
}

function writeAddresses(out: DescribeWriter, { spec, status }: Service): void {
  writeWhenSet(out, 'IP Family Policy', spec.ipFamilyPolicy);
  out.line(0, `IP Families:\t${(spec.ipFamilies ?? []).join(',') || '<none>'}`);
  out.line(0, `IP:\t${spec.clusterIP ?? ''}`);
  out.line(0, `IPs:\t${(spec.clusterIPs ?? []).join(',') || '<none>'}`);
  writeWhenSet(out, 'External IPs', spec.externalIPs?.join(','));
  writeWhenSet(out, 'Desired LoadBalancer IP', spec.loadBalancerIP);
  writeWhenSet(out, 'External Name', spec.externalName);
  const ingress = status?.loadBalancer?.ingress ?? [];
  if (ingress.length > 0) out.line(0, `LoadBalancer Ingress:\t${ingress.map(ingressText).join(', ')}`);
}

function ingressText(ingress: LoadBalancerIngress): string {
  const mode = (ingress as { ipMode?: string }).ipMode;
  const address = (ingress.ip ?? '') === '' ? (ingress.hostname ?? '') : (ingress.ip ?? '');
  return mode === undefined ? address : `${address} (${mode})`;
}

function writePorts(out: DescribeWriter, { spec }: Service, slices: readonly EndpointSlice[]): void {
  for (const port of spec.ports ?? []) {
    const name = (port.name ?? '') === '' ? '<unset>' : port.name;
    const protocol = port.protocol ?? 'TCP';
    out.line(0, `Port:\t${name}\t${port.port}/${protocol}`);
    out.line(0, `TargetPort:\t${port.targetPort ?? port.port}/${protocol}`);
    if ((port.nodePort ?? 0) !== 0) out.line(0, `NodePort:\t${name}\t${port.nodePort}/${protocol}`);
    out.line(0, `Endpoints:\t${endpointsText(slices, port.name ?? '')}`);
  }
}

/** The slices of a service's endpoints; none when they cannot be had. */
export function* slicesOf({ access }: DescribeContext, service: Service): Routine<readonly EndpointSlice[]> {
  const { name, namespace = 'default' } = service.metadata;
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`;
  const query = { labelSelector: `kubernetes.io/service-name=${name}` };
  const list = yield* access.attempt<{ items: readonly EndpointSlice[] }>({ method: 'GET', path, query });
  return list.ok ? list.value.items : [];
}

/** The ready addresses of a port: three of them and how many more there are. */
export function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const all = slices.flatMap((slice) => {
    const ready = (slice.endpoints ?? []).filter((endpoint) => endpoint.conditions?.ready !== false);
    const ports = slice.ports ?? [];
    if (ports.length === 0) return ready.map((endpoint) => endpoint.addresses[0] ?? '');
    return ports
      .filter((port) => (port.name ?? '') === portName)
      .flatMap((port) => ready.map((endpoint) => `${endpoint.addresses[0] ?? ''}:${port.port ?? ''}`));
  });
  const shown = all.slice(0, SHOWN_ENDPOINTS).join(',');
  return all.length > SHOWN_ENDPOINTS ? `${shown} + ${all.length - SHOWN_ENDPOINTS} more...` : shown;
}
