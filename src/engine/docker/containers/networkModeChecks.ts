/** Options that don't go together with a network that is shared, or is the machine's. */
import type { ContainerCreate } from '../containerRequests';
import { badParameter, type Refusal } from '../refusal';

export function checkNetworkMode(request: ContainerCreate): Refusal | undefined {
  const { HostConfig: host, Networking: networking } = request;
  const mode = host.NetworkMode;
  const sharesContainer = mode.startsWith('container:');
  const conflict = (what: string) => badParameter(`conflicting options: ${what}`);
  if (sharesContainer && mode === 'container:') {
    return badParameter('Invalid network mode: invalid container format container:<name|id>');
  }
  if (host.UTSMode === 'host' && request.Hostname !== '') return conflict('hostname and the UTS mode');
  if (sharesContainer && request.Hostname !== '') return conflict('hostname and the network mode');
  if (mode === 'host' && networking.Links.length > 0) {
    return conflict("host type networking can't be used with links. This would result in undefined behavior");
  }
  if (!sharesContainer) return undefined;
  if (networking.Links.length > 0) {
    return conflict("container type network can't be used with links. This would result in undefined behavior");
  }
  if (host.Dns.length > 0) return conflict('dns and the network mode');
  if (host.ExtraHosts.length > 0) return conflict('custom host-to-IP mapping and the network mode');
  if (Object.keys(host.PortBindings).length > 0 || host.PublishAllPorts) {
    return conflict('port publishing and the container type network mode');
  }
  if (request.ExposedPorts.length > 0) return conflict('port exposing and the container type network mode');
  return undefined;
}
