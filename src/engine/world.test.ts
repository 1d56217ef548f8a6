import { describe, expect, it } from 'vitest';
import { deploymentKind } from '../kinds/deployment';
import { nodeKind } from '../kinds/node';
import { serviceKind } from '../kinds/service';
import { TestWorld } from './testing';

describe('a world', () => {
  it('has settled nodes of the right age when the learner arrives', () => {
    const { world, client } = new TestWorld('reference');
    expect(world.trace.entries).toEqual([]);
    expect(world.clock.settled).toBe(true);
    const nodes = client.list(nodeKind);
    const lines = (nodes.ok ? nodes.value.items : []).map((node) => {
      const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
      return `${node.metadata.name} ${node.metadata.creationTimestamp} ${ready?.status} ${node.spec.podCIDR}`;
    });
    expect(lines).toEqual([
      'node-1 2025-12-31T23:16:00Z True 10.244.1.0/24',
      'node-2 2025-12-31T23:16:00Z True 10.244.2.0/24',
      'node-3 2025-12-31T23:47:00Z True 10.244.3.0/24',
    ]);
  });

  it('holds what kube-system holds', () => {
    const test = new TestWorld('playground');
    expect(
      test
        .pods('kube-system')
        .map((line) => line.replace(/^(coredns|kube-proxy)(-[a-f0-9]{8,10})?-[a-z0-9]{5} /, '$1 ')),
    ).toEqual([
      'cloud-controller-manager-control-plane 1/1 Running 0',
      'coredns 1/1 Running 0',
      'coredns 1/1 Running 0',
      'etcd-control-plane 1/1 Running 0',
      'kube-apiserver-control-plane 1/1 Running 0',
      'kube-controller-manager-control-plane 1/1 Running 0',
      'kube-proxy 1/1 Running 0',
      'kube-proxy 1/1 Running 0',
      'kube-proxy 1/1 Running 0',
      'kube-proxy 1/1 Running 0',
      'kube-scheduler-control-plane 1/1 Running 0',
    ]);
  });

  it('has the same history for the same seed', () => {
    const live = (seed: number) => {
      const test = new TestWorld('playground', seed);
      createWeb(test, 3);
      test.settle();
      test.run('crash', { image: 'busybox', command: ['nothing'] });
      test.advance(60);
      return test.world.hash();
    };
    expect(live(7)).toBe(live(7));
    expect(live(7)).not.toBe(live(8));
  });

  it('gives a load balancer an address that the laptop reaches', () => {
    const test = new TestWorld('playground');
    createWeb(test, 2);
    test.client.create(serviceKind, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 8080, targetPort: 80 }] },
    });
    test.settle();
    const service = test.client.get(serviceKind, 'web', 'default');
    const address = service.ok ? service.value.status?.loadBalancer?.ingress?.[0]?.ip : undefined;
    const answers: number[] = [];
    const request = { method: 'GET', scheme: 'http', path: '/', headers: {}, body: '' } as const;
    test.world.laptop.network.exchange({ ...request, host: address ?? '', port: 8080 }, {}, (outcome) => {
      if (outcome.ok) answers.push(outcome.response.status);
    });
    test.settle();
    expect(answers).toEqual([200]);
  });

  it('moves the pods of a node that lost its power after five minutes', () => {
    const test = new TestWorld('reference');
    createWeb(test, 3);
    test.settle();
    test.world.setFault('node/node-2', 'stopped');
    test.advance(60);
    const node = test.client.get(nodeKind, 'node-2');
    const ready = node.ok ? node.value.status?.conditions?.find((one) => one.type === 'Ready') : undefined;
    expect([ready?.status, ready?.reason]).toEqual(['Unknown', 'NodeStatusUnknown']);
    expect(test.pods().map((line) => line.split(' ').slice(1).join(' '))).toEqual(Array(3).fill('1/1 Running 0'));
    test.advance(330);
    expect(
      test
        .pods()
        .map((line) => line.split(' ').slice(1).join(' '))
        .sort(),
    ).toEqual(['1/1 Running 0', '1/1 Running 0', '1/1 Running 0', '1/1 Terminating 0']);
    test.world.setFault('node/node-2', 'running');
    test.advance(60);
    expect(test.pods()).toHaveLength(3);
  });
});

function createWeb(test: TestWorld, replicas: number): void {
  const labels = { app: 'web' };
  test.client.create(deploymentKind, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx' }] } },
    },
  });
}
