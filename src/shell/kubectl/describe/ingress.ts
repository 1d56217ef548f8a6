/** Ingresses with what stands behind their paths, and their classes. */
import type { IngressBackend } from 'kubernetes-types/networking/v1';
import type { Routine } from '../../../engine/processes/routine';
import { type Ingress, ingressAddress } from '../../../kinds/networking/ingress';
import type { IngressClass } from '../../../kinds/networking/ingressClass';
import type { Service } from '../../../kinds/service';
import type { DescribeContext, Describer } from './describer';
import { writeAnnotations, writeLabels, writeMetadataAfter } from './metadata';
import { endpointsText, slicesOf } from './service';

export const ingressDescriber: Describer<Ingress> = {
  kind: 'networking.k8s.io/Ingress',
  *describe(context, ingress) {
    const { out } = context;
    const { metadata, spec } = ingress;
    out.line(0, `Name:\t${metadata.name}`);
    writeLabels(out, 'Labels', metadata.labels);
    out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
    out.line(0, `Address:\t${ingressAddress(ingress)}`);
    out.line(0, `Ingress Class:\t${spec.ingressClassName ?? '<none>'}`);
    const { defaultBackend, tls = [], rules = [] } = spec;
    const otherwise =
      defaultBackend === undefined ? '<default>' : yield* backendText(context, metadata.namespace, defaultBackend);
    out.line(0, `Default backend:\t${otherwise}`);
    if (tls.length > 0) out.line(0, 'TLS:');
    for (const { secretName = '', hosts = [] } of tls) {
      out.line(1, secretName === '' ? `SNI routes ${hosts.join(',')}` : `${secretName} terminates ${hosts.join(',')}`);
    }
    out.line(0, 'Rules:\n  Host\tPath\tBackends');
    out.line(1, '----\t----\t--------');
    const served = rules.filter((rule) => rule.http !== undefined);
    for (const { host = '', http } of served) {
      out.line(1, `${host === '' ? '*' : host}\t`);
      for (const { path = '', backend } of http?.paths ?? []) {
        out.line(2, `\t${path} \t${yield* backendText(context, metadata.namespace, backend)}`);
      }
    }
    if (served.length === 0) out.line(1, `*\t*\t${otherwise}`);
    writeAnnotations(out, metadata.annotations);
  },
};

export const ingressClassDescriber: Describer<IngressClass> = {
  kind: 'networking.k8s.io/IngressClass',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, ingressClass) {
    const { controller = '', parameters } = ingressClass.spec;
    out.line(0, `Name:\t${ingressClass.metadata.name}`);
    writeMetadataAfter(out, ingressClass);
    out.line(0, `Controller:\t${controller}`);
    if (parameters === undefined) return;
    out.line(0, 'Parameters:');
    if (parameters.apiGroup !== undefined) out.line(1, `APIGroup:\t${parameters.apiGroup}`);
    out.line(1, `Kind:\t${parameters.kind}`);
    out.line(1, `Name:\t${parameters.name}`);
  },
};

/** `web:80 (10.244.2.2:80)`: the backend and the endpoints behind it, or why there are none. */
function* backendText(
  context: DescribeContext,
  namespace = 'default',
  { service, resource }: IngressBackend,
): Routine<string> {
  if (service === undefined) {
    if (resource === undefined) return '';
    return `APIGroup: ${resource.apiGroup ?? ''}, Kind: ${resource.kind}, Name: ${resource.name}`;
  }
  const { name, port } = service;
  const title = `${name}:${port?.number || (port?.name ?? '')}`;
  const path = `/api/v1/namespaces/${namespace}/services/${name}`;
  const found = yield* context.access.attempt<Service>({ method: 'GET', path });
  if (!found.ok) return `${title} (<error: ${found.error.message}>)`;
  const meant = (found.value.spec.ports ?? []).find((one) =>
    port?.number ? one.port === port.number : one.name === port?.name,
  );
  return `${title} (${endpointsText(yield* slicesOf(context, found.value), meant?.name ?? '')})`;
}
