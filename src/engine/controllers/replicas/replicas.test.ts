import { beforeEach, describe, expect, it } from 'vitest';
import { eventKind } from '../../../kinds/event';
import { type Pod, podKind } from '../../../kinds/pod';
import { replicaSetKind } from '../../../kinds/replicaSet';
import { replicationControllerKind } from '../../../kinds/replicationController';
import type { Client } from '../../client/client';
import type { World } from '../../index';
import { TestWorld } from '../../testing';

let world: World;
let client: Client;

beforeEach(() => {
  ({ world, client } = new TestWorld());
});

const containers = [{ name: 'c', image: 'nginx' }];

function createController(replicas: number): void {
  const created = client.create(replicationControllerKind, {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'kubia', namespace: 'default' },
    spec: {
      replicas,
      selector: { app: 'kubia' },
      template: { metadata: { labels: { app: 'kubia' } }, spec: { containers } },
    },
  });
  expect(created.ok).toBe(true);
  world.clock.settle();
}

function createSet(): void {
  const created = client.create(replicaSetKind, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'frontend', namespace: 'default' },
    spec: {
      replicas: 3,
      selector: {
        matchLabels: { tier: 'frontend' },
        matchExpressions: [{ key: 'env', operator: 'In', values: ['dev', 'prod'] }],
      },
      template: { metadata: { labels: { tier: 'frontend', env: 'prod' } }, spec: { containers } },
    },
  });
  expect(created.ok).toBe(true);
  world.clock.settle();
}

function pods(): readonly Pod[] {
  const list = client.list(podKind, { namespace: 'default' });
  return list.ok ? list.value.items : [];
}

function owners(): Record<string, string | undefined> {
  return Object.fromEntries(
    pods().map(({ metadata }) => [
      metadata.name.replace(/-[b-z2-9]{5}$/, '-*'),
      metadata.ownerReferences?.map(({ name }) => name).join(),
    ]),
  );
}

function messages(name: string): string[] {
  const list = client.list(eventKind, { namespace: 'default' });
  return (list.ok ? list.value.items : [])
    .filter((event) => event.involvedObject.name === name)
    .map(({ type, reason, message, source }) => `${source?.component} ${type} ${reason} ${message}`)
    .map((text) => text.replace(/-[b-z2-9]{5}$/, '-*'));
}

describe('a replication controller', () => {
  it('makes the pods that are missing and tells of each', () => {
    createController(3);
    const found = client.get(replicationControllerKind, 'kubia', 'default');
    expect(found.ok && found.value.status).toEqual({
      replicas: 3,
      fullyLabeledReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      observedGeneration: 1,
    });
    const message = 'replication-controller Normal SuccessfulCreate Created pod: kubia-*';
    expect(messages('kubia')).toEqual([message, message, message]);
  });

  it('replaces a deleted pod at once, before its containers have stopped', () => {
    createController(2);
    const [victim] = pods();
    client.delete(podKind, victim?.metadata.name ?? '', 'default');
    world.clock.advance(100);
    expect(
      pods()
        .map(({ metadata }) => metadata.deletionTimestamp !== undefined)
        .sort(),
    ).toEqual([false, false, true]);
    world.clock.settle();
    expect(pods().length).toBe(2);
    expect(pods().every(({ metadata }) => metadata.name !== victim?.metadata.name)).toBe(true);
  });

  it('deletes pods when it is scaled down', () => {
    createController(3);
    client.patch(replicationControllerKind, 'kubia', 'default', { spec: { replicas: 1 } }, { type: 'merge' });
    world.clock.settle();
    expect(pods().length).toBe(1);
    expect(messages('kubia').slice(3)).toEqual([
      'replication-controller Normal SuccessfulDelete Deleted pod: kubia-*',
      'replication-controller Normal SuccessfulDelete Deleted pod: kubia-*',
    ]);
  });
});

describe('a replica set', () => {
  it('adopts a pod that its selector matches, and lets go of it when its labels change', () => {
    client.create(podKind, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'early', namespace: 'default', labels: { tier: 'frontend', env: 'dev' } },
      spec: { containers },
    });
    world.clock.settle();
    createSet();
    expect(pods().length).toBe(3);
    expect(owners()).toEqual({ early: 'frontend', 'frontend-*': 'frontend' });
    client.patch(podKind, 'early', 'default', { metadata: { labels: { env: 'qa' } } }, { type: 'merge' });
    world.clock.settle();
    expect(pods().length).toBe(4);
    expect(owners()).toEqual({ early: undefined, 'frontend-*': 'frontend' });
  });

  it('leaves its pods behind when it is deleted as an orphan maker', () => {
    createSet();
    client.delete(replicaSetKind, 'frontend', 'default', { propagationPolicy: 'Orphan' });
    world.clock.settle();
    const left = client.list(replicaSetKind, { namespace: 'default' });
    expect(left.ok && left.value.items.length).toBe(0);
    expect(pods().length).toBe(3);
    expect(owners()).toEqual({ 'frontend-*': undefined });
  });

  it('outlives its pods when it is deleted in the foreground', () => {
    createSet();
    client.delete(replicaSetKind, 'frontend', 'default', { propagationPolicy: 'Foreground' });
    world.clock.advance(300);
    const waiting = client.get(replicaSetKind, 'frontend', 'default');
    expect(waiting.ok && waiting.value.metadata.finalizers).toEqual(['foregroundDeletion']);
    expect(pods().every(({ metadata }) => metadata.deletionTimestamp !== undefined)).toBe(true);
    world.clock.settle();
    expect(client.get(replicaSetKind, 'frontend', 'default').ok).toBe(false);
    expect(pods()).toEqual([]);
  });
});
