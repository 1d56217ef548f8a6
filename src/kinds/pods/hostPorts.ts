/** Ports that pods want on their node itself. */
import type { ContainerPort } from 'kubernetes-types/core/v1';
import type { Pod } from '../pod';

/** Those of the containers that run all the time: the pod's own and its sidecars. */
export function hostPortsOf({ spec }: Pod): readonly ContainerPort[] {
  const sidecars = (spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  const ports = [...(spec.containers ?? []), ...sidecars].flatMap((container) => container.ports ?? []);
  return ports.filter((port) => (port.hostPort ?? 0) > 0);
}

/** Whether both cannot be had on one node: the same number and protocol, on the same address or on all. */
export function collide(a: ContainerPort, b: ContainerPort): boolean {
  if (a.hostPort !== b.hostPort || (a.protocol ?? 'TCP') !== (b.protocol ?? 'TCP')) return false;
  const addresses = [a.hostIP ?? '', b.hostIP ?? ''].map((ip) => (ip === '' ? '0.0.0.0' : ip));
  return addresses.includes('0.0.0.0') || addresses[0] === addresses[1];
}
