import { describe, expect, it } from 'vitest';
import { deploymentKind } from '../../kinds/deployment';
import { leaseKind } from '../../kinds/lease';
import { podKind } from '../../kinds/pod';
import { TestWorld } from '../testing';

function deploy(test: TestWorld): void {
  const created = test.client.create(deploymentKind, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    },
  });
  expect(created.ok).toBe(true);
  test.settle();
}

function deleteOnePod(test: TestWorld): void {
  const [name = ''] = test.pods()[0]?.split(' ') ?? [];
  test.delete(name);
}

describe('the controller manager', () => {
  it('catches up with what happened while it was stopped', () => {
    const test = new TestWorld();
    deploy(test);
    test.world.setFault('controller-manager', 'stopped');
    deleteOnePod(test);
    test.settle().advance(60);
    expect(test.pods().length).toBe(1);
    test.world.setFault('controller-manager', 'running');
    test.settle();
    expect(test.pods().map((line) => line.split(' ').slice(1))).toEqual([
      ['1/1', 'Running', '0'],
      ['1/1', 'Running', '0'],
    ]);
  });

  it('goes on when the API server has been away', () => {
    const test = new TestWorld();
    deploy(test);
    test.world.setFault('api-server', 'stopped');
    test.advance(20);
    test.world.setFault('api-server', 'running');
    deleteOnePod(test);
    test.advance(60);
    expect(test.pods().length).toBe(2);
  });

  it('can be followed from a pod back to the command that was its cause', () => {
    const test = new TestWorld();
    const input = test.world.trace.record({ kind: 'input', actor: 'laptop', text: 'kubectl create deployment web' });
    test.world.clock.withCause(input, () => deploy(test));
    const made = test.world.trace.entries.find(
      (entry) => entry.kind === 'request' && entry.verb === 'create' && entry.object.resource === 'pods',
    );
    const chain = test.world.trace.why(made?.sequence ?? 0).map((entry) => {
      if (entry.kind === 'act') return `${entry.actor} ${entry.action} ${entry.detail?.['controller']}`;
      if (entry.kind === 'request') return `${entry.actor} ${entry.verb} ${entry.object.resource}`;
      return entry.kind === 'watch' ? `${entry.actor} sees ${entry.object.resource} ${entry.type}` : entry.kind;
    });
    expect(chain).toEqual([
      'controller-manager create pods',
      'controller-manager reconcile replicaset-controller',
      'controller-manager sees replicasets.apps ADDED',
      'controller-manager create replicasets.apps',
      'controller-manager reconcile deployment-controller',
      'controller-manager sees deployments.apps ADDED',
      'kubectl create deployments.apps',
      'input',
    ]);
  });

  it('holds a lease where the cluster has a control plane of its own', () => {
    const test = new TestWorld('playground');
    const holders = ['kube-controller-manager', 'kube-scheduler'].map((name) => {
      const lease = test.client.get(leaseKind, name, 'kube-system');
      return lease.ok ? lease.value.spec?.holderIdentity : undefined;
    });
    expect(holders).toEqual([expect.stringMatching(/^control-plane_/), expect.stringMatching(/^control-plane_/)]);
    expect(test.client.list(podKind, { namespace: 'default' }).ok).toBe(true);
  });
});
