import type { Service } from 'kubernetes-types/core/v1';
import { writeStructJson } from '../../text/goJson';
import { findResource, resourcePath } from '../client/discovery';
import { CommandError } from '../errors';
import type { Invocation, Verb } from '../verb';

const DUMPED = ['events', 'replicationcontrollers', 'services', 'daemonsets', 'deployments', 'replicasets', 'pods'];

interface DumpedList {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: unknown;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** Members in the order of the API's structs; the items of a list do not say their kind. */
function listText({ kind, apiVersion, metadata, items }: DumpedList): string {
  const plain = items.map(({ kind: _kind, apiVersion: _version, metadata: meta, ...rest }) => ({
    metadata: meta,
    ...rest,
  }));
  return writeStructJson({ kind, apiVersion, metadata, items: plain });
}

const dump: Verb = {
  name: 'dump',
  short: 'Print much of what a cluster holds, to find out what is wrong',
  long: 'Print the nodes, and the events, workloads, services and pods of kube-system and the current namespace as JSON.',
  usage: '[flags]',
  flags: [
    { name: 'all-namespaces', shorthand: 'A', type: 'bool', usage: 'Print all namespaces.' },
    { name: 'namespaces', type: 'strings', usage: 'Print these namespaces.', complete: 'namespace' },
  ],
  *run({ access, flags, print }) {
    const discovery = yield* access.discovery();
    print(listText(yield* access.call<DumpedList>({ method: 'GET', path: '/api/v1/nodes' })));
    const named = flags.strings('namespaces');
    const all = flags.bool('all-namespaces') ? [''] : named.length > 0 ? named : ['kube-system', access.namespace];
    for (const namespace of all) {
      for (const word of DUMPED) {
        if (!discovery.resources.some((one) => one.plural === word)) continue;
        const path = resourcePath(findResource(discovery, word), namespace);
        print(listText(yield* access.call<DumpedList>({ method: 'GET', path })));
      }
    }
    return 0;
  },
};

export const clusterInfo: Verb = {
  name: 'cluster-info',
  short: 'Show where the control plane and the services of the cluster are',
  long: 'Show the addresses of the control plane and of services with the label kubernetes.io/cluster-service=true.',
  examples: '# Where they are\nkubectl cluster-info',
  usage: '[flags]',
  flags: [],
  verbs: [dump],
  *run(invocation) {
    const { access, print, args } = invocation;
    if (args.length > 0)
      throw new CommandError(
        `unknown command ${JSON.stringify(args.join(' '))}\nSee 'kubectl cluster-info -h' for help and examples`,
      );
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
