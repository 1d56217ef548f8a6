import { describe, expect, it } from 'vitest';
import { Client } from '../../client/client';
import type { ApiRequest, Caller } from '../../client/door';
import { type TestApi, testApi } from '../../testing';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const jane: Caller = { user: 'jane', groups: ['system:authenticated'], actor: 'kubectl' };
const group = 'rbac.authorization.k8s.io';

function ask({ api }: TestApi, caller: Caller, request: Partial<ApiRequest> & { path: string }): string {
  const { code, body } = api.handle({ method: 'GET', ...request }, caller);
  return `${code} ${(body as { message?: string }).message ?? ''}`.trim();
}

function give(test: TestApi, role: string, user: string, rules?: object[]): void {
  const admin = test.client;
  const namespace = '/namespaces/default';
  if (rules !== undefined) {
    admin.request({ method: 'POST', path: `${RBAC}${namespace}/roles`, body: { metadata: { name: role }, rules } });
  }
  const kind = rules === undefined ? 'ClusterRole' : 'Role';
  const bound = admin.request({
    method: 'POST',
    path: `${RBAC}${namespace}/rolebindings`,
    body: {
      metadata: { name: `${user}-${role}` },
      roleRef: { kind, name: role },
      subjects: [{ kind: 'User', name: user }],
    },
  });
  if (!bound.ok) throw new Error(bound.error.message);
}

describe('authorization', () => {
  it('refuses what no role gives, and says so in the words of the real server', () => {
    const test = testApi();
    const answers = [
      '/api/v1/namespaces/default/pods',
      '/api/v1/namespaces/default/pods/web',
      '/api/v1/namespaces/default/pods/web/log',
      '/api/v1/nodes',
      '/api/v1/namespaces/shop',
      '/apis/apps/v1/deployments',
      '/metrics',
      '/version',
    ].map((path) => ask(test, jane, { path }));
    expect(answers).toEqual([
      '403 pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"',
      '403 pods "web" is forbidden: User "jane" cannot get resource "pods" in API group "" in the namespace "default"',
      '403 pods "web" is forbidden: User "jane" cannot get resource "pods/log" in API group "" in the namespace "default"',
      '403 nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope',
      '403 namespaces "shop" is forbidden: User "jane" cannot get resource "namespaces" in API group "" in the namespace "shop"',
      '403 deployments.apps is forbidden: User "jane" cannot list resource "deployments" in API group "apps" at the cluster scope',
      '403 forbidden: User "jane" cannot get path "/metrics"',
      '200',
    ]);
  });

  it('follows roles and bindings as they come and go', () => {
    const test = testApi();
    const pods = { path: '/api/v1/namespaces/default/pods' };
    const before = ask(test, jane, pods);
    give(test, 'reader', 'jane', [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }]);
    const during = ask(test, jane, pods);
    test.client.request({ method: 'DELETE', path: `${RBAC}/namespaces/default/roles/reader` });
    expect([before.slice(0, 3), during, ask(test, jane, pods)]).toEqual([
      '403',
      '200',
      '403 pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default": RBAC: role.rbac.authorization.k8s.io "reader" not found',
    ]);
  });

  it('lets nobody give what they do not have', () => {
    const test = testApi();
    give(test, 'admin', 'jane');
    const create = (resource: string, body: object) =>
      ask(test, jane, { method: 'POST', path: `${RBAC}/namespaces/default/${resource}`, body });
    const rules = [{ apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'list'] }];
    const roleRef = { apiGroup: group, kind: 'ClusterRole', name: 'system:monitoring' };
    const subjects = [{ kind: 'User', name: 'bob' }];
    const missing = { apiGroup: group, kind: 'Role', name: 'nosuch' };
    expect([
      create('roles', { metadata: { name: 'r' }, rules }),
      create('rolebindings', { metadata: { name: 'b' }, roleRef, subjects }),
      create('rolebindings', { metadata: { name: 'c' }, roleRef: missing, subjects }),
      create('rolebindings', { metadata: { name: 'd' }, roleRef: { ...roleRef, name: 'view' }, subjects }),
    ]).toEqual([
      '403 roles.rbac.authorization.k8s.io "r" is forbidden: user "jane" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["nodes"], Verbs:["get" "list"]}',
      expect.stringContaining('NonResourceURLs:["/metrics"], Verbs:["get"]}'),
      '404 roles.rbac.authorization.k8s.io "nosuch" not found',
      '201',
    ]);
  });

  it('gathers the rules of roles with a label', () => {
    const test = testApi();
    const rules = (name: string) => {
      const role = test.client.request<{ rules?: object[] }>({ method: 'GET', path: `${RBAC}/clusterroles/${name}` });
      return role.ok ? (role.value.rules ?? []) : [];
    };
    expect(rules('view').length).toBeGreaterThan(5);
    expect(rules('admin').length).toBeGreaterThan(rules('edit').length);
  });
});

