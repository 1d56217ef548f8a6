import { beforeEach, describe, expect, it } from 'vitest';
import { controllerRevisionKind } from '../../../kinds/apps/controllerRevision';
import { type StatefulSet, statefulSetKind } from '../../../kinds/apps/statefulSet';
import { type Pod, podKind } from '../../../kinds/pod';
import { persistentVolumeClaimKind } from '../../../kinds/storage/persistentVolumeClaim';
import type { Client } from '../../client/client';
import type { World } from '../../index';
import { TestWorld } from '../../testing';

let world: World;
let client: Client;

beforeEach(() => {
  ({ world, client } = new TestWorld());
});

function create(spec: object = {}): void {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'nginx', image: 'nginx:1.25' }] },
  };
  const created = client.create(statefulSetKind, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default' },
    spec: { serviceName: 'web', replicas: 3, selector: { matchLabels: { app: 'web' } }, template, ...spec },
  });
  expect(created.ok).toBe(true);
}

function change(spec: object): void {
  expect(client.patch(statefulSetKind, 'web', 'default', { spec }, { type: 'strategic' }).ok).toBe(true);
}

function image(name: string): object {
  return { template: { spec: { containers: [{ name: 'nginx', image: name }] } } };
}

function pods(): Pod[] {
  const list = client.list(podKind, { namespace: 'default' });
  return list.ok ? list.value.items : [];
}

/** `web-0 nginx:1.25` for each pod. */
function shown(): string[] {
  return pods().map(({ metadata, spec }) => `${metadata.name} ${spec.containers[0]?.image}`);
}

/** What happens to pods until all is settled, in order. */
function course(): string[] {
  const seen: string[] = [];
  const list = client.list(podKind);
  const since = list.ok ? list.value.metadata.resourceVersion : undefined;
  const watch = client.watch(
    podKind,
    { namespace: 'default', ...(since === undefined ? {} : { resourceVersion: since }) },
    {
      event: ({ type, object }) => {
        const word = type === 'ADDED' ? '+' : type === 'DELETED' ? '-' : '';
        if (word !== '') seen.push(`${word}${(object as Pod).metadata.name}`);
      },
    },
  );
  world.clock.settle();
  if (watch.ok) watch.value.stop();
  return seen;
}

function set(): StatefulSet {
  const found = client.get(statefulSetKind, 'web', 'default');
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

describe('a stateful set', () => {
  it('makes its pods one after the other, each with a name, a number and a host name of its own', () => {
    create();
    expect(course()).toEqual(['+web-0', '+web-1', '+web-2']);
    const [first] = pods();
    expect([first?.metadata.labels, first?.spec.hostname, first?.spec.subdomain]).toEqual([
      {
        app: 'web',
        'apps.kubernetes.io/pod-index': '0',
        'controller-revision-hash': set().status?.updateRevision,
        'statefulset.kubernetes.io/pod-name': 'web-0',
      },
      'web-0',
      'web',
    ]);
    const name = set().status?.currentRevision;
    expect(set().status).toEqual({
      availableReplicas: 3,
      collisionCount: 0,
      currentReplicas: 3,
      currentRevision: name,
      observedGeneration: 1,
      readyReplicas: 3,
      replicas: 3,
      updateRevision: name,
      updatedReplicas: 3,
    });
  });

  it('shrinks and updates from the highest number down', () => {
    create();
    world.clock.settle();
    change(image('nginx:1.26'));
    expect(course()).toEqual(['-web-2', '+web-2', '-web-1', '+web-1', '-web-0', '+web-0']);
    change({ replicas: 1 });
    expect(course()).toEqual(['-web-2', '-web-1']);
  });

  it('leaves alone what is below the partition, and with OnDelete everything', () => {
    create({ updateStrategy: { rollingUpdate: { partition: 2 } } });
    world.clock.settle();
    change(image('nginx:1.26'));
    world.clock.settle();
    expect(shown()).toEqual(['web-0 nginx:1.25', 'web-1 nginx:1.25', 'web-2 nginx:1.26']);
    client.delete(podKind, 'web-0', 'default');
    world.clock.settle();
    expect(shown()[0]).toBe('web-0 nginx:1.25');
    change({ updateStrategy: { type: 'OnDelete', rollingUpdate: null } });
    client.delete(podKind, 'web-0', 'default');
    world.clock.settle();
    expect(shown()).toEqual(['web-0 nginx:1.26', 'web-1 nginx:1.25', 'web-2 nginx:1.26']);
  });

  it('does everything at once with Parallel, from another first number', () => {
    create({ podManagementPolicy: 'Parallel', ordinals: { start: 5 } });
    world.clock.advance(500);
    expect(pods().map(({ metadata }) => metadata.name)).toEqual(['web-5', 'web-6', 'web-7']);
    world.clock.settle();
    change({ replicas: 0 });
    world.clock.advance(500);
    expect(pods().filter(({ metadata }) => metadata.deletionTimestamp === undefined)).toEqual([]);
  });

  it('keeps as many revisions as it may', () => {
    create({ replicas: 1, revisionHistoryLimit: 1 });
    for (const tag of ['1', '2', '3']) {
      world.clock.settle();
      change(image(`nginx:${tag}`));
    }
    world.clock.settle();
    const list = client.list(controllerRevisionKind);
    expect(list.ok && list.value.items.map(({ revision }) => revision).sort()).toEqual([3, 4]);
  });

  it('makes a claim for each pod, which stays or goes as the retention policy says', () => {
    const claims = () => {
      const list = client.list(persistentVolumeClaimKind);
      return list.ok ? list.value.items.map(({ metadata }) => metadata.name) : [];
    };
    create({
      podManagementPolicy: 'Parallel',
      persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    });
    world.clock.advance(3000);
    expect(claims()).toEqual(['data-web-0', 'data-web-1', 'data-web-2']);
    expect(pods()[0]?.spec.volumes?.[0]).toEqual({ name: 'data', persistentVolumeClaim: { claimName: 'data-web-0' } });
    change({ replicas: 1 });
    world.clock.settle();
    expect(claims()).toEqual(['data-web-0']);
    client.delete(statefulSetKind, 'web', 'default');
    world.clock.settle();
    expect([claims(), pods()]).toEqual([['data-web-0'], []]);
  });
});
