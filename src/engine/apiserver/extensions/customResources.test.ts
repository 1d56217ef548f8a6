import { describe, expect, it } from 'vitest';
import type { Status } from '../../../kinds/status';
import type { ApiRequest, WatchEvent } from '../../client/door';
import { testApi } from '../../testing';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const SHIRTS = '/apis/shop.example.com/v1/namespaces/default/shirts';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };
const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };

type Fields = Record<string, unknown>;

const schema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      required: ['color'],
      properties: {
        color: { type: 'string', enum: ['red', 'blue'] },
        size: { type: 'string', default: 'M', maxLength: 3 },
        count: { type: 'integer', minimum: 1 },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        anything: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
    status: { type: 'object', properties: { sold: { type: 'integer' } } },
  },
};
const version = (name: string, more: Fields = {}) => ({
  name,
  served: true,
  storage: name === 'v1',
  schema: { openAPIV3Schema: schema },
  subresources: { status: {}, scale: { specReplicasPath: '.spec.count', statusReplicasPath: '.status.sold' } },
  additionalPrinterColumns: [{ name: 'Color', type: 'string', jsonPath: '.spec.color' }],
  ...more,
});
const definition = (more: Fields = {}, versions: Fields[] = [version('v1'), version('v1beta1')]) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'shirts.shop.example.com' },
  spec: {
    group: 'shop.example.com',
    scope: 'Namespaced',
    names: { plural: 'shirts', kind: 'Shirt' },
    versions,
    ...more,
  },
});
const shirt = (name: string, spec: Fields, more: Fields = {}) => ({
  apiVersion: 'shop.example.com/v1',
  kind: 'Shirt',
  metadata: { name },
  spec,
  ...more,
});

function server() {
  const { api, clock } = testApi();
  const ask = (method: ApiRequest['method'], path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const { code, body: found } = api.handle({ method, path, body, headers }, CALLER);
    clock.advance(100);
    return code < 300 ? (found as Fields) : `${code} ${(found as Status).reason}: ${(found as Status).message}`;
  };
  return { api, clock, ask };
}

