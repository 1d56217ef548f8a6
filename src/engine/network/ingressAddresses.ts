/** Under which addresses an ingress controller's ingresses are reached, as its flags say it. */

import { nodeKind } from '../../kinds/node';
import type { Pod } from '../../kinds/pod';
import { podKind } from '../../kinds/pod';
import type { Service } from '../../kinds/service';
import type { Client } from '../client/client';
import type { Process } from '../processes/process';

export interface IngressAddress {
  ip?: string;
  hostname?: string;
}

/** The service under whose address the ingresses are reached (`--publish-service`); undefined: the nodes' own. */
export function publishedService({ argv }: Pick<Process, 'argv'>): string | undefined {
  const flag = '--publish-service=';
  return argv.find((argument) => argument.startsWith(flag))?.slice(flag.length);
}

export function addressesOfService(service: Service | undefined): readonly IngressAddress[] {
  const published = service?.status?.loadBalancer?.ingress ?? [];
  return published.map(({ ip, hostname }) => (ip ? { ip } : { hostname: hostname ?? '' }));
}

/** The addresses of the nodes on which the controller's pods are ready: their ports are ports of the nodes. */
export function addressesOfNodes(client: Client, { env }: Pick<Process, 'env'>): readonly IngressAddress[] {
  const namespace = env.get('POD_NAMESPACE') ?? '';
  const own = client.get(podKind, env.get('POD_NAME') ?? '', namespace);
  if (!own.ok) return [];
  const labels = Object.entries(own.value.metadata.labels ?? {});
  const labelSelector = labels.map(([key, value]) => `${key}=${value}`).join(',');
  const pods = client.list(podKind, { namespace, labelSelector });
  if (!pods.ok) return [];
  const nodes = new Set(pods.value.items.filter(isReady).map(({ spec }) => spec.nodeName ?? ''));
  return [...nodes].flatMap((name) => {
    const node = client.get(nodeKind, name);
    const addresses = node.ok ? (node.value.status?.addresses ?? []) : [];
    return addresses.filter(({ type }) => type === 'InternalIP').map(({ address }) => ({ ip: address }));
  });
}

function isReady({ status }: Pod): boolean {
  const ready = status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
  return status?.phase === 'Running' && ready === true;
}
