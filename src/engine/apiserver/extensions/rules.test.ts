import { describe, expect, it } from 'vitest';
import type { JsonSchema, ValidationRule } from '../../../kinds/extensions/jsonSchema';
import type { Status } from '../../../kinds/status';
import type { ApiRequest } from '../../client/door';
import { testApi } from '../../testing';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const SHIRTS = '/apis/shop.example.com/v1/namespaces/default/shirts';
const MERGE = { 'content-type': 'application/merge-patch+json' };

type Fields = Record<string, unknown>;

const definition = (spec: JsonSchema, more: JsonSchema = {}) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'shirts.shop.example.com' },
  spec: {
    group: 'shop.example.com',
    scope: 'Namespaced',
    names: { plural: 'shirts', kind: 'Shirt' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            ...more,
            properties: { spec, status: { type: 'object', properties: { sold: { type: 'integer' } } } },
          },
        },
      },
    ],
  },
});
const shirt = (spec: Fields, name = 'a') => ({
  apiVersion: 'shop.example.com/v1',
  kind: 'Shirt',
  metadata: { name },
  spec,
});
const rules = (...list: ValidationRule[]): JsonSchema => ({
  type: 'object',
  properties: {
    count: { type: 'integer' },
    limit: { type: 'integer' },
    color: { type: 'string' },
    sizes: { type: 'array', items: { type: 'string' } },
    parts: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, cloth: { type: 'string' } },
      },
    },
  },
  'x-kubernetes-validations': list,
});

function server() {
  const { api, clock } = testApi();
  return (method: ApiRequest['method'], path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const { code, body: found, warnings = [] } = api.handle({ method, path, body, headers }, CALLER);
    clock.advance(100);
    const text = code < 300 ? 'done' : String((found as Status).message).replace(/^.*? is invalid: /s, '');
    return [text, ...warnings.map((warning) => `Warning: ${warning}`)].join('\n');
  };
}

/** What the server says to a definition with these rules. */
function defined(...list: ValidationRule[]): string {
  return server()('POST', DEFINITIONS, definition(rules(...list)));
}

