import { beforeEach, describe, expect, it } from 'vitest';
import { type Deployment, deploymentKind } from '../../../kinds/deployment';
import { eventKind } from '../../../kinds/event';
import { podKind } from '../../../kinds/pod';
import { replicaSetKind } from '../../../kinds/replicaSet';
import type { Client } from '../../client/client';
import type { World } from '../../index';
import { TestWorld } from '../../testing';

/** What a command needs until its first request. */
const COMMAND = 100;

let world: World;
let client: Client;

beforeEach(() => {
  ({ world, client } = new TestWorld());
});

function create(name: string, spec: Record<string, unknown>): void {
  const created = client.create(deploymentKind, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image: 'nginx:1.25' }] } },
      ...spec,
    },
  });
  expect(created.ok).toBe(true);
  world.clock.settle();
}

function patch(name: string, change: unknown): void {
  expect(client.patch(deploymentKind, name, 'default', change, { type: 'strategic' }).ok).toBe(true);
}

function setImage(name: string, image: string): void {
  patch(name, { spec: { template: { spec: { containers: [{ name: 'app', image }] } } } });
}

function get(name: string): Deployment {
  const found = client.get(deploymentKind, name, 'default');
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

/** What `kubectl rollout status` would say of the deployment at this moment; undefined when it is done. */
function statusLine({ metadata, spec, status = {} }: Deployment): string | undefined {
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0, observedGeneration = 0 } = status;
  const wanted = spec.replicas ?? 1;
  if ((metadata.generation ?? 0) > observedGeneration) return 'spec update to be observed';
  if (updatedReplicas < wanted) return `${updatedReplicas} out of ${wanted} new replicas have been updated`;
  if (replicas > updatedReplicas) return `${replicas - updatedReplicas} old replicas are pending termination`;
  if (availableReplicas < updatedReplicas) {
    return `${availableReplicas} of ${updatedReplicas} updated replicas are available`;
  }
  return undefined;
}

/** The lines that `kubectl rollout status` prints: one for what it finds, one for every change until it is done. */
function rolloutStatus(name: string): string[] {
  world.clock.advance(COMMAND);
  const lines: string[] = [];
  let done = false;
  const take = (deployment: Deployment) => {
    const line = statusLine(deployment);
    if (line === undefined) done = true;
    if (!done) lines.push(line ?? '');
  };
  take(get(name));
  const watch = client.watch(
    deploymentKind,
    { namespace: 'default', ...resourceVersion() },
    { event: ({ object }) => (object as Deployment).metadata.name === name && take(object as Deployment) },
  );
  world.clock.settle();
  if (watch.ok) watch.value.stop();
  return lines;
}

function resourceVersion(): { resourceVersion?: string } {
  const list = client.list(deploymentKind);
  const version = list.ok ? list.value.metadata.resourceVersion : undefined;
  return version === undefined ? {} : { resourceVersion: version };
}

function scalingEvents(name: string): string[] {
  const events = client.list(eventKind, { namespace: 'default' });
  const own = (events.ok ? events.value.items : []).filter((event) => event.involvedObject.name === name);
  return own.map((event) => `${event.reason}: ${(event.message ?? '').replace(/-[b-z2-9]{5,10} /, ' ')}`);
}

function sets(name: string): { replicas: number | undefined; annotations: unknown }[] {
  const list = client.list(replicaSetKind, { namespace: 'default', labelSelector: `app=${name}` });
  return (list.ok ? list.value.items : [])
    .sort((a, b) => (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? ''))
    .map(({ spec, metadata }) => ({ replicas: spec.replicas, annotations: metadata.annotations }));
}

