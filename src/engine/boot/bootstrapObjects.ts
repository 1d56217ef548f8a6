/** What an API server makes by itself when it first starts: the system's namespaces and the `kubernetes` service. */

import { endpointSliceKind } from '../../kinds/endpointSlice';
import { endpointsKind } from '../../kinds/endpoints';
import { namespaceKind } from '../../kinds/namespace';
import { serviceKind } from '../../kinds/service';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import type { ClusterProfile } from '../profile';

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Creates what is not there yet. */
export function bootstrapObjects(api: ApiServer, profile: ClusterProfile): void {
  const client = new Client(api, { user: 'system:apiserver', groups: ['system:masters'], actor: 'api-server' });
  for (const name of NAMESPACES) {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    if (!client.get(namespaceKind, name).ok) client.create(namespaceKind, namespace);
  }
  if (client.get(serviceKind, 'kubernetes', 'default').ok) return;
  const { address, port } = addressOf(profile.server);
  const labels = { component: 'apiserver', provider: 'kubernetes' };
  const clusterIP = firstAddress(profile.serviceCidr);
  client.create(serviceKind, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kubernetes', namespace: 'default', labels },
    spec: {
      type: 'ClusterIP',
      clusterIP,
      clusterIPs: [clusterIP],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: port }],
      sessionAffinity: 'None',
    },
  });
  client.create(endpointsKind, {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
    },
    subsets: [{ addresses: [{ ip: address }], ports: [{ name: 'https', port, protocol: 'TCP' }] }],
  });
  client.create(endpointSliceKind, {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { 'kubernetes.io/service-name': 'kubernetes' },
    },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ name: 'https', port, protocol: 'TCP' }],
  });
}

/** The address and port in a server URL. */
export function addressOf(server: string): { address: string; port: number } {
  const [, address = '127.0.0.1', port = '443'] = /^https?:\/\/([^:/]+)(?::(\d+))?/.exec(server) ?? [];
  return { address, port: Number(port) };
}

/** The first usable address of a range: 10.96.0.1 of 10.96.0.0/12. */
function firstAddress(cidr: string): string {
  const octets = (cidr.split('/')[0] ?? '').split('.');
  return [...octets.slice(0, 3), String(Number(octets[3]) + 1)].join('.');
}
