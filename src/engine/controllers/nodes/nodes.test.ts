import { beforeEach, describe, expect, it } from 'vitest';
import { deploymentKind } from '../../../kinds/deployment';
import { eventKind } from '../../../kinds/event';
import { type Node, nodeKind } from '../../../kinds/node';
import { podKind } from '../../../kinds/pod';
import type { Client } from '../../client/client';
import type { World } from '../../index';
import { TestWorld } from '../../testing';

let world: World;
let client: Client;

beforeEach(() => {
  ({ world, client } = new TestWorld());
});

function node(name: string): Node {
  const found = client.get(nodeKind, name);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

function conditions(name: string): string[] {
  return (node(name).status?.conditions ?? []).map(({ type, status, reason }) => `${type} ${status} ${reason}`);
}

function taints(name: string): string[] {
  return (node(name).spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`).sort();
}

/** The pods of the deployment on each node, with the state of their Ready condition. */
function pods(): Record<string, string[]> {
  const list = client.list(podKind, { namespace: 'default' });
  const byNode: Record<string, string[]> = {};
  for (const { spec, status, metadata } of list.ok ? list.value.items : []) {
    const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'none';
    const name = spec.nodeName ?? '';
    byNode[name] = [...(byNode[name] ?? []), metadata.deletionTimestamp === undefined ? ready : 'Terminating'];
  }
  return byNode;
}

function deploy(): void {
  const created = client.create(deploymentKind, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    },
  });
  expect(created.ok).toBe(true);
  world.clock.settle();
}

describe('a node that falls silent', () => {
  it('is not ready after forty seconds, and its pods move away five minutes later', () => {
    deploy();
    world.clock.advance(20_000);
    world.setFault('kubelet/node-1', 'stopped');
    world.clock.advance(35_000);
    expect(conditions('node-1').at(-1)).toBe('Ready True KubeletReady');
    world.clock.advance(25_000);
    expect(conditions('node-1')).toEqual([
      'MemoryPressure Unknown NodeStatusUnknown',
      'DiskPressure Unknown NodeStatusUnknown',
      'PIDPressure Unknown NodeStatusUnknown',
      'Ready Unknown NodeStatusUnknown',
    ]);
    expect(taints('node-1')).toEqual([
      'node.kubernetes.io/unreachable:NoExecute',
      'node.kubernetes.io/unreachable:NoSchedule',
    ]);
    expect(pods()).toEqual({ 'node-1': ['False'], 'node-2': ['True'], 'node-3': ['True'] });
    world.clock.advance(310_000);
    const { 'node-1': left, 'node-2': second = [], 'node-3': third = [] } = pods();
    expect(left).toEqual(['Terminating']);
    expect([...second, ...third]).toEqual(['True', 'True', 'True']);
    const events = client.list(eventKind, { namespace: 'default' });
    const told = (events.ok ? events.value.items : [])
      .filter(({ reason }) => reason === 'NodeNotReady' || reason === 'TaintManagerEviction')
      .map(({ source, reason, message }) => `${source?.component} ${reason} ${message}`);
    expect(told.map((text) => text.replace(/web-\S+/, 'web-*')).sort()).toEqual([
      'node-controller NodeNotReady Node is not ready',
      'node-controller NodeNotReady Node node-1 status is now: NodeNotReady',
      'taint-eviction-controller TaintManagerEviction Marking for deletion Pod default/web-*',
    ]);
  });

  it('keeps its pods when it comes back in time', () => {
    deploy();
    world.setFault('kubelet/node-1', 'stopped');
    world.clock.advance(90_000);
    expect(taints('node-1').length).toBe(2);
    world.setFault('kubelet/node-1', 'running');
    world.clock.advance(30_000);
    expect(conditions('node-1').at(-1)).toBe('Ready True KubeletReady');
    expect(taints('node-1')).toEqual([]);
    expect(pods()).toEqual({ 'node-1': ['True'], 'node-2': ['True'], 'node-3': ['True'] });
  });
});

describe('a cluster without one ready node', () => {
  it('keeps its pods where they are, and drives them off the others once one is back', () => {
    deploy();
    const listed = client.list(nodeKind);
    const names = (listed.ok ? listed.value.items : []).map(({ metadata }) => metadata.name);
    const driving = () => names.flatMap((name) => taints(name).filter((taint) => taint.endsWith('NoExecute')));
    for (const name of names) world.setFault(`kubelet/${name}`, 'stopped');
    world.clock.advance(600_000);
    expect(names.map((name) => conditions(name).at(-1))).toEqual(names.map(() => 'Ready Unknown NodeStatusUnknown'));
    expect(driving()).toEqual([]);
    expect(pods()).toEqual({ 'node-1': ['False'], 'node-2': ['False'], 'node-3': ['False'] });
    world.setFault('kubelet/node-1', 'running');
    world.clock.advance(60_000);
    expect(driving()).toEqual(names.slice(0, -1).map(() => 'node.kubernetes.io/unreachable:NoExecute'));
    world.clock.advance(330_000);
    expect(pods()).toEqual({
      'node-1': ['True', 'True', 'True'],
      'node-2': ['Terminating'],
      'node-3': ['Terminating'],
    });
  });
});

describe('a node that has never reported', () => {
  it('is left alone for a minute, and pods that are bound to it later are as patient as all', () => {
    client.create(nodeKind, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'silent' }, spec: {} });
    world.clock.advance(50_000);
    expect(taints('silent')).toEqual([]);
    world.clock.advance(600_000);
    expect(taints('silent')).toEqual([
      'node.kubernetes.io/unreachable:NoExecute',
      'node.kubernetes.io/unreachable:NoSchedule',
    ]);
    client.create(podKind, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'late', namespace: 'default' },
      spec: { nodeName: 'silent', containers: [{ name: 'c', image: 'nginx' }] },
    });
    world.clock.advance(290_000);
    expect(pods()).toEqual({ silent: ['none'] });
    world.clock.advance(15_000);
    expect(pods()).toEqual({ silent: ['Terminating'] });
  });
});

describe('a cordoned node', () => {
  it('bears a taint for as long', () => {
    client.patch(nodeKind, 'node-2', undefined, { spec: { unschedulable: true } }, { type: 'merge' });
    world.clock.settle();
    expect(taints('node-2')).toEqual(['node.kubernetes.io/unschedulable:NoSchedule']);
    client.patch(nodeKind, 'node-2', undefined, { spec: { unschedulable: null } }, { type: 'merge' });
    world.clock.settle();
    expect(taints('node-2')).toEqual([]);
  });
});

describe('a node that is deleted', () => {
  it('takes its pods along', () => {
    deploy();
    world.setFault('node/node-3', 'stopped');
    client.delete(nodeKind, 'node-3');
    world.clock.advance(90_000);
    const { 'node-3': left, ...others } = pods();
    expect(left).toBe(undefined);
    expect(Object.values(others).flat()).toEqual(['True', 'True', 'True']);
  });
});
