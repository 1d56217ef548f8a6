import { beforeEach, describe, expect, it } from 'vitest';
import { controllerRevisionKind } from '../../../kinds/apps/controllerRevision';
import { type DaemonSet, daemonSetKind } from '../../../kinds/apps/daemonSet';
import { nodeKind } from '../../../kinds/node';
import { podKind } from '../../../kinds/pod';
import type { Client } from '../../client/client';
import type { World } from '../../index';
import { TestWorld } from '../../testing';

let world: World;
let client: Client;

beforeEach(() => {
  ({ world, client } = new TestWorld());
});

function create(spec: object = {}): void {
  const template = { metadata: { labels: { app: 'agent' } }, spec: { containers: [{ name: 'c', image: 'agent:v1' }] } };
  const created = client.create(daemonSetKind, {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'agent' } }, template, ...spec },
  });
  expect(created.ok).toBe(true);
  world.clock.settle();
}

function patchSet(patch: object): void {
  expect(client.patch(daemonSetKind, 'agent', 'default', patch, { type: 'strategic' }).ok).toBe(true);
}

function setImage(image: string): void {
  patchSet({ spec: { template: { spec: { containers: [{ name: 'c', image }] } } } });
}

function patchNode(name: string, patch: object): void {
  expect(client.patch(nodeKind, name, undefined, patch, { type: 'strategic' }).ok).toBe(true);
  world.clock.settle();
}

/** `node-1 agent:v1` for each pod. */
function pods(): string[] {
  const list = client.list(podKind, { namespace: 'default' });
  return list.ok ? list.value.items.map(({ spec }) => `${spec.nodeName} ${spec.containers[0]?.image}`).sort() : [];
}

function status(): DaemonSet['status'] {
  const found = client.get(daemonSetKind, 'agent', 'default');
  return found.ok ? found.value.status : undefined;
}

function revisions(): number[] {
  const list = client.list(controllerRevisionKind);
  return list.ok ? list.value.items.map(({ revision }) => revision).sort() : [];
}

describe('a daemon set', () => {
  it('keeps one pod on each node, which tolerates what the node is short of', () => {
    create();
    expect(pods()).toEqual(['node-1 agent:v1', 'node-2 agent:v1', 'node-3 agent:v1']);
    expect(status()).toEqual({
      currentNumberScheduled: 3,
      desiredNumberScheduled: 3,
      numberAvailable: 3,
      numberMisscheduled: 0,
      numberReady: 3,
      observedGeneration: 1,
      updatedNumberScheduled: 3,
    });
    const list = client.list(podKind, { namespace: 'default' });
    const [pod] = list.ok ? list.value.items : [];
    expect(Object.keys(pod?.metadata.labels ?? {})).toEqual([
      'app',
      'controller-revision-hash',
      'pod-template-generation',
    ]);
    expect(pod?.spec.tolerations?.map(({ key }) => key?.replace('node.kubernetes.io/', ''))).toEqual([
      'not-ready',
      'unreachable',
      'disk-pressure',
      'memory-pressure',
      'pid-pressure',
      'unschedulable',
    ]);
  });

  it('follows the labels and taints of nodes, but stays on cordoned ones', () => {
    create();
    patchNode('node-1', { spec: { unschedulable: true } });
    patchNode('node-2', { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } });
    expect([pods().length, status()?.numberMisscheduled]).toEqual([3, 1]);
    patchNode('node-3', { spec: { taints: [{ key: 'a', effect: 'NoExecute' }] } });
    expect(pods()).toEqual(['node-1 agent:v1', 'node-2 agent:v1']);
    patchSet({ spec: { template: { spec: { nodeSelector: { disk: 'ssd' } } } } });
    world.clock.settle();
    expect(pods()).toEqual([]);
    patchNode('node-1', { metadata: { labels: { disk: 'ssd' } } });
    expect(pods()).toEqual(['node-1 agent:v1']);
  });

  it('replaces one pod after the other, and numbers an old template anew when it comes back', () => {
    create();
    let fewest = 3;
    const watch = client.watch(
      daemonSetKind,
      {},
      {
        event: ({ object }) => {
          const { observedGeneration, numberAvailable = 0 } = (object as DaemonSet).status ?? {};
          if ((observedGeneration ?? 0) > 1) fewest = Math.min(fewest, numberAvailable);
        },
      },
    );
    setImage('agent:v2');
    world.clock.settle();
    if (watch.ok) watch.value.stop();
    expect([pods(), fewest, revisions()]).toEqual([
      ['node-1 agent:v2', 'node-2 agent:v2', 'node-3 agent:v2'],
      2,
      [1, 2],
    ]);
    setImage('agent:v1');
    world.clock.settle();
    expect(revisions()).toEqual([2, 3]);
  });

  it('makes the new pod first where it may surge, and waits for deletions by hand with OnDelete', () => {
    create({ updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } });
    setImage('agent:v2');
    let most = 0;
    for (let i = 0; i < 200; i++) {
      world.clock.advance(100);
      most = Math.max(most, pods().length);
    }
    expect([pods(), most > 3]).toEqual([['node-1 agent:v2', 'node-2 agent:v2', 'node-3 agent:v2'], true]);
    patchSet({ spec: { updateStrategy: { type: 'OnDelete', rollingUpdate: null } } });
    setImage('agent:v3');
    world.clock.settle();
    expect([pods().filter((pod) => pod.endsWith('v3')), status()?.updatedNumberScheduled]).toEqual([[], undefined]);
    const list = client.list(podKind, { namespace: 'default', fieldSelector: 'spec.nodeName=node-2' });
    if (list.ok) client.delete(podKind, list.value.items[0]?.metadata.name ?? '', 'default');
    world.clock.settle();
    expect(pods()).toEqual(['node-1 agent:v2', 'node-2 agent:v3', 'node-3 agent:v2']);
  });
});