describe('a rolling update', () => {
  it('goes on pod by pod with the same status lines as the real one', () => {
    create('web', { replicas: 3 });
    setImage('web', 'nginx:1.26');
    expect(rolloutStatus('web')).toEqual([
      ...Array(3).fill('1 out of 3 new replicas have been updated'),
      ...Array(3).fill('2 out of 3 new replicas have been updated'),
      ...Array(2).fill('1 old replicas are pending termination'),
    ]);
    expect(scalingEvents('web')).toEqual([
      'ScalingReplicaSet: Scaled up replica set web from 0 to 3',
      'ScalingReplicaSet: Scaled up replica set web from 0 to 1',
      'ScalingReplicaSet: Scaled down replica set web from 3 to 2',
      'ScalingReplicaSet: Scaled up replica set web from 1 to 2',
      'ScalingReplicaSet: Scaled down replica set web from 2 to 1',
      'ScalingReplicaSet: Scaled up replica set web from 2 to 3',
      'ScalingReplicaSet: Scaled down replica set web from 1 to 0',
    ]);
  });

  it('goes back the same way', () => {
    create('web', { replicas: 3 });
    setImage('web', 'nginx:1.26');
    world.clock.settle();
    setImage('web', 'nginx:1.25');
    expect(rolloutStatus('web')).toEqual([
      ...Array(3).fill('1 out of 3 new replicas have been updated'),
      ...Array(3).fill('2 out of 3 new replicas have been updated'),
      ...Array(2).fill('1 old replicas are pending termination'),
    ]);
    expect(scalingEvents('web').at(-1)).toBe(
      'ScalingReplicaSet: (combined from similar events): Scaled down replica set web from 1 to 0',
    );
  });

  it('waits minReadySeconds for each pod', () => {
    create('roll', {
      replicas: 4,
      minReadySeconds: 1,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    });
    setImage('roll', 'nginx:1.26');
    expect(rolloutStatus('roll')).toEqual([
      ...Array(4).fill('1 out of 4 new replicas have been updated'),
      ...Array(4).fill('2 out of 4 new replicas have been updated'),
      ...Array(4).fill('3 out of 4 new replicas have been updated'),
      ...Array(3).fill('1 old replicas are pending termination'),
    ]);
  });

  it('keeps count of revisions, forth and back', () => {
    create('web', { replicas: 2 });
    setImage('web', 'nginx:1.26');
    world.clock.settle();
    setImage('web', 'nginx:1.25');
    world.clock.settle();
    const notes = { 'deployment.kubernetes.io/desired-replicas': '2', 'deployment.kubernetes.io/max-replicas': '3' };
    expect(get('web').metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '3' });
    expect(sets('web')).toEqual([
      {
        replicas: 2,
        annotations: {
          ...notes,
          'deployment.kubernetes.io/revision': '3',
          'deployment.kubernetes.io/revision-history': '1',
        },
      },
      { replicas: 0, annotations: { ...notes, 'deployment.kubernetes.io/revision': '2' } },
    ]);
  });

  it('scales in proportion when it is in the middle', () => {
    create('web', { replicas: 10, strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } });
    setImage('web', 'nope');
    world.clock.settle();
    expect(sets('web').map(({ replicas }) => replicas)).toEqual([8, 5]);
    patch('web', { spec: { replicas: 15 } });
    world.clock.settle();
    expect(sets('web').map(({ replicas }) => replicas)).toEqual([11, 7]);
  });

  it('forgets the oldest revisions', () => {
    create('web', { replicas: 1, revisionHistoryLimit: 1 });
    for (const image of ['nginx:1.26', 'nginx:1.27', 'nginx:1.28']) {
      setImage('web', image);
      world.clock.settle();
    }
    const revisions = sets('web').map(({ annotations }) => Object.values(annotations as object).includes('4'));
    expect(revisions).toEqual([false, true]);
  });
});

describe('the Recreate strategy', () => {
  it('makes the first new pod when the last old one is gone', () => {
    create('rec', { replicas: 2, strategy: { type: 'Recreate' } });
    setImage('rec', 'nginx:1.26');
    // Whether one pod is available before the other is chance.
    expect(rolloutStatus('rec').slice(0, 4)).toEqual([
      ...Array(3).fill('0 out of 2 new replicas have been updated'),
      '0 of 2 updated replicas are available',
    ]);
    expect(scalingEvents('rec')).toEqual([
      'ScalingReplicaSet: Scaled up replica set rec from 0 to 2',
      'ScalingReplicaSet: Scaled down replica set rec from 2 to 0',
      'ScalingReplicaSet: Scaled up replica set rec from 0 to 2',
    ]);
  });
});

describe('a paused deployment', () => {
  it('scales but does not roll out until it is resumed', () => {
    create('web', { replicas: 2 });
    patch('web', { spec: { paused: true } });
    setImage('web', 'nginx:1.26');
    patch('web', { spec: { replicas: 3 } });
    world.clock.settle();
    expect(sets('web').map(({ replicas }) => replicas)).toEqual([3]);
    expect(get('web').status?.conditions?.map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['Progressing', 'Unknown', 'DeploymentPaused'],
      ['Available', 'True', 'MinimumReplicasAvailable'],
    ]);
    patch('web', { spec: { paused: null } });
    world.clock.settle();
    expect(sets('web').map(({ replicas }) => replicas)).toEqual([0, 3]);
  });
});

describe('a rollout that stands still', () => {
  it('has timed out when its deadline passes', () => {
    create('web', { replicas: 1, progressDeadlineSeconds: 60 });
    setImage('web', 'nope');
    world.clock.advance(70_000);
    const progressing = get('web').status?.conditions?.find(({ type }) => type === 'Progressing');
    expect(progressing).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' });
    expect(progressing?.message).toMatch(/^ReplicaSet "web-\w+" has timed out progressing\.$/);
  });
});

describe('deleting a deployment', () => {
  it('takes its replica sets and pods with it', () => {
    create('web', { replicas: 2 });
    expect(client.delete(deploymentKind, 'web', 'default').ok).toBe(true);
    world.clock.settle();
    const left = [client.list(replicaSetKind), client.list(podKind)].map((list) => list.ok && list.value.items.length);
    expect(left).toEqual([0, 0]);
  });
});

describe('a thousand replicas', () => {
  it('are all running within seconds of computing', () => {
    ({ world, client } = new TestWorld('bench-10'));
    create('big', { replicas: 1000 });
    world.clock.settle(120_000);
    expect(get('big').status?.readyReplicas).toBe(1000);
  }, 60_000);
});
