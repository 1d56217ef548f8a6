import { ageColumn, nameColumn } from '../ageColumn';
import type { PrinterColumn } from '../kind';
import { formatLabels } from '../selector';
import type { Service } from '../service';

export const serviceColumns: readonly PrinterColumn<Service>[] = [
  nameColumn,
  {
    name: 'Type',
    type: 'string',
    description: 'How the service is exposed',
    value: (service) => service.spec.type ?? '',
  },
  {
    name: 'Cluster-IP',
    type: 'string',
    description: 'The virtual address inside the cluster',
    value: (service) => service.spec.clusterIPs?.[0] || service.spec.clusterIP || '<none>',
  },
  {
    name: 'External-IP',
    type: 'string',
    description: 'Where the service is reached from outside the cluster',
    value: externalAddress,
  },
  {
    name: 'Port(s)',
    type: 'string',
    description: 'The ports of the service, with their node ports',
    value: portsText,
  },
  ageColumn,
  {
    name: 'Selector',
    type: 'string',
    description: 'The labels of the pods that the service leads to',
    priority: 1,
    value: (service) => formatLabels(service.spec.selector),
  },
];

/** The EXTERNAL-IP column: addresses, `<none>`, or `<pending>` while a load balancer is awaited. */
function externalAddress(service: Service): string {
  const { type, externalIPs = [], externalName = '' } = service.spec;
  switch (type) {
    case 'ClusterIP':
    case 'NodePort':
      return externalIPs.join(',') || '<none>';
    case 'LoadBalancer': {
      const ingress = (service.status?.loadBalancer?.ingress ?? []).map((one) => one.ip || one.hostname || '');
      const own = [...new Set(ingress.filter((address) => address !== ''))].sort();
      return [...own, ...externalIPs].join(',') || '<pending>';
    }
    case 'ExternalName':
      return externalName;
    default:
      return '<unknown>';
  }
}

function portsText(service: Service): string {
  const ports = (service.spec.ports ?? []).map(({ port, nodePort, protocol = 'TCP' }) =>
    nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  );
  return ports.join(',') || '<none>';
}
