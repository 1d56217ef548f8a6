/** What the API server makes by itself when a cluster is new: system namespaces, default roles and its own service. */

import type { EndpointSlice } from '../../../kinds/endpointSlice';
import { endpointSliceKind } from '../../../kinds/endpointSlice';
import type { Endpoints } from '../../../kinds/endpoints';
import { endpointsKind } from '../../../kinds/endpoints';
import type { Namespace } from '../../../kinds/namespace';
import { namespaceKind } from '../../../kinds/namespace';
import { priorityClassKind, systemPriorities } from '../../../kinds/scheduling/priorityClass';
import { type Service, serviceKind } from '../../../kinds/service';
import type { ServiceAccount } from '../../../kinds/serviceAccount';
import { serviceAccountKind } from '../../../kinds/serviceAccount';
import { Client } from '../../client/client';
import type { ApiServer, WatchHandle } from '../../client/door';
import type { Clock } from '../../clock';
import { DefinitionKeeper } from '../extensions/definitionKeeper';
import { addressAt } from '../resources/services';
import { createDefaultRoles } from './defaultRoles';
import { createFlowControl } from './flowControl';

/** The priority classes that every cluster has, with what they are for. */
const PRIORITY_CLASSES = {
  'system-node-critical': 'Used for system critical pods that must not be moved from their current node.',
  'system-cluster-critical':
    'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
};

const SYSTEM_NAMESPACES = ['kube-system', 'kube-public', 'kube-node-lease', 'default'] as const;

export interface BootstrapOptions {
  /** Where the API server listens: the endpoint of the `kubernetes` service. */
  readonly address: string;
  readonly port: number;
  readonly serviceCidr: string;
  /** True where nobody will ask before a cluster is made: then it needs no roles. */
  readonly unused?: boolean;
}

/**
 * Makes the namespaces, the default roles, and the `kubernetes` service with its endpoints. `default` service accounts are made too, so
 * that pods can be created before the controller manager has looked around; it finds them and is content.
 */
export function bootstrap(server: ApiServer, options: BootstrapOptions): void {
  const client = makeNamespaces(server, options);
  if (server.clock !== undefined) new DefinitionKeeper(client, server.clock).start();
  new ServiceKeeper(client, options).look();
  keepNamespacesFromNowOn(client);
}

/** The same for a server that lost all it had: who keeps its service is there already. */
export function bootstrapAgain(server: ApiServer, options: BootstrapOptions): void {
  keepKubernetesService(makeNamespaces(server, options), options);
}

function makeNamespaces(server: ApiServer, { unused = false }: BootstrapOptions): Client {
  const client = new Client(server, { user: 'system:apiserver', groups: ['system:masters'], actor: 'api-server' });
  for (const name of SYSTEM_NAMESPACES) {
    client.create(namespaceKind, systemNamespace(name));
    client.create(serviceAccountKind, defaultServiceAccount(name));
  }
  for (const [name, description] of Object.entries(PRIORITY_CLASSES)) {
    client.create(priorityClassKind, {
      kind: 'PriorityClass',
      apiVersion: 'scheduling.k8s.io/v1',
      metadata: { name },
      value: systemPriorities[name] ?? 0,
      description,
    });
  }
  if (unused) return client;
  createDefaultRoles(client);
  createFlowControl(client);
  return client;
}

/** The server looks after its namespaces once a minute: of them only kube-node-lease may be deleted. */
const LOOK_FOR_NAMESPACES_EVERY = 60_000;

function keepNamespacesFromNowOn(client: Client): void {
  const { clock } = client.server;
  if (clock === undefined) return;
  const look = () => {
    for (const name of SYSTEM_NAMESPACES) {
      if (!client.get(namespaceKind, name).ok) client.create(namespaceKind, systemNamespace(name));
    }
    keepNamespacesFromNowOn(client);
  };
  clock.at(clock.now + LOOK_FOR_NAMESPACES_EVERY, look, { background: true });
}

function systemNamespace(name: string): Namespace {
  return { kind: 'Namespace', apiVersion: 'v1', metadata: { name }, spec: {} };
}

/** The server looks after its own service every ten seconds. */
const LOOK_EVERY = 10_000;

class ServiceKeeper {
  readonly #client: Client;
  readonly #options: BootstrapOptions;
  #watch: WatchHandle | undefined;
  #next = 0;

  constructor(client: Client, options: BootstrapOptions) {
    this.#client = client;
    this.#options = options;
  }

  look(): void {
    const { clock } = this.#client.server;
    keepKubernetesService(this.#client, this.#options);
    if (clock === undefined) return;
    this.#next = clock.now + LOOK_EVERY;
    clock.at(this.#next, () => this.look(), { background: true });
    this.#follow(clock);
  }

  /**
   * The real server only looks now and then. So does this one, but it also learns when there will be something to do:
   * the world isn't settled while its API has no service.
   */
  #follow(clock: Clock): void {
    if (this.#watch !== undefined) return;
    const opened = this.#client.watch(
      serviceKind,
      { namespace: 'default', fieldSelector: 'metadata.name=kubernetes' },
      {
        event: ({ type }) => {
          if (type === 'DELETED') clock.at(this.#next, () => keepKubernetesService(this.#client, this.#options));
        },
        closed: () => {
          this.#watch = undefined;
        },
      },
    );
    if (opened.ok) this.#watch = opened.value;
  }
}

/** Makes whatever is missing of the `kubernetes` service. */
function keepKubernetesService(client: Client, options: BootstrapOptions): void {
  if (!client.get(serviceKind, 'kubernetes', 'default').ok) client.create(serviceKind, kubernetesService(options));
  if (!client.get(endpointsKind, 'kubernetes', 'default').ok) {
    client.create(endpointsKind, kubernetesEndpoints(options));
  }
  if (!client.get(endpointSliceKind, 'kubernetes', 'default').ok) {
    client.create(endpointSliceKind, kubernetesSlice(options));
  }
}

function defaultServiceAccount(namespace: string): ServiceAccount {
  return { kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name: 'default', namespace } };
}

function kubernetesService({ serviceCidr, port }: BootstrapOptions): Service {
  const clusterIP = addressAt(serviceCidr, 1);
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { component: 'apiserver', provider: 'kubernetes' },
    },
    spec: {
      type: 'ClusterIP',
      clusterIP,
      clusterIPs: [clusterIP],
      ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: port }],
      sessionAffinity: 'None',
    },
  };
}

function kubernetesEndpoints({ address, port }: BootstrapOptions): Endpoints {
  return {
    kind: 'Endpoints',
    apiVersion: 'v1',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
    },
    subsets: [{ addresses: [{ ip: address }], ports: [{ name: 'https', port, protocol: 'TCP' }] }],
  };
}

function kubernetesSlice({ address, port }: BootstrapOptions): EndpointSlice {
  return {
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { 'kubernetes.io/service-name': 'kubernetes' },
    },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ name: 'https', port, protocol: 'TCP' }],
  };
}