describe('custom resources', () => {
  it('are served, found and explained once their definition is there', () => {
    const { ask } = server();
    expect(ask('GET', SHIRTS)).toBe('404 NotFound: the server could not find the requested resource');
    expect(ask('POST', DEFINITIONS, definition())).toMatchObject({
      status: { storedVersions: ['v1'] },
    });
    const { status } = ask('GET', `${DEFINITIONS}/shirts.shop.example.com`) as { status: { conditions: Fields[] } };
    expect(status.conditions.map(({ type, status: is, reason }) => [type, is, reason])).toEqual([
      ['NamesAccepted', 'True', 'NoConflicts'],
      ['Established', 'True', 'InitialNamesAccepted'],
    ]);
    expect(ask('GET', '/apis/shop.example.com')).toMatchObject({
      versions: [{ version: 'v1' }, { version: 'v1beta1' }],
      preferredVersion: { version: 'v1' },
    });
    expect(ask('GET', '/openapi/v3/apis/shop.example.com/v1')).toMatchObject({
      components: { schemas: { 'com.example.shop.v1.Shirt': { properties: { spec: schema.properties.spec } } } },
    });
  });

  it('are pruned, completed, checked and shown by their schema, in every version', () => {
    const { ask } = server();
    ask('POST', DEFINITIONS, definition());
    const made = ask('POST', SHIRTS, shirt('a', { color: 'red', anything: { x: [1] } }, { status: { sold: 9 } }));
    expect(made).toMatchObject({
      metadata: { generation: 1 },
      spec: { color: 'red', size: 'M', anything: { x: [1] } },
    });
    expect(made).not.toHaveProperty('status');
    expect([
      ask('POST', SHIRTS, shirt('b', { color: 'red', colour: 'red' })),
      ask('POST', SHIRTS, shirt('b', { size: 'XXXL', count: 0 })),
      ask('POST', SHIRTS, shirt('b', { color: 'green', count: '1' })),
      ask('POST', SHIRTS, shirt('B', { color: 'red' })),
      ask('PATCH', `${SHIRTS}/a`, {}, STRATEGIC),
    ]).toEqual([
      expect.objectContaining({ spec: { color: 'red', size: 'M' } }),
      '422 Invalid: Shirt.shop.example.com "b" is invalid: [spec.color: Required value, spec.count: Invalid value: 0: spec.count in body should be greater than or equal to 1, spec.size: Too long: may not be more than 3 bytes]',
      '422 Invalid: Shirt.shop.example.com "b" is invalid: [spec.color: Unsupported value: "green": supported values: "red", "blue", spec.count: Invalid value: "string": spec.count in body must be of type integer: "string"]',
      expect.stringMatching(
        /^422 Invalid: Shirt\.shop\.example\.com "B" is invalid: metadata\.name: Invalid value: "B": a lowercase RFC 1123 subdomain/,
      ),
      '415 UnsupportedMediaType: the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    ]);
    ask('PATCH', `${SHIRTS}/a/status`, { status: { sold: 2 } }, MERGE);
    ask('PATCH', `${SHIRTS}/a/scale`, { spec: { replicas: 3 } }, MERGE);
    expect(ask('GET', `${SHIRTS}/a/scale`)).toMatchObject({ spec: { replicas: 3 }, status: { replicas: 2 } });
    expect(ask('GET', `${SHIRTS.replace('v1', 'v1beta1')}/a`)).toMatchObject({
      apiVersion: 'shop.example.com/v1beta1',
      metadata: { generation: 2 },
      spec: { count: 3 },
    });
    const table = ask('GET', SHIRTS, undefined, TABLE) as { columnDefinitions: Fields[]; rows: { cells: unknown[] }[] };
    expect(table.columnDefinitions.map(({ name }) => name)).toEqual(['Name', 'Color']);
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      ['a', 'red'],
      ['b', 'red'],
    ]);
  });

  it('tell who asks for a deprecated version so, with the best one to use instead or in the words of the definition', () => {
    const { api, clock } = testApi();
    const deprecated = { deprecated: true, deprecationWarning: undefined };
    const versions = [
      version('v1'),
      version('v1beta2'),
      version('v1beta1', deprecated),
      version('v1alpha1', { ...deprecated, deprecationWarning: 'use something else' }),
    ];
    api.handle({ method: 'POST', path: DEFINITIONS, body: definition({}, versions) }, CALLER);
    clock.advanceTo(clock.now + 1000);
    const told = (asked: string, method: 'GET' | 'POST' = 'GET') => {
      const path = SHIRTS.replace('/v1/', `/${asked}/`);
      const body = { ...shirt(`a-${asked}`, { color: 'red' }), apiVersion: `shop.example.com/${asked}` };
      const answer = api.handle({ method, path, ...(method === 'POST' ? { body } : {}) }, CALLER);
      return [answer.code, ...(answer.warnings ?? [])];
    };
    expect([told('v1'), told('v1beta2'), told('v1beta1'), told('v1beta1', 'POST'), told('v1alpha1')]).toEqual([
      [200],
      [200],
      [200, 'shop.example.com/v1beta1 Shirt is deprecated; use shop.example.com/v1 Shirt'],
      [201, 'shop.example.com/v1beta1 Shirt is deprecated; use shop.example.com/v1 Shirt'],
      [200, 'use something else'],
    ]);
  });

  it('and keep to themselves that the version is deprecated which the objects are kept in', () => {
    const { api, clock } = testApi();
    const versions = [version('v1', { deprecated: true }), version('v2')];
    api.handle({ method: 'POST', path: DEFINITIONS, body: definition({}, versions) }, CALLER);
    clock.advanceTo(clock.now + 1000);
    const warnings = (path: string) => api.handle({ method: 'GET', path }, CALLER).warnings;
    expect([warnings(SHIRTS), warnings(SHIRTS.replace('/v1/', '/v2/'))]).toEqual([
      ['shop.example.com/v1 Shirt is deprecated; use shop.example.com/v2 Shirt'],
      undefined,
    ]);
  });

  it('go before their definition does', () => {
    const { api, ask, clock } = server();
    ask('POST', DEFINITIONS, definition());
    ask('POST', SHIRTS, shirt('a', { color: 'red' }));
    const events: string[] = [];
    const watch = (event: WatchEvent) => events.push(`${event.type} ${(event.object as Fields)['kind']}`);
    const closed = () => events.push('closed');
    api.watch({ method: 'GET', path: SHIRTS, query: { watch: 'true' } }, CALLER, { event: watch, closed });
    const path = `${DEFINITIONS}/shirts.shop.example.com`;
    expect(ask('DELETE', path)).toMatchObject({
      metadata: { finalizers: ['customresourcecleanup.apiextensions.k8s.io'] },
    });
    clock.advance(10_000);
    expect(ask('GET', path)).toMatch(/^404/);
    expect(ask('GET', SHIRTS)).toMatch(/^404/);
    expect(events).toEqual(['ADDED Shirt', 'DELETED Shirt', 'closed']);
  });

  it('are refused with the reasons when their definition is wrong', () => {
    const { ask } = server();
    const refused = (more: Fields, versions?: Fields[]) => {
      const answer = ask('POST', DEFINITIONS, definition(more, versions));
      return String(answer).replace(/^.*? is invalid: /, '');
    };
    const goVersion = (name: string, storage: boolean) =>
      `apiextensions.CustomResourceDefinitionVersion{Name:"${name}", Served:true, Storage:${storage}, Deprecated:false, DeprecationWarning:(*string)(nil), Schema:(*apiextensions.CustomResourceValidation)(nil), Subresources:(*apiextensions.CustomResourceSubresources)(nil), AdditionalPrinterColumns:[]apiextensions.CustomResourceColumnDefinition(nil), SelectableFields:[]apiextensions.SelectableField(nil)}`;
    expect([
      refused({ group: 'other.example.com' }),
      refused({ scope: 'Everywhere' }, [version('v1', { schema: undefined })]),
      refused({}, [version('v1'), version('v2', { storage: true })]),
      refused({}, [version('v1', { storage: false })]),
      refused({}, [version('v1', { schema: { openAPIV3Schema: { properties: { spec: { properties: {} } } } } })]),
      refused({ conversion: { strategy: 'Webhook' } }),
    ]).toEqual([
      'metadata.name: Invalid value: "shirts.shop.example.com": must be spec.names.plural+"."+spec.group',
      '[spec.scope: Unsupported value: "Everywhere": supported values: "Cluster", "Namespaced", spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required]',
      `spec.versions: Invalid value: []apiextensions.CustomResourceDefinitionVersion{${goVersion('v1', true)}, ${goVersion('v2', true)}}: must have exactly one version marked as storage version`,
      `[spec.versions: Invalid value: []apiextensions.CustomResourceDefinitionVersion{${goVersion('v1', false)}}: must have exactly one version marked as storage version, status.storedVersions: Invalid value: []string(nil): must have at least one stored version]`,
      '[spec.validation.openAPIV3Schema.type: Required value: must not be empty at the root, spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields]',
      'spec.conversion.strategy: Forbidden: webhooks are not simulated in this cluster: only None converts',
    ]);
  });

  it('are refused by the place that is wrong: what all versions have alike stands once beside them', () => {
    const { ask } = server();
    const column = (type: string) => ({ name: 'Size', type, jsonPath: '.spec.size' });
    const refused = (...types: string[]) => {
      const versions = types.map((type, at) =>
        version(`v${at + 1}`, { storage: at === 0, additionalPrinterColumns: [column(type)] }),
      );
      return String(ask('POST', DEFINITIONS, definition({}, versions))).replace(/^.*? is invalid: /, '');
    };
    const why = 'must be one of boolean,date,integer,number,string';
    expect(refused('size')).toBe(`spec.additionalPrinterColumns[0].type: Invalid value: "size": ${why}`);
    expect(refused('size', 'string')).toBe(
      `spec.versions[0].additionalPrinterColumns[0].type: Invalid value: "size": ${why}`,
    );
  });

  it('take what their schema does not know where it says so beside what it knows', () => {
    const { ask } = server();
    const withStatus = (additionalProperties: boolean) => {
      const properties = {
        status: { type: 'object', properties: { sold: { type: 'integer' } }, additionalProperties },
      };
      const one = { subresources: {}, schema: { openAPIV3Schema: { type: 'object', properties } } };
      return definition({}, [version('v1', one)]);
    };
    expect(ask('POST', DEFINITIONS, withStatus(false))).toBe(
      '422 Invalid: CustomResourceDefinition.apiextensions.k8s.io "shirts.shop.example.com" is invalid: [spec.validation.openAPIV3Schema.properties[status].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive, spec.validation.openAPIV3Schema.properties[status].additionalProperties: Forbidden: additionalProperties cannot be set to false]',
    );
    ask('POST', DEFINITIONS, withStatus(true));
    const made = ask('POST', SHIRTS, { ...shirt('a', {}), status: { sold: 1, seen: ['today'] } });
    expect(made).toMatchObject({ status: { sold: 1, seen: ['today'] } });
  });
});
