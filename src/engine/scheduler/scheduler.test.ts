import type { PodSpec } from 'kubernetes-types/core/v1';
import { beforeEach, describe, expect, it } from 'vitest';
import { deploymentKind } from '../../kinds/deployment';
import { eventKind } from '../../kinds/event';
import { nodeKind } from '../../kinds/node';
import { type Pod, podKind } from '../../kinds/pod';
import type { Client } from '../client/client';
import type { World } from '../index';
import { TestWorld } from '../testing';

let world: World;
let client: Client;

beforeEach(() => {
  ({ world, client } = new TestWorld());
});

function createPod(name: string, spec: Partial<PodSpec>): void {
  const created = client.create(podKind, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers: [{ name: 'c', image: 'nginx' }], ...spec },
  });
  expect(created.ok).toBe(true);
  world.clock.settle();
}

function deploy(name: string, replicas: number, spec: Partial<PodSpec>): void {
  const created = client.create(deploymentKind, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], ...spec },
      },
    },
  });
  expect(created.ok).toBe(true);
  world.clock.settle();
}

function asking(cpu: string, memory?: string): Partial<PodSpec> {
  const requests = { cpu, ...(memory === undefined ? {} : { memory }) };
  return { containers: [{ name: 'c', image: 'nginx', resources: { requests } }] };
}

function pods(): readonly Pod[] {
  const list = client.list(podKind, { namespace: 'default' });
  return list.ok ? list.value.items : [];
}

/** How many pods each node has; under '' those that have none. */
function placement(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { spec } of pods()) counts[spec.nodeName ?? ''] = (counts[spec.nodeName ?? ''] ?? 0) + 1;
  return counts;
}

function failures(): string[] {
  const list = client.list(eventKind, { namespace: 'default' });
  const failed = (list.ok ? list.value.items : []).filter((event) => event.reason === 'FailedScheduling');
  return failed.map((event) => event.message ?? '');
}

describe('a pod that fits nowhere', () => {
  it('is told what each node lacks', () => {
    createPod('big', asking('8', '32Gi'));
    const message =
      '0/3 nodes are available: 3 Insufficient cpu, 3 Insufficient memory. preemption: 0/3 nodes are available: ' +
      '3 No preemption victims found for incoming pod.';
    expect(failures()).toEqual([message]);
    const [pod] = pods();
    expect(pod?.status?.phase).toBe('Pending');
    expect(pod?.status?.conditions).toEqual([
      {
        type: 'PodScheduled',
        status: 'False',
        lastProbeTime: null,
        lastTransitionTime: '2026-01-01T00:00:00Z',
        reason: 'Unschedulable',
        message,
      },
    ]);
  });

  it('is placed when a label makes a node fit', () => {
    createPod('sel', { nodeSelector: { disk: 'ssd' } });
    expect(failures()).toEqual([
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are " +
        'available: 3 Preemption is not helpful for scheduling.',
    ]);
    client.patch(nodeKind, 'node-2', undefined, { metadata: { labels: { disk: 'ssd' } } }, { type: 'merge' });
    world.clock.settle();
    expect(placement()).toEqual({ 'node-2': 1 });
    expect(failures().length).toBe(1);
  });

  it('is told of taints and selectors node by node, and comes when the taint goes', () => {
    const taint = (taints: unknown) =>
      client.patch(nodeKind, 'node-1', undefined, { spec: { taints } }, { type: 'merge' });
    taint([{ key: 'team', value: 'red', effect: 'NoSchedule' }]);
    createPod('tol', { nodeSelector: { 'kubernetes.io/hostname': 'node-1' } });
    expect(failures()).toEqual([
      "0/3 nodes are available: 1 node(s) had untolerated taint {team: red}, 2 node(s) didn't match Pod's node " +
        'affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    ]);
    taint(null);
    world.clock.settle();
    expect(placement()).toEqual({ 'node-1': 1 });
  });

  it('is placed when another pod makes room', () => {
    deploy('cpu', 8, asking('900m'));
    expect(placement()).toEqual({ 'node-1': 2, 'node-2': 2, 'node-3': 2, '': 2 });
    client.patch(deploymentKind, 'cpu', 'default', { spec: { replicas: 6 } }, { type: 'merge' });
    world.clock.settle();
    expect(placement()).toEqual({ 'node-1': 2, 'node-2': 2, 'node-3': 2 });
  });
});

describe('pods of one deployment', () => {
  it('are spread over the nodes', () => {
    deploy('web', 6, {});
    expect(placement()).toEqual({ 'node-1': 2, 'node-2': 2, 'node-3': 2 });
  });

  it('keep apart when they ask to', () => {
    const term = { labelSelector: { matchLabels: { app: 'anti' } }, topologyKey: 'kubernetes.io/hostname' };
    const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
    deploy('anti', 4, { affinity: { podAntiAffinity } });
    expect(placement()).toEqual({ 'node-1': 1, 'node-2': 1, 'node-3': 1, '': 1 });
    expect(failures()).toEqual([
      "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. preemption: 0/3 nodes are available: " +
        '3 No preemption victims found for incoming pod.',
    ]);
  });
});

describe('a decision', () => {
  it('is in the trace with what each node scored or lacked', () => {
    client.patch(nodeKind, 'node-3', undefined, { spec: { unschedulable: true } }, { type: 'merge' });
    world.clock.settle();
    createPod('web', {});
    const entry = world.trace.entries.find((one) => one.kind === 'act' && one.action === 'schedule');
    const detail = entry?.kind === 'act' ? entry.detail : undefined;
    expect(detail).toEqual({
      chosen: pods()[0]?.spec.nodeName,
      'node/node-1': expect.any(Number),
      'node/node-2': expect.any(Number),
      'node/node-3': 'node(s) were unschedulable',
    });
  });

  it('waits for the scheduler to come back', () => {
    world.setFault('scheduler', 'stopped');
    createPod('web', {});
    expect(placement()).toEqual({ '': 1 });
    world.setFault('scheduler', 'running');
    world.clock.settle();
    expect(placement()['']).toBe(undefined);
  });
});
