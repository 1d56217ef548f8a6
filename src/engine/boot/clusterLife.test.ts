import { describe, expect, it } from 'vitest';
import { nodeKind } from '../../kinds/node';
import { TestWorld } from '../testing';

const SYSTEM = [
  'coredns 1/1 Running',
  'etcd-minikube 1/1 Running',
  'kube-apiserver-minikube 1/1 Running',
  'kube-controller-manager-minikube 1/1 Running',
  'kube-proxy 1/1 Running',
  'kube-scheduler-minikube 1/1 Running',
];

describe("a cluster's life", () => {
  it('stops with its containers and comes back with them', () => {
    const test = new TestWorld('minikube');
    const { life } = test.world;
    test.run('web', { image: 'nginx' });
    test.settle();
    let stopped = false;
    life.stopNode('minikube', () => {
      stopped = true;
    });
    test.advance(15);
    expect([stopped, life.exists, life.serving, life.nodes[0]?.powered]).toEqual([true, true, false, false]);
    expect(test.world.api.handle({ method: 'GET', path: '/version' }, { user: 'x', groups: [], actor: 'x' }).code).toBe(
      0,
    );
    life.startNode('minikube');
    test.advance(60);
    expect(life.serving).toBe(true);
    expect(test.pods()).toEqual(['web 1/1 Running 1']);
    expect(systemPods(test)).toEqual(SYSTEM);
  });

  it('is gone when it is deleted, and new when it is made anew', () => {
    const test = new TestWorld('minikube');
    const { life, profile } = test.world;
    test.run('web', { image: 'nginx' });
    test.settle();
    life.remove();
    test.advance(5);
    expect([life.exists, life.serving, life.nodes, test.world.node('minikube')]).toEqual([false, false, [], undefined]);
    life.create(profile.nodes);
    test.advance(60);
    expect(test.pods()).toEqual([]);
    expect(systemPods(test)).toEqual(SYSTEM);
    const node = test.client.get(nodeKind, 'minikube');
    expect(node.ok && node.value.metadata.creationTimestamp).toBe('2026-01-01T00:00:08Z');
  });

  it('grows by a node and shrinks again', () => {
    const test = new TestWorld('minikube');
    const { life, profile } = test.world;
    const [first] = profile.nodes;
    if (first === undefined) throw new Error('no node');
    const { address: _, ...rest } = first;
    life.addNode({ ...rest, name: 'minikube-m02', address: '192.168.49.3', podCidr: '10.244.1.0/24', roles: [] });
    test.advance(60);
    expect(nodes(test)).toEqual(['minikube True', 'minikube-m02 True']);
    expect(systemPods(test).filter((pod) => pod === 'kube-proxy 1/1 Running')).toHaveLength(2);
    life.removeNode('minikube-m02');
    test.advance(60);
    expect(nodes(test)).toEqual(['minikube True']);
    expect(systemPods(test)).toEqual(SYSTEM);
  });

  it('has the same history for the same seed', () => {
    const live = () => {
      const test = new TestWorld('minikube', 3);
      test.world.life.remove();
      test.advance(1);
      test.world.life.create(test.world.profile.nodes);
      test.advance(60);
      return test.world.hash();
    };
    expect(live()).toBe(live());
  });

  it('starts a container again that someone removed from its node', () => {
    const test = new TestWorld('playground');
    test.run('web', { image: 'nginx' });
    test.settle();
    const runtime = ['worker-1', 'worker-2', 'worker-3']
      .map((node) => test.world.runtimeOn(node))
      .find((one) => one?.containers.some(({ name }) => name === 'app'));
    const container = runtime?.containers.find(({ name }) => name === 'app');
    runtime?.removeContainer(container?.id ?? '');
    test.advance(5);
    expect(test.pods()).toEqual(['web 1/1 Running 1']);
    runtime?.stopSandbox(container?.sandbox ?? '');
    test.advance(20);
    expect(test.pods()).toEqual(['web 1/1 Running 2']);
  });
});

function systemPods(test: TestWorld): string[] {
  return test.pods('kube-system').map((line) =>
    line
      .replace(/^(coredns|kube-proxy)-\S+/, '$1')
      .split(' ')
      .slice(0, 3)
      .join(' '),
  );
}

function nodes(test: TestWorld): string[] {
  const list = test.client.list(nodeKind);
  return (list.ok ? list.value.items : []).map(
    ({ metadata, status }) => `${metadata.name} ${status?.conditions?.find(({ type }) => type === 'Ready')?.status}`,
  );
}
