import { describe, expect, it } from 'vitest';
import { endpointSliceKind } from '../../../kinds/endpointSlice';
import { endpointsKind } from '../../../kinds/endpoints';
import { podKind } from '../../../kinds/pod';
import { type Service, serviceKind } from '../../../kinds/service';
import { TestWorld } from '../../testing';

function createService(test: TestWorld, name: string, spec: Service['spec']): void {
  const metadata = { name, namespace: 'default' };
  const created = test.client.create(serviceKind, { apiVersion: 'v1', kind: 'Service', metadata, spec });
  expect(created.ok).toBe(true);
  test.settle();
}

function runLabelled(test: TestWorld, name: string, ports: { name?: string; containerPort: number }[] = []): void {
  test.run(name, { ports });
  const patch = { metadata: { labels: { app: 'web' } } };
  expect(test.client.patch(podKind, name, 'default', patch, { type: 'merge' }).ok).toBe(true);
  test.settle();
}

/** A labelled pod that has its node from the start and never gets ready. */
function runUnready(test: TestWorld, name: string): void {
  const readinessProbe = { httpGet: { path: '/nope', port: 80 }, periodSeconds: 1 };
  const container = { name: 'app', image: 'nginx', readinessProbe };
  const created = test.client.create(podKind, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: 'web' } },
    spec: { nodeName: 'node-1', containers: [container] },
  });
  expect(created.ok).toBe(true);
}

/** `READY-ADDRESSES / OTHER-ADDRESSES : PORTS` of each subset. */
function subsets(test: TestWorld, name: string): string[] {
  const found = test.client.get(endpointsKind, name, 'default');
  if (!found.ok) return [found.error.message ?? ''];
  return (found.value.subsets ?? []).map(({ addresses = [], notReadyAddresses = [], ports = [] }) => {
    const names = (list: typeof addresses) =>
      list
        .map(({ targetRef, ip }) => targetRef?.name ?? ip)
        .sort()
        .join(',');
    return `${names(addresses)} / ${names(notReadyAddresses)} : ${ports.map(({ name: n, port }) => `${n ?? ''} ${port}`)}`;
  });
}

/** For each slice of a service its ports and what it says of each endpoint. */
function slices(test: TestWorld, name: string) {
  const list = test.client.list(endpointSliceKind, { labelSelector: `kubernetes.io/service-name=${name}` });
  return (list.ok ? list.value.items : []).map(({ metadata, ports, endpoints }) => ({
    name: metadata.name.replace(/-[b-z2-9]{5}$/, '-*'),
    managedBy: metadata.labels?.['endpointslice.kubernetes.io/managed-by'],
    ports: ports?.map(({ name: portName, port }) => `${portName} ${port}`),
    endpoints: endpoints.map(({ targetRef, addresses, conditions }) => {
      const { ready, serving, terminating } = conditions ?? {};
      return [targetRef?.name ?? addresses[0], { ready, serving, terminating }];
    }),
  }));
}

describe('the endpoints of a service', () => {
  it('follow the readiness of the pods behind it', () => {
    const test = new TestWorld();
    createService(test, 'web', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] });
    expect(subsets(test, 'web')).toEqual([]);
    runLabelled(test, 'one');
    runLabelled(test, 'two');
    expect(subsets(test, 'web')).toEqual(['one,two /  :  8080']);
    const up = { ready: true, serving: true, terminating: false };
    expect(slices(test, 'web')).toEqual([
      {
        name: 'web-*',
        managedBy: 'endpointslice-controller.k8s.io',
        ports: [' 8080'],
        endpoints: [
          ['one', up],
          ['two', up],
        ],
      },
    ]);
    test.delete('one');
    test.world.clock.advance(100);
    expect(subsets(test, 'web')).toEqual(['two /  :  8080']);
    expect(slices(test, 'web')[0]?.endpoints).toEqual([
      ['one', { ready: false, serving: true, terminating: true }],
      ['two', up],
    ]);
    test.settle();
    expect(slices(test, 'web')[0]?.endpoints).toEqual([['two', up]]);
  });

  it('find ports by name, pod by pod', () => {
    const test = new TestWorld();
    runLabelled(test, 'old', [{ name: 'http', containerPort: 8080 }]);
    runLabelled(test, 'new', [{ name: 'http', containerPort: 9090 }]);
    createService(test, 'web', { selector: { app: 'web' }, ports: [{ name: 'web', port: 80, targetPort: 'http' }] });
    expect(subsets(test, 'web').sort()).toEqual(['new /  : web 9090', 'old /  : web 8080']);
    expect(
      slices(test, 'web')
        .flatMap(({ ports }) => ports)
        .sort(),
    ).toEqual(['web 8080', 'web 9090']);
  });

  it('tell which change made them, and nothing where the change was known before', () => {
    const test = new TestWorld();
    const trigger = 'endpoints.kubernetes.io/last-change-trigger-time';
    const triggers = () => {
      const found = test.client.get(endpointsKind, 'web', 'default');
      const list = test.client.list(endpointSliceKind, { labelSelector: 'kubernetes.io/service-name=web' });
      const objects = [...(found.ok ? [found.value] : []), ...(list.ok ? list.value.items : [])];
      return objects.map(({ metadata }) => metadata.annotations?.[trigger]);
    };
    // It is reported as not ready before it has an address, and the service comes in between.
    runUnready(test, 'unready');
    test.advance(0.2);
    const spec = { selector: { app: 'web' }, ports: [{ port: 80 }] };
    test.client.create(serviceKind, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec,
    });
    test.advance(0.1);
    expect(triggers()).toEqual(['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z']);
    test.settle();
    expect(subsets(test, 'web')).toEqual([' / unready :  80']);
    expect(triggers()).toEqual([undefined, undefined]);
    test.advance(5);
    runLabelled(test, 'ready');
    expect(triggers()).toEqual(['2026-01-01T00:00:07Z', '2026-01-01T00:00:07Z']);
  });

  it('go with the service', () => {
    const test = new TestWorld();
    createService(test, 'web', { selector: { app: 'web' }, ports: [{ port: 80 }] });
    test.client.delete(serviceKind, 'web', 'default');
    test.settle();
    expect(subsets(test, 'web')).toEqual(['endpoints "web" not found']);
    expect(slices(test, 'web')).toEqual([]);
  });

  it('are mirrored into slices when an author wrote them', () => {
    const test = new TestWorld();
    createService(test, 'manual', { ports: [{ port: 80 }] });
    const created = test.client.create(endpointsKind, {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'manual', namespace: 'default' },
      subsets: [{ addresses: [{ ip: '192.0.2.42' }], ports: [{ port: 9376 }] }],
    });
    expect(created.ok).toBe(true);
    test.settle();
    expect(slices(test, 'manual')).toEqual([
      {
        name: 'manual-*',
        managedBy: 'endpointslicemirroring-controller.k8s.io',
        ports: [' 9376'],
        endpoints: [['192.0.2.42', { ready: true, serving: undefined, terminating: undefined }]],
      },
    ]);
  });
});
