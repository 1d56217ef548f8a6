/** The networks and volumes of a Docker host, for the page. */
import type { DockerDaemon, JsonObject } from '../../engine/docker/daemon';
import type { DockerNetwork, DockerVolume } from './dockerView';
import { listOf, memberOf, textOf } from './jsonAccess';

const MOST = 60;
const ALWAYS: ReadonlySet<string> = new Set(['bridge', 'host', 'none']);

/** In the order in which they were made. */
export function describeNetworks(daemon: DockerDaemon): readonly DockerNetwork[] {
  const answer = daemon.networks.list({});
  const networks = answer.ok ? [...answer.value] : [];
  networks.sort((a, b) => (textOf(a, 'Created') < textOf(b, 'Created') ? -1 : 1));
  return networks.slice(0, MOST).map(tellNetwork);
}

function tellNetwork(network: JsonObject): DockerNetwork {
  const id = textOf(network, 'Id');
  const name = textOf(network, 'Name');
  const [range] = listOf(network, 'IPAM', 'Config');
  const driver = textOf(network, 'Driver');
  return {
    id,
    name,
    driver: driver === 'null' ? 'none' : driver,
    subnet: textOf(range, 'Subnet'),
    gateway: textOf(range, 'Gateway'),
    interface: interfaceOf(network, driver, id),
    internal: memberOf(network, 'Internal') === true,
    userDefined: !ALWAYS.has(name),
  };
}

function interfaceOf(network: JsonObject, driver: string, id: string): string {
  if (driver !== 'bridge') return '';
  return textOf(network, 'Options', 'com.docker.network.bridge.name') || `br-${id.slice(0, 12)}`;
}

export function describeVolumes(daemon: DockerDaemon): {
  readonly volumes: readonly DockerVolume[];
  readonly more: number;
} {
  const answer = daemon.volumes.list({});
  const usage = daemon.diskUsage();
  const all = answer.ok ? answer.value : [];
  const volumes = all.slice(0, MOST).map((volume): DockerVolume => {
    const name = textOf(volume, 'Name');
    const bytes = usage.ok ? (usage.value.volumeUsage[name]?.Size ?? 0) : 0;
    return { name, anonymous: /^[0-9a-f]{64}$/.test(name), bytes };
  });
  return { volumes, more: all.length - volumes.length };
}
