import { describe, expect, it } from 'vitest';
import type { Status } from '../../../kinds/status';
import type { ApiRequest } from '../../client/door';
import { TestWorld } from '../../testing';

const KUBELET = { user: 'system:node:node-1', groups: ['system:nodes', 'system:authenticated'], actor: 'kubectl' };
const MERGE = { 'content-type': 'application/merge-patch+json' };

/** A world with a pod on each of two nodes, and what the first node's kubelet is answered. */
function kubelet() {
  const test = new TestWorld();
  for (const node of ['node-1', 'node-2']) test.run(`on-${node}`, {}, { nodeName: node });
  test.settle();
  return (method: ApiRequest['method'], path: string, body?: unknown) => {
    const headers = method === 'PATCH' ? MERGE : {};
    const { code, body: answer } = test.world.api.handle({ method, path, body, headers }, KUBELET);
    return code < 300 ? 'done' : String((answer as Status).message);
  };
}

describe('a node', () => {
  it('writes itself and its lease, and no other', () => {
    const ask = kubelet();
    const label = (name: string, labels: object) => ask('PATCH', `/api/v1/nodes/${name}`, { metadata: { labels } });
    expect([
      label('node-1', { disk: 'fast' }),
      label('node-1', { 'node-restriction.kubernetes.io/tier': 'secret', 'node-role.kubernetes.io/master': '' }),
      label('node-2', { disk: 'fast' }),
      ask('PATCH', '/api/v1/nodes/node-1', { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } }),
      ask('PATCH', '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/node-2', { spec: {} }),
      ask('PATCH', '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/node-1', { spec: {} }),
    ]).toEqual([
      'done',
      'nodes "node-1" is forbidden: is not allowed to modify labels: node-restriction.kubernetes.io/tier, node-role.kubernetes.io/master',
      'nodes "node-2" is forbidden: node "node-1" is not allowed to modify node "node-2"',
      'nodes "node-1" is forbidden: node "node-1" is not allowed to modify taints',
      'leases.coordination.k8s.io "node-2" is forbidden: can only access node lease with the same name as the requesting node',
      'done',
    ]);
  });

  it('makes only mirrors, and looks after its own pods', () => {
    const ask = kubelet();
    const pods = '/api/v1/namespaces/default/pods';
    const spec = { nodeName: 'node-1', containers: [{ name: 'c', image: 'nginx' }] };
    const mirror = { name: 'static', annotations: { 'kubernetes.io/config.mirror': 'x' } };
    expect([
      ask('POST', pods, { metadata: { name: 'own' }, spec }),
      ask('POST', pods, { metadata: mirror, spec: { ...spec, nodeName: 'node-2' } }),
      ask('PATCH', `${pods}/on-node-2/status`, { status: { message: 'mine' } }),
      ask('PATCH', `${pods}/on-node-1/status`, { metadata: { labels: { a: 'b' } } }),
      ask('PATCH', `${pods}/on-node-1/status`, { status: { message: 'mine' } }),
      ask('DELETE', `${pods}/on-node-2`),
      ask('DELETE', `${pods}/on-node-1`),
    ]).toEqual([
      'pods "own" is forbidden: pod does not have "kubernetes.io/config.mirror" annotation, node "node-1" can only create mirror pods',
      'pods "static" is forbidden: node "node-1" can only create pods with spec.nodeName set to itself',
      'pods "on-node-2" is forbidden: node "node-1" can only update pod status for pods with spec.nodeName set to itself',
      'pods "on-node-1" is forbidden: node "node-1" cannot update labels through pod status',
      'done',
      'pods "on-node-2" is forbidden: node "node-1" can only delete pods with spec.nodeName set to itself',
      'done',
    ]);
  });
});
