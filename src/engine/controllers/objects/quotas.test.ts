import { describe, expect, it } from 'vitest';
import { limitRangeKind } from '../../../kinds/limits/limitRange';
import { resourceQuotaKind } from '../../../kinds/limits/resourceQuota';
import { priorityClassKind } from '../../../kinds/scheduling/priorityClass';
import { TestWorld } from '../../testing';

function withQuota(hard: Record<string, string>, scopes?: string[]): TestWorld {
  const test = new TestWorld();
  const created = test.client.create(resourceQuotaKind, {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'q', namespace: 'default' },
    spec: { hard, ...(scopes === undefined ? {} : { scopes }) },
  });
  expect(created.ok).toBe(true);
  return test.settle();
}

function limit(test: TestWorld, item: object): void {
  const created = test.client.create(limitRangeKind, {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'limits', namespace: 'default' },
    spec: { limits: [{ type: 'Container', ...item }] },
  });
  expect(created.ok).toBe(true);
}

function status(test: TestWorld) {
  const quota = test.client.get(resourceQuotaKind, 'q', 'default');
  return quota.ok ? quota.value.status : undefined;
}

describe('a quota', () => {
  it('counts what is made at once, refuses what would exceed it, and counts anew what is given up', () => {
    const test = withQuota({ pods: '2', 'requests.cpu': '1' });
    const resources = { requests: { cpu: '400m' } };
    test.run('a', { resources });
    test.run('b', { resources });
    expect(status(test)).toEqual({
      hard: { pods: '2', 'requests.cpu': '1' },
      used: { pods: '2', 'requests.cpu': '800m' },
    });
    expect(() => test.run('c', { resources })).toThrow(
      'pods "c" is forbidden: exceeded quota: q, requested: pods=1,requests.cpu=400m, used: pods=2,requests.cpu=800m, limited: pods=2,requests.cpu=1',
    );
    test.settle().delete('a');
    test.settle();
    expect(status(test)?.used).toEqual({ pods: '1', 'requests.cpu': '400m' });
  });

  it('wants to be told what its limits are applied to', () => {
    const test = withQuota({ 'limits.cpu': '2', memory: '1Gi' });
    expect(() => test.run('a')).toThrow(
      'pods "a" is forbidden: failed quota: q: must specify limits.cpu for: app; memory for: app',
    );
  });

  it('is only about the pods of its scopes', () => {
    const test = withQuota({ pods: '0' }, ['BestEffort']);
    test.run('a', { resources: { requests: { cpu: '100m' } } });
    expect(() => test.run('b')).toThrow(/exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0$/);
  });
});

describe('a limit range', () => {
  it('gives containers what they do not say themselves, and writes that down', () => {
    const test = new TestWorld();
    limit(test, { default: { cpu: '500m' }, defaultRequest: { cpu: '100m' } });
    test.run('a');
    const { spec, metadata } = test.pod('a');
    expect(spec.containers[0]?.resources).toEqual({ limits: { cpu: '500m' }, requests: { cpu: '100m' } });
    expect(metadata.annotations?.['kubernetes.io/limit-ranger']).toBe(
      'LimitRanger plugin set: cpu request for container app; cpu limit for container app',
    );
  });

  it('refuses what is outside of it', () => {
    const test = new TestWorld();
    limit(test, { min: { cpu: '200m' }, max: { cpu: '1' }, maxLimitRequestRatio: { cpu: '2' } });
    const resources = { requests: { cpu: '100m' }, limits: { cpu: '1500m' } };
    expect(() => test.run('a', { resources })).toThrow(
      'pods "a" is forbidden: [minimum cpu usage per Container is 200m, but request is 100m, maximum cpu usage per Container is 1, but limit is 1500m, cpu max limit to request ratio per Container is 2, but provided ratio is 15.000000]',
    );
  });
});

describe('a priority class', () => {
  it('gives its pods their priority, the default class those that name none', () => {
    const test = new TestWorld();
    const make = (name: string, value: number, globalDefault: boolean) =>
      test.client.create(priorityClassKind, {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name },
        value,
        globalDefault,
      });
    make('high', 1000, false);
    make('normal', 10, true);
    test.run('a', {}, { priorityClassName: 'high' });
    test.run('b');
    const shown = ['a', 'b'].map((name) => [test.pod(name).spec.priorityClassName, test.pod(name).spec.priority]);
    expect(shown).toEqual([
      ['high', 1000],
      ['normal', 10],
    ]);
    expect(() => test.run('c', {}, { priorityClassName: 'none' })).toThrow(
      'pods "c" is forbidden: no PriorityClass with name none was found',
    );
  });
});
