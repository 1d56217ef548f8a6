import { expect, it } from 'vitest';
import { TestWorld } from '../testing';

/** Whether a service account may do something, as the cluster's authorizer says it. */
function may(test: TestWorld, account: string, verb: string, resource: string, group = ''): boolean {
  const [namespace = ''] = account.split(':');
  const body = {
    spec: {
      user: `system:serviceaccount:${account}`,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
      resourceAttributes: { verb, resource, group, namespace: 'default' },
    },
  };
  const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
  const admin = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };
  const { body: review } = test.world.api.handle({ method: 'POST', path, body }, admin);
  return (review as { status: { allowed: boolean } }).status.allowed;
}

it('the parts that come with add-ons may do their own work and no more', () => {
  const test = new TestWorld('playground');
  const asked = [
    ['ingress-nginx:ingress-nginx', 'update', 'ingresses/status', 'networking.k8s.io'],
    ['ingress-nginx:ingress-nginx', 'delete', 'ingresses', 'networking.k8s.io'],
    ['kube-system:storage-provisioner', 'create', 'persistentvolumes', ''],
    ['kube-system:storage-provisioner', 'get', 'secrets', ''],
    ['kube-system:kube-network-policies', 'watch', 'networkpolicies', 'networking.k8s.io'],
    ['kube-system:kube-network-policies', 'delete', 'pods', ''],
  ] as const;
  expect(asked.map(([account, verb, resource, group]) => may(test, account, verb, resource, group))).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
  ]);
});
