import { describe, expect, it } from 'vitest';
import { podKind } from '../../kinds/pod';
import { serviceKind } from '../../kinds/service';
import { TestWorld } from '../testing';
import type { TraceEntry } from '../trace';

function visits(test: TestWorld): Extract<TraceEntry, { kind: 'exchange' }>[] {
  return test.world.trace.entries.flatMap((entry) =>
    entry.kind === 'exchange' && entry.actor === 'visitors' ? [entry] : [],
  );
}

describe('visitors', () => {
  const test = new TestWorld('playground');
  test.client.create(serviceKind, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }] },
  });
  const answer = test.client.get(serviceKind, 'web', 'default');
  if (!answer.ok) throw new Error(answer.error.message);
  test.settle().advance(10);
  const service = test.client.get(serviceKind, 'web', 'default');
  const host = service.ok ? (service.value.status?.loadBalancer?.ingress?.[0]?.ip ?? '') : '';

  it('send as many requests a second as they are told, and stop', () => {
    test.world.visitors.send({ host, port: 80, path: '/', rate: 10 });
    test.advance(10);
    expect(visits(test).length).toBeGreaterThan(97);
    test.world.visitors.send(undefined);
    test.advance(5);
    const sent = visits(test).length;
    test.advance(5);
    expect(visits(test).length).toBe(sent);
  });

  it('come in through the load balancer, and leave the world settled', () => {
    expect(
      visits(test)[0]
        ?.hops.map(({ at }) => at)
        .slice(0, 2),
    ).toEqual(['visitors', 'load-balancer']);
    expect(visits(test)[0]?.outcome).toBe('refused');
    test.world.visitors.send({ host, port: 80, path: '/', rate: 0.01 });
    expect(test.world.clock.settled).toBe(true);
  });

  it('lose requests to a node without power, until the load balancer has found out', () => {
    test.run('web', { ports: [{ containerPort: 80 }] }, { nodeName: 'worker-1' });
    test.client.patch(podKind, 'web', 'default', { metadata: { labels: { app: 'web' } } }, { type: 'merge' });
    test.settle().advance(10);
    const outcomes = (seconds: number) => {
      const before = visits(test).length;
      test.advance(seconds);
      return new Set(
        visits(test)
          .slice(before)
          .map(({ outcome }) => outcome),
      );
    };
    test.world.visitors.send({ host, port: 80, path: '/', rate: 10 });
    expect(outcomes(10)).toEqual(new Set(['ok']));
    test.world.setFault('node/worker-3', 'stopped');
    expect(outcomes(12)).toEqual(new Set(['ok', 'unreachable']));
    test.advance(20);
    expect(outcomes(10)).toEqual(new Set(['ok']));
    const told = test.world.trace.entries.flatMap((entry) =>
      entry.kind === 'act' && entry.actor === 'load-balancer' ? [`${entry.action} ${entry.detail?.['node']}`] : [],
    );
    expect(told).toEqual(['node-silent worker-3']);
  });
});
