import type { Service } from 'kubernetes-types/core/v1';
import type { Invocation, Verb } from '../verb';
import { clusterInfoDump } from './clusterInfoDump';

export const clusterInfo: Verb = {
  name: 'cluster-info',
  short: 'Show where the control plane and the services of the cluster are',
  long: 'Show the addresses of the control plane and of services with the label kubernetes.io/cluster-service=true.',
  examples: '# Where they are\nkubectl cluster-info',
  usage: '[flags]',
  flags: [],
  verbs: [clusterInfoDump],
  *run(invocation) {
    const { access, print } = invocation;
    const colour = invocation.process.tty !== undefined;
    try {
      const services = yield* clusterServices(invocation);
      print(line('Kubernetes control plane', access.server, colour));
      for (const service of services) {
        const name = service.metadata?.labels?.['kubernetes.io/name'] ?? service.metadata?.name ?? '';
        print(line(name, addressOf(service, access.server), colour));
      }
    } finally {
      print("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
    }
    return 0;
  },
};

function* clusterServices({ access }: Invocation) {
  yield* access.discovery();
  const list = yield* access.call<{ items: readonly Service[] }>({
    method: 'GET',
    path: '/api/v1/namespaces/kube-system/services',
    query: { labelSelector: 'kubernetes.io/cluster-service=true' },
  });
  return list.items;
}

/** Its load balancer's address, else the path through the API server. */
function addressOf(service: Service, server: string): string {
  const ports = service.spec?.ports ?? [];
  const [ingress] = service.status?.loadBalancer?.ingress ?? [];
  if (ingress !== undefined) {
    return ports.map((port) => `http://${ingress.ip ?? ingress.hostname ?? ''}:${port.port} `).join('');
  }
  const [port] = ports;
  let name = service.metadata?.name ?? '';
  if (port !== undefined) {
    const https = port.name === 'https' || port.port === 443;
    if (https) name = `https:${name}:${port.name ?? ''}`;
    else if (port.name !== undefined && port.name !== '') name = `${name}:${port.name}`;
  }
  return `${server}/api/v1/namespaces/${service.metadata?.namespace}/services/${name}/proxy`;
}

function line(name: string, address: string, colour: boolean): string {
  if (!colour) return `${name} is running at ${address}\n`;
  return `\u001b[0;32m${name}\u001b[0m is running at \u001b[0;33m${address}\u001b[0m\n`;
}
