import { headOf, type Thing, type ThingObject } from '../thing';

export const part: Thing = {
  about:
    'A part that makes the cluster work: `api-server`, `etcd`, `scheduler`, `controller-manager`, `cloud`, `kubelet/NODE`, `kube-proxy/NODE`.',
  fields: { state: '`running`, or `stopped`: its process is not there, or its machine has no power' },
  list(world) {
    const { nodes, exists } = world.life;
    if (!exists) return [];
    const stopped = new Set(world.stopped);
    const agents = nodes.flatMap(({ profile: { name }, powered }) =>
      ['kubelet', 'kube-proxy'].map((agent) => [`${agent}/${name}`, powered] as const),
    );
    const cloud = world.profile.cloud ? ['cloud'] : [];
    const control = ['api-server', 'etcd', 'scheduler', 'controller-manager', ...cloud].map(
      (name) => [name, true] as const,
    );
    return [...control, ...agents].map(
      ([name, powered]): ThingObject => ({
        ...headOf('part', name, name),
        state: powered && !stopped.has(name) ? 'running' : 'stopped',
      }),
    );
  },
};
