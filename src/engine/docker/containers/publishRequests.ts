import type { PublishRequest } from '../networks/portAllocator';
import type { DockerContainer } from './dockerContainer';

/** What of a container is to be published, in the order of its ports. */
export function publishRequests(container: DockerContainer): readonly PublishRequest[] {
  const { PortBindings: bindings, PublishAllPorts: all } = container.hostConfig;
  const ports = [...new Set([...container.config.exposedPorts, ...Object.keys(bindings)])].sort(byNumber);
  return ports.flatMap((port): PublishRequest[] => {
    const [number = '', protocol = 'tcp'] = port.split('/');
    const common = {
      protocol: protocol === 'udp' ? ('udp' as const) : ('tcp' as const),
      containerPort: Number(number),
    };
    const wished = bindings[port] ?? [];
    if (wished.length === 0) return all ? [{ ...common, hostAddress: '', hostPort: '' }] : [];
    return wished.map(({ HostIp, HostPort }) => ({ ...common, hostAddress: HostIp, hostPort: HostPort }));
  });
}

function byNumber(a: string, b: string): number {
  return Number(a.split('/')[0]) - Number(b.split('/')[0]) || (a < b ? -1 : 1);
}
