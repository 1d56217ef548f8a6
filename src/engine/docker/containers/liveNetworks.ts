/** `docker network connect` and `disconnect`: at once when the container runs, else from its next start. */
import { ok } from '../../../base/result';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import type { DockerNetwork } from '../networks/dockerNetwork';
import { conflict, failed, forbidden } from '../refusal';
import { checkWish, configurationOf, connectSandbox, disconnectSandbox } from './containerNetworking';
import type { DockerContainer } from './dockerContainer';
import { resolvConf } from './resolvConf';

export interface ConnectOptions {
  readonly Aliases: readonly string[];
  readonly IPv4Address: string;
  readonly Links: readonly string[];
}

const HOST = 'container cannot be disconnected from host network or connected to host network';
const SHARED =
  'container sharing network namespace with another container or host cannot be connected to any other network';
const NONE = 'container cannot be connected to multiple networks with one of the networks in private (none) mode';

export function connectContainer(
  context: DaemonContext,
  networkName: string,
  containerName: string,
  options: ConnectOptions,
): Answer<void> {
  const container = context.containers.find(containerName);
  if (!container.ok) return container;
  const network = context.networks.find(networkName);
  if (!network.ok) return network;
  if (options.Links.length > 0) return failed('links of user-defined networks are not simulated in this playground');
  if (container.value.removing) return failed(removalText(container.value));
  const refusal = modeProblem(container.value, network.value);
  if (refusal !== undefined) return refusal;
  const wish = { aliases: options.Aliases, address: options.IPv4Address, networkId: network.value.id };
  const allowed = checkWish(network.value, wish);
  if (!allowed.ok) return allowed;
  const live = container.value.sandbox !== undefined;
  const before = container.value.networks.get(network.value.name);
  if (before !== undefined && live) {
    return forbidden(`endpoint with name ${container.value.name} already exists in network ${network.value.name}`);
  }
  if (before !== undefined) return ok(undefined);
  container.value.networks.set(network.value.name, wish);
  if (!live) return ok(undefined);
  const connected = connectSandbox(context, container.value, network.value.name);
  if (!connected.ok) {
    container.value.networks.delete(network.value.name);
    return connected;
  }
  // With the first network of one's own comes Docker's name server.
  configurationOf(context, container.value).writeResolvConf(resolvConf(context, container.value, true));
  return ok(undefined);
}

export function disconnectContainer(
  context: DaemonContext,
  networkName: string,
  containerName: string,
  force: boolean,
): Answer<void> {
  const container = context.containers.find(containerName);
  if (!container.ok) return container;
  const network = context.networks.find(networkName);
  if (!network.ok && !force) return network;
  const name = network.ok ? network.value.name : networkName;
  if (container.value.removing) return failed(removalText(container.value));
  if (container.value.hostConfig.NetworkMode === 'host' && name === 'host') return conflict(HOST);
  const live = container.value.sandbox !== undefined && network.ok;
  if (!container.value.networks.has(name)) {
    const the = live ? '' : 'the ';
    return failed(`container ${container.value.id} is not connected to ${the}network ${name}`);
  }
  if (live) disconnectSandbox(context, container.value, network.value);
  container.value.networks.delete(name);
  return ok(undefined);
}

function modeProblem(container: DockerContainer, network: DockerNetwork): Answer<never> | undefined {
  const mode = container.hostConfig.NetworkMode;
  if (mode.startsWith('container:')) return conflict(SHARED);
  if (mode !== 'host' && network.name === 'host') return conflict(HOST);
  if (mode === 'host' && network.name !== 'host') return conflict(SHARED);
  if ((mode === 'none') !== (network.name === 'none')) {
    if (mode === 'none' && !container.networks.has('none')) return undefined;
    return conflict(NONE);
  }
  return undefined;
}

function removalText(container: DockerContainer): string {
  return `Container ${container.id} is marked for removal and cannot be connected or disconnected to the network`;
}
