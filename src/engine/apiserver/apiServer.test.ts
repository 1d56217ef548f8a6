import { describe, expect, it } from 'vitest';
import { configMapKind } from '../../kinds/configMap';
import { Informer } from '../client/informer';
import { testApi } from '../testing';

describe('the API server', () => {
  it('creates, reads, changes and deletes an object, and tells watchers in order', () => {
    const { api, client, clock } = testApi();
    const seen: string[] = [];
    const informer = new Informer(client, configMapKind, {
      namespace: 'default',
      onAdd: (object) => seen.push(`add ${object.metadata.name}`),
      onUpdate: (old, object) => seen.push(`update ${old.data?.['a']} to ${object.data?.['a']}`),
      onDelete: (object) => seen.push(`delete ${object.metadata.name}`),
    });
    informer.start();
    const config = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'cm', namespace: 'default' },
      data: { a: '1' },
    };
    const created = client.create(configMapKind, config);
    expect(created.ok).toBe(true);
    client.update(configMapKind, { ...config, data: { a: '2' } });
    client.patch(configMapKind, 'cm', 'default', { data: { a: '3' } }, { type: 'merge' });
    client.delete(configMapKind, 'cm', 'default');
    expect(seen).toEqual([]);
    clock.settle();
    expect(seen).toEqual(['add cm', 'update 1 to 2', 'update 2 to 3', 'delete cm']);
    expect(api.etcd.get('/registry/configmaps/default/cm')).toBeUndefined();
  });
});
