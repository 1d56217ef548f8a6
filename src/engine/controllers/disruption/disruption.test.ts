import { beforeEach, describe, expect, it } from 'vitest';
import { formatTime } from '../../../base/time';
import { deploymentKind } from '../../../kinds/deployment';
import { podKind } from '../../../kinds/pod';
import { podDisruptionBudgetKind } from '../../../kinds/policy/podDisruptionBudget';
import type { Client } from '../../client/client';
import type { World } from '../../index';
import { TestWorld } from '../../testing';

let world: World;
let client: Client;

beforeEach(() => {
  ({ world, client } = new TestWorld());
  client.create(deploymentKind, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    },
  });
  world.clock.settle();
});

function budget(spec: object): void {
  const created = client.create(podDisruptionBudgetKind, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  });
  expect(created.ok).toBe(true);
  world.clock.advance(500);
}

/** Allowed, healthy, wanted and expected pods. */
function counts(): unknown[] {
  const found = client.get(podDisruptionBudgetKind, 'web', 'default');
  const { disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods } = (found.ok && found.value.status) || {};
  return [disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods];
}

/** The code and causes of the answer to each eviction. */
function evictAll(): unknown[] {
  const list = client.list(podKind, { namespace: 'default' });
  const names = list.ok ? list.value.items.map(({ metadata }) => metadata.name) : [];
  return names.map((name) => {
    const done = client.createSubresource(podKind, name, 'default', 'eviction', { metadata: { name } });
    return done.ok ? 'evicted' : [done.error.code, done.error.details?.causes?.map(({ message }) => message)];
  });
}

describe('a disruption budget', () => {
  it('lets go as many pods as may be missing, and no more until there are new ones', () => {
    budget({ maxUnavailable: '34%' });
    expect(counts()).toEqual([2, 3, 1, 3]);
    const refused = [429, ['The disruption budget web needs 1 healthy pods and has 3 currently']];
    expect(evictAll()).toEqual(['evicted', 'evicted', refused]);
    world.clock.settle();
    expect(counts()).toEqual([2, 3, 1, 3]);
  });

  it('is asked by evictions, which tell the pod why it goes', () => {
    budget({ maxUnavailable: 1 });
    evictAll();
    const list = client.list(podKind, { namespace: 'default' });
    const said = (list.ok ? list.value.items : []).map(({ metadata, status }) => [
      metadata.deletionTimestamp !== undefined,
      status?.conditions?.find(({ type }) => type === 'DisruptionTarget'),
    ]);
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: formatTime(world.clock.now),
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
    };
    expect(said.sort()).toEqual([
      [false, undefined],
      [false, undefined],
      [true, condition],
    ]);
  });

  it('keeps a number, or a share of what the workload wants', () => {
    budget({ minAvailable: 3 });
    expect(counts()).toEqual([0, 3, 3, 3]);
    client.patch(podDisruptionBudgetKind, 'web', 'default', { spec: { minAvailable: '50%' } }, { type: 'merge' });
    world.clock.advance(500);
    expect(counts()).toEqual([1, 3, 2, 3]);
  });
});
