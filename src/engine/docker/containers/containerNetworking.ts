/** Connecting containers: a namespace for each start, its networks and its published ports. */
import { fail, ok } from '../../../base/result';
import type { ConnectProblem } from '../../network/bridge';
import type { Host } from '../../network/host';
import type { Answer, DaemonError } from '../daemon';
import { type DaemonContext, newId } from '../daemonContext';
import type { DockerNetwork, NetworkAttachment } from '../networks/dockerNetwork';
import { conflict, failed, notFound } from '../refusal';
import { ConfigurationFiles } from './configurationFiles';
import type { DockerContainer, NetworkWish } from './dockerContainer';
import { extraHosts, linkedHosts } from './hostLines';
import type { NetworkSandbox } from './networkSandbox';
import { publishRequests } from './publishRequests';
import { resolvConf } from './resolvConf';

/** The network that a mode means, by name; undefined for another container's. */
export function networkOfMode(mode: string): string | undefined {
  if (mode === '' || mode === 'default') return 'bridge';
  return mode.startsWith('container:') ? undefined : mode;
}

/** Makes the namespace for a start and connects it to all of the container's networks. */
export function openSandbox(context: DaemonContext, container: DockerContainer): Answer<NetworkSandbox> {
  const mode = container.hostConfig.NetworkMode;
  if (mode.startsWith('container:')) return sharedSandbox(context, container, mode.slice('container:'.length));
  const files = configurationOf(context, container);
  const links = linkedHosts(context, container);
  if (!links.ok) return links;
  const { hostname } = container.config;
  const extra = [...extraHosts(context, container), ...links.value];
  files.write({ hostname, resolvConf: resolvConf(context, container, mode !== 'host'), extra });
  if (mode === 'host') return hostSandbox(context, container, files, extra);
  const host = containerHost(context, container, files);
  const sandbox: NetworkSandbox = { id: newId(context), namespace: host, host, ports: [] };
  container.sandbox = sandbox;
  const names = [...container.networks.keys()].sort((a, b) => Number(b === 'bridge') - Number(a === 'bridge'));
  for (const name of names) {
    const connected = connectSandbox(context, container, name);
    if (connected.ok) continue;
    closeSandbox(context, container);
    return connected;
  }
  const published = publish(context, container, host);
  if (published.ok) return ok(sandbox);
  closeSandbox(context, container);
  return published;
}

/** Takes the namespace of a container that has ended away, with its addresses and ports. */
export function closeSandbox(context: DaemonContext, container: DockerContainer): void {
  const { sandbox } = container;
  if (sandbox === undefined) return;
  for (const port of sandbox.ports) port.release();
  for (const network of context.networks.all) {
    if (!network.attachments.has(container.id)) continue;
    network.detach(container.id);
    recordNetwork(context, network, 'disconnect', container);
  }
  if (sandbox.host !== undefined) context.fabric.remove(sandbox.host);
  container.sandbox = undefined;
}

/** Connects a running container's namespace to one of its networks. */
export function connectSandbox(
  context: DaemonContext,
  container: DockerContainer,
  name: string,
): Answer<NetworkAttachment | undefined> {
  const wish = container.networks.get(name);
  const host = container.sandbox?.host;
  if (wish === undefined || host === undefined) return ok(undefined);
  const network = context.networks.find(wish.networkId === '' ? name : wish.networkId);
  if (!network.ok) return notFound(`network ${wish.networkId === '' ? name : wish.networkId} not found`);
  const allowed = checkWish(network.value, wish);
  if (!allowed.ok) return allowed;
  container.networks.set(name, { ...wish, networkId: network.value.id });
  const aliases = dnsNames(container, network.value, wish);
  const endpointId = newId(context);
  const { address, mac = '' } = wish;
  const attached = network.value.attach({ id: container.id, host, endpointId }, { address, aliases, mac });
  if (!attached.ok) return fail(connectError(attached.error, network.value, wish));
  recordNetwork(context, network.value, 'connect', container);
  const line = hostLine(container, attached.value);
  if (line !== undefined) configurationOf(context, container).addHost(line);
  return attached;
}

/** Takes a running container off one of its networks. */
export function disconnectSandbox(context: DaemonContext, container: DockerContainer, network: DockerNetwork): void {
  const attachment = network.attachments.get(container.id);
  const line = attachment === undefined ? undefined : hostLine(container, attachment);
  if (line !== undefined) configurationOf(context, container).removeHost(line);
  network.detach(container.id);
  recordNetwork(context, network, 'disconnect', container);
}

/** Names by which others on a user-defined network find it. */
export function dnsNames(container: DockerContainer, network: DockerNetwork, wish: NetworkWish): readonly string[] {
  return [...new Set([container.name, ...aliasesOn(container, network, wish)])];
}

