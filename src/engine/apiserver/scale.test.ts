import { expect, it } from 'vitest';
import { testApi } from '../testing';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };
const SETS = '/apis/apps/v1/namespaces/default/replicasets';

it('a scale is shown as a table with how many are wanted and how many there are', () => {
  const { api, clock } = testApi();
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'app', image: 'nginx' }] } };
  const body = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web' },
    spec: { replicas: 3, selector: { matchLabels: { a: 'b' } }, template },
  };
  expect(api.handle({ method: 'POST', path: SETS, body }, CALLER).code).toBe(201);
  clock.advanceTo(clock.now + 5000);
  const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };
  const { code, body: table } = api.handle({ method: 'GET', path: `${SETS}/web/scale`, headers }, CALLER);
  const { columnDefinitions, rows } = table as {
    columnDefinitions: { name: string; type: string; format: string }[];
    rows: { cells: unknown[]; object: { kind: string; metadata: { name: string } } }[];
  };
  expect([code, columnDefinitions.map(({ name, type, format }) => [name, type, format].join(' '))]).toEqual([
    200,
    ['Name string ', 'Desired integer ', 'Available integer ', 'Age string '],
  ]);
  expect(rows.map(({ cells, object }) => [cells, object.kind, object.metadata.name])).toEqual([
    [['web', 3, 0, '5s'], 'PartialObjectMetadata', 'web'],
  ]);
});
