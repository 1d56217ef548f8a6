/**
 * OpenAPI v3 of what is served, one document per group version, as far as clients need it: `kubectl explain` reads the
 * schemas, and strict field validation looks whether PATCH knows `fieldValidation`.
 */
import type { Kind } from '../../kinds/kind';
import { apiVersionOf, pathOf } from '../../kinds/kind';
import { enumValues } from '../../kinds/schema/enums';
import { mergeRule } from '../../kinds/schema/mergeKeys';
import { definitionName, definitions, type Field, type FieldType, schemaName } from '../../kinds/schema/structure';
import { pathOfGroupVersion } from './discovery';

/** What a definition (field '') or a field of it means; undefined when nobody says. */
export type WordsFor = (definition: string, field: string) => string | undefined;

/** `/openapi/v3`: where each group version's document is. Clients keep a document until its hash is another one. */
export function openApiIndex(kinds: readonly Kind[], changes: number): object {
  const places = [...new Set(kinds.map(pathOfGroupVersion))];
  const paths = Object.fromEntries(
    places.map((place) => [place, { serverRelativeURL: `/openapi/v3/${place}?hash=${hashOf(place, changes)}` }]),
  );
  return { paths };
}

/** The document of one group version (`api/v1`, `apis/apps/v1`); undefined when it isn't served. */
export function openApiDocument(kinds: readonly Kind[], place: string, wordsFor: WordsFor): object | undefined {
  const served = kinds.filter((kind) => pathOfGroupVersion(kind) === place);
  if (served.length === 0) return undefined;
  const needed = new Set<string>();
  collect('meta/v1.ListMeta', needed);
  for (const kind of served) {
    collect(kind.custom === undefined ? definitionName(kind.schema) : 'meta/v1.ObjectMeta', needed);
  }
  const schemas: [string, object][] = [...needed]
    .sort()
    .map((name) => [schemaName(name), schemaOf(name, wordsFor, kinds)]);
  for (const kind of served) if (kind.custom !== undefined) schemas.push([kind.schema, customSchema(kind)]);
  schemas.push([FIELDS_V1, { type: 'object' }]);
  for (const [name, scalar] of Object.entries(SCALARS)) {
    schemas.push([scalar.name, { ...described(wordsFor(name, '')), ...scalar.schema }]);
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.32.0' },
    paths: Object.assign({}, ...served.map(pathsOf)),
    components: { schemas: Object.fromEntries(schemas) },
  };
}

function hashOf(place: string, changes: number): string {
  return `${place.length.toString(16)}${changes.toString(16)}`;
}

function customSchema(kind: Kind): object {
  return {
    ...kind.custom?.openApi,
    'x-kubernetes-group-version-kind': [{ group: kind.group, kind: kind.kind, version: kind.version }],
  };
}

function collect(name: string, into: Set<string>): void {
  if (into.has(name)) return;
  into.add(name);
  for (const { type } of definitions.get(name)?.fields.values() ?? []) {
    const inner = innermost(type);
    if (inner.kind === 'definition') collect(inner.name, into);
  }
}

function innermost(type: FieldType): FieldType {
  return type.kind === 'list' || type.kind === 'map' ? innermost(type.of) : type;
}

function schemaOf(name: string, wordsFor: WordsFor, kinds: readonly Kind[]): object {
  const definition = definitions.get(name);
  const fields = [...(definition?.fields.values() ?? [])];
  const required = fields.filter((field) => field.required).map((field) => field.name);
  const kind = kinds.find((one) => one.custom === undefined && definitionName(one.schema) === name);
  return {
    ...described(wordsFor(name, '')),
    type: 'object',
    ...(required.length === 0 ? {} : { required }),
    ...(fields.length === 0
      ? {}
      : { properties: Object.fromEntries(fields.map((field) => [field.name, property(name, field, wordsFor)])) }),
    ...(kind === undefined
      ? {}
      : { 'x-kubernetes-group-version-kind': [{ group: kind.group, kind: kind.kind, version: kind.version }] }),
  };
}