/** As inspect shows them; none on the default network. */
export function aliasesOn(container: DockerContainer, network: DockerNetwork, wish: NetworkWish): readonly string[] {
  if (network.predefined) return wish.aliases;
  return [...new Set([...wish.aliases, container.shortId, container.config.hostname])];
}

/** What Docker refuses on which networks. */
export function checkWish(network: DockerNetwork, wish: NetworkWish): Answer<void> {
  const bad = (message: string) => fail<DaemonError>({ status: 400, message });
  if (network.predefined && wish.address !== '') {
    return bad('user specified IP address is supported on user defined networks only');
  }
  if (network.predefined && wish.aliases.length > 0) {
    return bad('network-scoped alias is supported only for containers in user defined networks');
  }
  if (wish.address !== '' && !network.parts.subnetGiven) {
    return bad('user specified IP address is supported only when connecting to networks with user configured subnets');
  }
  return ok(undefined);
}

export function configurationOf(context: DaemonContext, container: DockerContainer): ConfigurationFiles {
  return new ConfigurationFiles(context.machine.files, container.id);
}

function sharedSandbox(context: DaemonContext, container: DockerContainer, name: string): Answer<NetworkSandbox> {
  const other = context.containers.find(name);
  if (!other.ok) return other;
  if (other.value === container) return failed('cannot join own network');
  if (!other.value.running) return conflict(`cannot join network of a non running container: ${name}`);
  const { sandbox } = other.value;
  if (other.value.restarting || sandbox === undefined) {
    return conflict(`Container ${name} is restarting, wait until the container is running`);
  }
  container.sandbox = { id: sandbox.id, namespace: sandbox.namespace, host: undefined, ports: [] };
  return ok(container.sandbox);
}

function hostSandbox(
  context: DaemonContext,
  container: DockerContainer,
  files: ConfigurationFiles,
  extra: readonly string[],
): Answer<NetworkSandbox> {
  const hosts = context.machine.files.read('/etc/hosts');
  if (hosts.ok) files.writeHosts(hosts.value + extra.map((line) => `${line}\n`).join(''));
  container.sandbox = { id: newId(context), namespace: context.machine.network, host: undefined, ports: [] };
  const network = context.networks.byName('host');
  network?.attach({ id: container.id, host: context.host, endpointId: newId(context) }, { address: '', aliases: [] });
  return ok(container.sandbox);
}

function containerHost(context: DaemonContext, container: DockerContainer, files: ConfigurationFiles): Host {
  const { Dns: nameservers } = container.hostConfig;
  return context.fabric.addContainer({
    name: `container/${container.name}`,
    machine: context.host,
    hosts: () => files.hosts,
    resolvConf: () => files.resolvConf,
    ...(nameservers.length === 0 ? {} : { nameservers }),
  });
}

function publish(context: DaemonContext, container: DockerContainer, host: Host): Answer<void> {
  const attachments = context.networks.all.flatMap((network) => network.attachments.get(container.id) ?? []);
  const { sandbox } = container;
  const [gateway] = attachments.filter((one) => one.endpoint !== undefined);
  if (sandbox === undefined || gateway === undefined) return ok(undefined);
  for (const request of publishRequests(container)) {
    const published = context.ports.publish(host, request);
    if (published.ok) sandbox.ports = [...sandbox.ports, published.value];
    else {
      const endpoint = `${container.name} (${gateway.endpointId})`;
      return failed(`driver failed programming external connectivity on endpoint ${endpoint}: ${published.error}`);
    }
  }
  return ok(undefined);
}

function hostLine(container: DockerContainer, attachment: NetworkAttachment): string | undefined {
  const address = attachment.endpoint?.address;
  if (address === undefined) return undefined;
  const { hostname, domainname } = container.config;
  return `${address}\t${domainname === '' ? hostname : `${hostname}.${domainname} ${hostname}`}`;
}

function connectError(problem: ConnectProblem, network: DockerNetwork, wish: NetworkWish): DaemonError {
  const message: Record<ConnectProblem, string> = {
    'no address left': `no available IPv4 addresses on this network's address pools: ${network.name} (${network.id})`,
    'address in use': 'Address already in use',
    'address not in subnet': `Invalid address ${wish.address}: It does not belong to any of this network's subnets`,
  };
  return { status: problem === 'address in use' ? 403 : 500, message: message[problem] };
}

function recordNetwork(
  context: DaemonContext,
  network: DockerNetwork,
  action: 'connect' | 'disconnect',
  container: DockerContainer,
): void {
  const type = network.parts.driver;
  context.events.record('network', action, network.id, { container: container.id, name: network.name, type });
}
