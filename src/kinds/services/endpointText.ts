/** Lists of endpoints, cut after the third as the server's printers cut them. */
import type { EndpointSubset } from 'kubernetes-types/core/v1';
import type { Endpoint, EndpointPort } from 'kubernetes-types/discovery/v1';

const shown = 3;

/** `10.244.1.2:80,10.244.2.3:80`, with `+ n more...` after three; `<none>` when there are no subsets at all. */
export function endpointsText(subsets: readonly EndpointSubset[] | undefined, portName?: string): string {
  if (subsets === undefined || subsets.length === 0) return '<none>';
  const all = subsets.flatMap(({ addresses = [], ports = [] }) => {
    if (ports.length === 0) return addresses.map((address) => address.ip);
    return ports
      .filter((port) => portName === undefined || (port.name ?? '') === portName)
      .flatMap((port) => addresses.map((address) => hostAndPort(address.ip, port.port)));
  });
  return cut(all);
}

export function slicePortsText(ports: readonly EndpointPort[] | undefined): string {
  return cut((ports ?? []).map((port) => String(port.port ?? port.name ?? '*'))) || '<unset>';
}

export function sliceEndpointsText(endpoints: readonly Endpoint[] | undefined): string {
  return cut((endpoints ?? []).flatMap((endpoint) => endpoint.addresses)) || '<unset>';
}

function cut(all: readonly string[]): string {
  const text = all.slice(0, shown).join(',');
  return all.length > shown ? `${text} + ${all.length - shown} more...` : text;
}

function hostAndPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
