/** Networks as clients ask for them. */
import { fail, ok } from '../../../base/result';
import { networkOfMode } from '../containers/containerNetworking';
import { connectContainer, disconnectContainer } from '../containers/liveNetworks';
import { untilOf } from '../containers/pruneContainers';
import type { Answer, DaemonNetworks, Filters } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import {
  booleanFilter,
  checkFilters,
  matchesBeginning,
  matchesExactly,
  matchesLabels,
  matchesPattern,
} from '../filters';
import { badParameter, conflict, failed, forbidden } from '../refusal';
import { type DockerNetwork, isPredefined } from './dockerNetwork';
import { inspectNetwork } from './inspectNetwork';
import { contains, isSubnet } from './subnets';

type CreateOptions = Parameters<DaemonNetworks['create']>[0];

const LIST_FILTERS = ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type'];

export function networksApi(context: DaemonContext): DaemonNetworks {
  const { networks, containers } = context;
  return {
    list: (filters) => listNetworks(context, filters),
    inspect: (name) => {
      const found = networks.find(name);
      return found.ok ? ok(inspectNetwork(found.value, containers)) : found;
    },
    create: (options) => createNetwork(context, options),
    remove: (name) => {
      const found = networks.find(name);
      return found.ok ? removeNetwork(context, found.value) : found;
    },
    connect: (network, container, options) => connectContainer(context, network, container, options),
    disconnect: (network, container, { force }) => disconnectContainer(context, network, container, force),
    prune: (filters) => pruneNetworks(context, filters),
  };
}

function listNetworks(context: DaemonContext, filters: Filters) {
  const known = checkFilters(filters, LIST_FILTERS);
  if (!known.ok) return known;
  const dangling = booleanFilter(filters, 'dangling');
  if (!dangling.ok) return dangling;
  const kind = (filters['type'] ?? [])[0];
  if (kind !== undefined && kind !== 'custom' && kind !== 'builtin') {
    return badParameter(`invalid filter: 'type'='${kind}'`);
  }
  const chosen = context.networks.all.filter(
    (network) =>
      matchesPattern(filters, 'name', [network.name]) &&
      matchesBeginning(filters, 'id', network.id) &&
      matchesExactly(filters, 'driver', network.parts.driver) &&
      matchesExactly(filters, 'scope', 'local') &&
      matchesLabels(filters, network.parts.labels) &&
      (kind === undefined || network.predefined === (kind === 'builtin')) &&
      (dangling.value === undefined || dangling.value === isUnused(context, network)),
  );
  return ok(chosen.map((network) => inspectNetwork(network, undefined)));
}

function createNetwork(context: DaemonContext, options: CreateOptions): Answer<{ readonly Id: string }> {
  const {
    Name: name,
    Subnet: subnet,
    Gateway: gateway,
    IPRange: range,
    Internal,
    Attachable,
    Labels,
    Options,
  } = options;
  if (isPredefined(name)) return forbidden(`operation is not permitted on predefined ${name} network`);
  if (name.trim() === '') return badParameter(`invalid name: ${name}`);
  if (context.networks.byName(name) !== undefined) return conflict(`network with name ${name} already exists`);
  const driver = driverProblem(options.Driver);
  if (driver !== undefined) return driver;
  if (subnet !== '' && !isSubnet(subnet)) {
    return badParameter(`Invalid subnet ${subnet} : invalid CIDR address: ${subnet}`);
  }
  if (gateway !== '' && (subnet === '' || !contains(subnet, gateway))) {
    return badParameter(`no matching subnet for gateway ${gateway}`);
  }
  if (range !== '' && (!isSubnet(range) || subnet === '' || !contains(subnet, range.split('/')[0] ?? ''))) {
    return badParameter(`no matching subnet for range ${range}`);
  }
  const made = context.networks.create({
    name,
    subnet,
    gateway,
    range,
    internal: Internal,
    attachable: Attachable,
    labels: Labels,
    options: Options,
  });
  if (!made.ok) return fail({ status: 403, message: made.error });
  recordNetwork(context, made.value, 'create');
  return ok({ Id: made.value.id });
}

function driverProblem(driver: string): Answer<never> | undefined {
  if (driver === '' || driver === 'bridge' || driver === 'default') return undefined;
  if (driver === 'host' || driver === 'null') return forbidden(`only one instance of "${driver}" network is allowed`);
  if (driver === 'overlay') {
    return failed(
      'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
    );
  }
  if (driver === 'macvlan' || driver === 'ipvlan') {
    return failed(`networks of the driver ${driver} are not simulated in this playground`);
  }
  return failed(`plugin "${driver}" not found`);
}

function removeNetwork(context: DaemonContext, network: DockerNetwork): Answer<void> {
  if (network.predefined) return forbidden(`${network.name} is a pre-defined network and cannot be removed`);
  if (network.attachments.size > 0) {
    return forbidden(`error while removing network: network ${network.name} id ${network.id} has active endpoints`);
  }
  context.networks.remove(network);
  recordNetwork(context, network, 'destroy');
  return ok(undefined);
}

function pruneNetworks(
  context: DaemonContext,
  filters: Filters,
): Answer<{ readonly NetworksDeleted: readonly string[] }> {
  const known = checkFilters(filters, ['label', 'label!', 'until']);
  if (!known.ok) return known;
  const until = untilOf(filters, context.clock.now);
  if (!until.ok) return until;
  const deleted: string[] = [];
  for (const network of context.networks.all) {
    if (network.predefined || network.attachments.size > 0 || network.parts.created > until.value) continue;
    if (!matchesLabels(filters, network.parts.labels)) continue;
    context.networks.remove(network);
    recordNetwork(context, network, 'destroy');
    deleted.push(network.name);
  }
  return ok({ NetworksDeleted: deleted });
}

/** Nobody is on it, nor wants to be when started. */
function isUnused(context: DaemonContext, network: DockerNetwork): boolean {
  if (network.predefined) return false;
  return !context.containers.all.some(
    (container) =>
      container.networks.has(network.name) || networkOfMode(container.hostConfig.NetworkMode) === network.name,
  );
}

function recordNetwork(context: DaemonContext, network: DockerNetwork, action: 'create' | 'destroy'): void {
  context.events.record('network', action, network.id, { name: network.name, type: network.parts.driver });
  context.trace.record({
    kind: 'act',
    actor: context.actor,
    action: action === 'create' ? 'create-network' : 'remove-network',
    detail: { network: network.name },
  });
}