describe('rules of custom resources', () => {
  it('refuse objects, in the words that the rule has for it', () => {
    const ask = server();
    const made = ask(
      'POST',
      DEFINITIONS,
      definition(
        rules(
          { rule: 'self.count <= self.limit' },
          { rule: "self.color != 'grey'", message: 'nobody wants grey', reason: 'FieldValueForbidden' },
          {
            rule: '!has(self.sizes) || self.sizes.all(size, size in ["S", "M"])',
            messageExpression: "'only S and M, not ' + self.sizes.join(', ')",
            fieldPath: '.sizes',
          },
        ),
        { 'x-kubernetes-validations': [{ rule: "self.metadata.name.startsWith('a')" }] },
      ),
    );
    expect([
      made,
      ask('POST', SHIRTS, shirt({ count: 1, limit: 2, color: 'red' })),
      ask('POST', SHIRTS, shirt({ count: 3, limit: 2, color: 'grey', sizes: ['S', 'XL'] }, 'a2')),
      ask('POST', SHIRTS, shirt({ count: 1, limit: 2, color: 'red' }, 'b')),
      ask('POST', SHIRTS, shirt({ count: 1, color: 'red' }, 'a3')),
      ask('POST', SHIRTS, shirt({ count: '1', color: 'red' }, 'a4')),
    ]).toEqual([
      'done',
      'done',
      '[spec: Invalid value: "object": failed rule: self.count <= self.limit, spec: Forbidden: nobody wants grey, spec.sizes: Invalid value: "object": only S and M, not S, XL]',
      `<nil>: Invalid value: "object": failed rule: self.metadata.name.startsWith('a')`,
      'spec: Invalid value: "object": no such key: limit evaluating rule: self.count <= self.limit',
      '[spec.count: Invalid value: "string": spec.count in body must be of type integer: "string", <nil>: Invalid value: "null": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]',
    ]);
  });

  it('compare an object with what it was before', () => {
    const ask = server();
    const parts = (cloth: string) => [{ name: 'sleeve', cloth }];
    const spec = rules(
      { rule: 'self.color == oldSelf.color', message: 'color is immutable' },
      { rule: 'oldSelf.hasValue() || self.count == 1', optionalOldSelf: true, message: 'one to begin with' },
    );
    const part = {
      ...spec.properties?.['parts']?.items,
      'x-kubernetes-validations': [{ rule: 'self.cloth == oldSelf.cloth' }],
    };
    const withParts = {
      ...spec,
      properties: { ...spec.properties, parts: { ...spec.properties?.['parts'], items: part } },
    };
    expect([
      ask('POST', DEFINITIONS, definition(withParts)),
      ask('POST', SHIRTS, shirt({ color: 'red', count: 2 })),
      ask('POST', SHIRTS, shirt({ color: 'red', count: 1, parts: parts('wool') })),
      ask('PATCH', `${SHIRTS}/a`, { spec: { count: 5 } }, MERGE),
      ask('PATCH', `${SHIRTS}/a`, { spec: { color: 'blue', parts: parts('silk') } }, MERGE),
    ]).toEqual([
      'done',
      'spec: Invalid value: "object": one to begin with',
      'done',
      'done',
      '[spec: Invalid value: "object": color is immutable, spec.parts[0]: Invalid value: "object": failed rule: self.cloth == oldSelf.cloth]',
    ]);
  });

  it('let be what was wrong before and has not changed, and look at the status too', () => {
    const ask = server();
    const sold = (rule: string) => ({ 'x-kubernetes-validations': [{ rule }] });
    ask('POST', DEFINITIONS, definition(rules()));
    ask('POST', SHIRTS, shirt({ color: 'red', count: 1 }));
    const made = definition(
      rules({ rule: "self.color != 'red'", message: 'no red' }),
      sold('!has(self.status) || self.status.sold < 3'),
    );
    ask('PATCH', `${DEFINITIONS}/shirts.shop.example.com`, { spec: made.spec }, MERGE);
    expect([
      ask('PATCH', `${SHIRTS}/a`, { metadata: { labels: { a: 'b' } } }, MERGE),
      ask('PATCH', `${SHIRTS}/a`, { spec: { count: 2 } }, MERGE),
      ask('PATCH', `${SHIRTS}/a/status`, { status: { sold: 4 } }, MERGE),
    ]).toEqual([
      'done\nWarning: spec: Invalid value: "object": no red',
      'spec: Invalid value: "object": no red',
      '<nil>: Invalid value: "object": failed rule: !has(self.status) || self.status.sold < 3',
    ]);
  });

  it('are refused with their definition when they cannot be compiled', () => {
    const place = 'spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0]';
    const written = (rule: string, more = 'MessageExpression:""') =>
      `apiextensions.ValidationRule{Rule:${JSON.stringify(rule)}, Message:"", ${more}, Reason:(*apiextensions.FieldValueErrorReason)(nil), FieldPath:"", OptionalOldSelf:(*bool)(nil)}`;
    expect([
      defined({ rule: 'self.price > 1' }),
      defined({ rule: 'self.count' }),
      defined({ rule: 'self.count > 1', messageExpression: 'self.count' }),
      defined({ rule: ' ' }),
      defined({ rule: 'true', reason: 'Because', fieldPath: '.price' }),
      defined({ rule: 'self.count > 1 &&\nself.count < 3' }),
    ]).toEqual([
      `${place}.rule: Invalid value: ${written('self.price > 1')}: compilation failed: ERROR: <input>:1:5: undefined field 'price'\n | self.price > 1\n | ....^`,
      `${place}.rule: Invalid value: ${written('self.count')}: cel expression must evaluate to a bool`,
      `${place}.messageExpression: Invalid value: ${written('self.count > 1', 'MessageExpression:"self.count"')}: messageExpression must evaluate to a string`,
      `${place}.rule: Required value: rule is not specified`,
      `[${place}.reason: Unsupported value: "Because": supported values: "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired", ${place}.fieldPath: Invalid value: ".price": fieldPath must be a valid path: does not refer to a valid field]`,
      `${place}.message: Required value: message must be specified if rule contains line breaks`,
    ]);
  });

  it('cannot speak of what was before where nobody can tell', () => {
    const schema = rules();
    const sizes: JsonSchema = {
      type: 'array',
      items: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] },
    };
    expect(server()('POST', DEFINITIONS, definition({ ...schema, properties: { sizes } }))).toBe(
      'spec.validation.openAPIV3Schema.properties[spec].properties[sizes].items.x-kubernetes-validations[0].rule: Invalid value: "self == oldSelf": oldSelf cannot be used on the uncorrelatable portion of the schema within spec.validation.openAPIV3Schema.properties[spec].properties[sizes]',
    );
  });
});
