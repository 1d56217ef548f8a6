import { describe, expect, it } from 'vitest';
import { configMapKind } from '../../../kinds/configMap';
import { namespaceKind } from '../../../kinds/namespace';
import { podKind } from '../../../kinds/pod';
import { serviceAccountKind } from '../../../kinds/serviceAccount';
import { TestWorld } from '../../testing';

function createNamespace(test: TestWorld, name: string): void {
  const created = test.client.create(namespaceKind, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
    spec: {},
  });
  expect(created.ok).toBe(true);
  test.settle();
}

describe('a namespace', () => {
  it('gets a service account and the root certificate, and again when they are deleted', () => {
    const test = new TestWorld();
    createNamespace(test, 'dev');
    const present = () => [
      test.client.get(serviceAccountKind, 'default', 'dev').ok,
      test.client.get(configMapKind, 'kube-root-ca.crt', 'dev').ok,
    ];
    expect(present()).toEqual([true, true]);
    test.client.delete(serviceAccountKind, 'default', 'dev');
    test.client.delete(configMapKind, 'kube-root-ca.crt', 'dev');
    test.settle();
    expect(present()).toEqual([true, true]);
  });

  it('is emptied before it goes', () => {
    const test = new TestWorld();
    createNamespace(test, 'dev');
    const created = test.client.create(podKind, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'dev' },
      spec: { containers: [{ name: 'c', image: 'nginx' }] },
    });
    expect(created.ok).toBe(true);
    test.settle();
    test.client.delete(namespaceKind, 'dev');
    test.advance(1);
    const leaving = test.client.get(namespaceKind, 'dev');
    expect(leaving.ok && leaving.value.status?.phase).toBe('Terminating');
    test.advance(4.3);
    const emptying = test.client.get(namespaceKind, 'dev');
    const remaining = emptying.ok && emptying.value.status?.conditions?.find(({ type }) => /Remaining/.test(type));
    expect(remaining).toMatchObject({
      type: 'NamespaceContentRemaining',
      status: 'True',
      reason: 'SomeResourcesRemain',
      message: 'Some resources are remaining: pods. has 1 resource instances',
    });
    test.settle();
    expect(test.client.get(namespaceKind, 'dev').ok).toBe(false);
    expect(test.client.get(podKind, 'web', 'dev').ok).toBe(false);
  });
});

describe('an object whose owner does not exist', () => {
  it('is collected', () => {
    const test = new TestWorld();
    const owner = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: 'ghost',
      uid: 'e1a5f6f2-0000-4000-8000-000000000000',
    };
    const created = test.client.create(configMapKind, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'lost', namespace: 'default', ownerReferences: [owner] },
    });
    expect(created.ok).toBe(true);
    test.settle();
    expect(test.client.get(configMapKind, 'lost', 'default').ok).toBe(false);
  });
});
