import { describe, expect, it } from 'vitest';
import { isStopped, machineWithoutPower, partOfObject } from './stoppedParts';

const labels = { 'node-role.kubernetes.io/control-plane': '' };
const objects = {
  nodes: { main: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'main', labels } } },
};

describe('stopped parts', () => {
  it('stand still by themselves, or with their machine', () => {
    const seen = { stopped: ['scheduler', 'kubelet/worker-1', 'node/worker-2'], objects };
    const actors = ['scheduler', 'etcd', 'kubelet/worker-1', 'kubelet/worker-2', 'node/worker-2', 'node/worker-1'];
    expect(actors.filter((actor) => isStopped(seen, actor))).toEqual([
      'scheduler',
      'kubelet/worker-1',
      'kubelet/worker-2',
      'node/worker-2',
    ]);
  });

  it('are those of the control plane when its machine is off, and nobody else’s', () => {
    const seen = { stopped: ['node/main'], objects };
    expect(
      ['etcd', 'kubelet/main', 'kubectl', 'dockerd', 'node/main'].map((actor) => machineWithoutPower(seen, actor)),
    ).toEqual(['main', 'main', undefined, undefined, undefined]);
  });

  it('are known by the world’s names, and by the objects that stand for them', () => {
    expect(isStopped({ stopped: ['docker'], objects: {} }, 'dockerd')).toBe(true);
    expect(partOfObject({ resource: 'services', namespace: 'kube-system', name: 'kube-dns' })).toBe('dns');
    expect(partOfObject({ resource: 'services', namespace: 'default', name: 'kube-dns' })).toBe(undefined);
  });
});