function property(definition: string, field: Field, wordsFor: WordsFor): object {
  const rule = mergeRule(definition, field.name);
  return {
    ...described(wordsFor(definition, field.name)),
    ...(field.name === 'fieldsV1' ? reference(FIELDS_V1) : typeSchema(field.type)),
    ...enumOf(definition, field),
    ...(rule?.patch === undefined
      ? {}
      : { 'x-kubernetes-patch-strategy': rule.patch.retainKeys ? 'merge,retainKeys' : 'merge' }),
    ...(rule?.patch?.key === undefined ? {} : { 'x-kubernetes-patch-merge-key': rule.patch.key }),
    ...(rule?.list === undefined ? {} : { 'x-kubernetes-list-type': rule.list.type }),
    ...(rule?.list?.type === 'map' ? { 'x-kubernetes-list-map-keys': rule.list.keys } : {}),
  };
}

function enumOf(definition: string, field: Field): object {
  const values = enumValues(definition, field.name);
  return values === undefined || field.type.kind !== 'string' ? {} : { enum: values };
}

const FIELDS_V1 = 'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1';

function reference(name: string): object {
  return { allOf: [{ $ref: `#/components/schemas/${name}` }] };
}

/** Scalars with a meaning of their own, which fields refer to. */
const SCALARS: Readonly<Record<string, { readonly name: string; readonly schema: object }>> = {
  intOrString: {
    name: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    schema: { oneOf: [{ type: 'integer' }, { type: 'string' }], format: 'int-or-string' },
  },
  quantity: {
    name: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
    schema: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  },
  time: {
    name: 'io.k8s.apimachinery.pkg.apis.meta.v1.Time',
    schema: { type: 'string', format: 'date-time' },
  },
  microTime: {
    name: 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime',
    schema: { type: 'string', format: 'date-time' },
  },
};

function described(description: string | undefined): object {
  return description === undefined ? {} : { description };
}

function typeSchema(type: FieldType): object {
  switch (type.kind) {
    case 'definition':
      return { allOf: [{ $ref: `#/components/schemas/${schemaName(type.name)}` }], default: {} };
    case 'list':
      return { type: 'array', items: typeSchema(type.of) };
    case 'map':
      return { type: 'object', additionalProperties: typeSchema(type.of) };
    case 'int32':
    case 'int64':
      return { type: 'integer', format: type.kind };
    case 'number':
      return { type: 'number', format: 'double' };
    case 'boolean':
      return { type: 'boolean' };
    case 'time':
    case 'microTime':
    case 'intOrString':
    case 'quantity':
      return reference(SCALARS[type.kind]?.name ?? '');
    case 'bytes':
      return { type: 'string', format: 'byte' };
    case 'any':
      return { type: 'object' };
    default:
      return { type: 'string' };
  }
}

const ACTIONS: Readonly<Record<string, string>> = {
  list: 'get',
  create: 'post',
  deletecollection: 'delete',
  get: 'get',
  update: 'put',
  patch: 'patch',
  delete: 'delete',
};

/** The operations on a kind's collection and objects. */
function pathsOf(kind: Kind): object {
  const collection = pathOf(kind, kind.namespaced ? '{namespace}' : undefined);
  const everywhere = kind.namespaced ? { [pathOf(kind)]: operations(kind, ['list']) } : {};
  return {
    ...everywhere,
    [collection]: operations(kind, ['list', 'create', 'deletecollection']),
    [`${collection}/{name}`]: operations(kind, ['get', 'update', 'patch', 'delete']),
  };
}

function operations(kind: Kind, verbs: readonly string[]): object {
  const found = verbs.filter((verb) => kind.verbs.includes(verb));
  return Object.fromEntries(found.map((verb) => [ACTIONS[verb] ?? 'get', operation(kind, verb)]));
}

function operation(kind: Kind, verb: string): object {
  const reference = { schema: { $ref: `#/components/schemas/${kind.schema}` } };
  const writes = ['create', 'update', 'patch'].includes(verb);
  return {
    tags: [apiVersionOf(kind).replace('/', '_')],
    operationId: `${verb}${kind.kind}`,
    ...(writes ? { parameters: ['dryRun', 'fieldManager', 'fieldValidation'].map(queryParameter) } : {}),
    responses: { 200: { description: 'OK', content: { 'application/json': reference } } },
    'x-kubernetes-action': verb === 'create' ? 'post' : verb === 'update' ? 'put' : verb,
    'x-kubernetes-group-version-kind': { group: kind.group, version: kind.version, kind: kind.kind },
  };
}

function queryParameter(name: string): object {
  return { name, in: 'query', schema: { type: 'string', uniqueItems: true } };
}