describe('authentication', () => {
  const headers = (user: string, groups = '') => ({
    headers: { 'impersonate-user': user, ...(groups === '' ? {} : { 'impersonate-group': groups }) },
  });
  const whoAmI = (test: TestApi, caller: Caller, more: Partial<ApiRequest>) => {
    const answer = test.api.handle(
      { method: 'POST', path: '/apis/authentication.k8s.io/v1/selfsubjectreviews', body: {}, ...more },
      caller,
    );
    const { status, message } = answer.body as { status?: { userInfo?: object }; message?: string };
    return status?.userInfo ?? message;
  };

  it('takes those who may for whom they want to be', () => {
    const test = testApi();
    const admin = test.client.caller;
    expect([
      whoAmI(test, admin, headers('bob', 'dev, ops')),
      whoAmI(test, admin, headers('system:serviceaccount:default:robot')),
      whoAmI(test, admin, headers('system:anonymous')),
      whoAmI(test, jane, headers('bob')),
    ]).toEqual([
      { username: 'bob', groups: ['dev', 'ops', 'system:authenticated'] },
      {
        username: 'system:serviceaccount:default:robot',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
      },
      'selfsubjectreviews.authentication.k8s.io is forbidden: User "system:anonymous" cannot create resource "selfsubjectreviews" in API group "authentication.k8s.io" at the cluster scope',
      'users "bob" is forbidden: User "jane" cannot impersonate resource "users" in API group "" at the cluster scope',
    ]);
  });

  it('knows tokens that it issued, until they end or their account goes', () => {
    const test = testApi();
    const anonymous: Caller = { user: 'system:anonymous', groups: ['system:unauthenticated'], actor: 'curl' };
    const path = '/api/v1/namespaces/default/serviceaccounts/default';
    const made = test.client.request<{ status: { token: string } }>({
      method: 'POST',
      path: `${path}/token`,
      body: {},
    });
    const token = made.ok ? made.value.status.token : '';
    const call = (bearer: string) =>
      ask(test, anonymous, {
        path: '/api/v1/namespaces/default/pods',
        headers: { authorization: `Bearer ${bearer}` },
      });
    const answers = [call(token), call(`${token}x`), call('abc')];
    test.clock.advanceTo(test.clock.now + 3_600_000);
    expect([...answers, call(token)]).toEqual([
      '403 pods is forbidden: User "system:serviceaccount:default:default" cannot list resource "pods" in API group "" in the namespace "default"',
      '401 Unauthorized',
      '401 Unauthorized',
      '401 Unauthorized',
    ]);
  });

  it('asks the role of nodes anew when it has changed, and keeps to the names in its rules', () => {
    const test = testApi();
    const kubelet: Caller = { user: 'system:node:n', groups: ['system:nodes'], actor: 'kubelet/n' };
    const mayRead = (...names: string[]) =>
      names.map((name) => ask(test, kubelet, { path: `/api/v1/nodes/${name}` }).slice(0, 3));
    const before = mayRead('a', 'b');
    const rules = [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'], resourceNames: ['a'] }];
    const changed = test.client.request({
      method: 'PATCH',
      path: `${RBAC}/clusterroles/system:node`,
      headers: { 'content-type': 'application/merge-patch+json' },
      body: { rules },
    });
    expect([changed.ok, before, mayRead('a', 'b', 'a')]).toEqual([true, ['404', '404'], ['404', '403', '404']]);
  });

  it('lets kubelets read only what their pods need', () => {
    const test = testApi();
    const kubelet: Caller = {
      user: 'system:node:n',
      groups: ['system:nodes', 'system:authenticated'],
      actor: 'kubelet/n',
    };
    const secret = { metadata: { name: 's', namespace: 'default' }, apiVersion: 'v1', kind: 'Secret' };
    test.client.request({ method: 'POST', path: '/api/v1/namespaces/default/secrets', body: secret });
    const path = '/api/v1/namespaces/default/secrets/s';
    const before = ask(test, kubelet, { path });
    const pod = {
      metadata: { name: 'p' },
      spec: { nodeName: 'n', containers: [{ name: 'c', image: 'i', envFrom: [{ secretRef: { name: 's' } }] }] },
    };
    new Client(test.api, test.client.caller).request({
      method: 'POST',
      path: '/api/v1/namespaces/default/pods',
      body: pod,
    });
    expect([before, ask(test, kubelet, { path })]).toEqual([
      '403 secrets "s" is forbidden: User "system:node:n" cannot get resource "secrets" in API group "" in the namespace "default": no relationship found between node \'n\' and this object',
      '200',
    ]);
  });
});
