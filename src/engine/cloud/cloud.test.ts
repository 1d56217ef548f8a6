import { describe, expect, it } from 'vitest';
import { type Service, serviceKind } from '../../kinds/service';
import { TestWorld } from '../testing';

function createBalanced(test: TestWorld): void {
  const created = test.client.create(serviceKind, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }] },
  });
  expect(created.ok).toBe(true);
}

function service(test: TestWorld): Service | undefined {
  const found = test.client.get(serviceKind, 'web', 'default');
  return found.ok ? found.value : undefined;
}

function ingress(test: TestWorld) {
  return service(test)?.status?.loadBalancer?.ingress;
}

describe('a service of type LoadBalancer', () => {
  it('has an address after a few seconds', () => {
    const test = new TestWorld('playground');
    createBalanced(test);
    test.advance(1);
    expect(ingress(test)).toBe(undefined);
    test.settle();
    expect(ingress(test)).toEqual([{ ip: expect.stringMatching(/^34\.\d+\.\d+\.\d+$/), ipMode: 'VIP' }]);
    expect(test.events('web')).toEqual([
      'Normal EnsuringLoadBalancer Ensuring load balancer',
      'Normal EnsuredLoadBalancer Ensured load balancer',
    ]);
  });

  it('goes when its load balancer has gone', () => {
    const test = new TestWorld('playground');
    createBalanced(test);
    test.settle();
    test.client.delete(serviceKind, 'web', 'default');
    test.world.clock.advance(100);
    expect(service(test)?.metadata.finalizers).toEqual(['service.kubernetes.io/load-balancer-cleanup']);
    test.settle();
    expect(service(test)).toBe(undefined);
    expect(test.events('web').slice(2)).toEqual([
      'Normal DeletingLoadBalancer Deleting load balancer',
      'Normal DeletedLoadBalancer Deleted load balancer',
    ]);
  });

  it('loses its address when it becomes another type', () => {
    const test = new TestWorld('playground');
    createBalanced(test);
    test.settle();
    test.client.patch(serviceKind, 'web', 'default', { spec: { type: 'NodePort' } }, { type: 'merge' });
    test.settle();
    expect(ingress(test)).toBe(undefined);
    expect(service(test)?.metadata.finalizers).toBe(undefined);
    expect(test.events('web')[2]).toBe('Normal Type LoadBalancer -> NodePort');
  });

  it('waits for ever where there is no cloud', () => {
    const test = new TestWorld('reference');
    createBalanced(test);
    test.settle().advance(600);
    expect(ingress(test)).toBe(undefined);
  });
});
