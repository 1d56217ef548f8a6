/** The JSON Schema (draft 7) by which the editor checks, completes and explains manifests. */
import { apiVersionOf, type Kind } from '../kind';
import { type Descriptions, textOf } from './descriptions';
import { enumValues } from './enums';
import { definitionName, definitionNamed, type Field, type FieldType, schemaName } from './structure';

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * A schema for any of the kinds, alone or in a List: which kind it is follows from apiVersion and kind. Unknown
 * properties are errors, as with the server's strict validation.
 */
export function editorSchema(kinds: readonly Kind[], texts?: Descriptions): JsonSchema {
  const names = new Set<string>();
  for (const kind of kinds) collect(definitionName(kind.schema), names);
  const definitions: Record<string, JsonSchema> = {};
  for (const name of [...names].sort()) definitions[schemaName(name)] = objectSchema(name, texts);
  for (const kind of kinds) definitions[kind.schema] = kindSchema(kind, texts);
  definitions['object'] = rootSchema(kinds);
  definitions['List'] = listSchema();
  return { $schema: 'http://json-schema.org/draft-07/schema#', $ref: '#/definitions/object', definitions };
}

function rootSchema(kinds: readonly Kind[]): JsonSchema {
  const versions = [...new Set(kinds.map(apiVersionOf))].sort();
  const choices = kinds.map((kind) => choice(apiVersionOf(kind), kind.kind, `#/definitions/${kind.schema}`));
  return {
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { type: 'string', enum: versions },
      kind: { type: 'string', enum: [...kinds.map((kind) => kind.kind), 'List'].sort() },
    },
    allOf: [...choices, choice('v1', 'List', '#/definitions/List')],
  };
}

function choice(apiVersion: string, kind: string, reference: string): JsonSchema {
  return {
    if: { properties: { apiVersion: { const: apiVersion }, kind: { const: kind } }, required: ['apiVersion', 'kind'] },
    // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
    then: { $ref: reference },
  };
}

function listSchema(): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['items'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      items: { type: 'array', items: { $ref: '#/definitions/object' } },
    },
  };
}

/** A manifest needs its kind; everything else the definition's own requirements say. */
function kindSchema(kind: Kind, texts: Descriptions | undefined): JsonSchema {
  const schema = objectSchema(definitionName(kind.schema), texts);
  const properties = schema['properties'] as Record<string, JsonSchema>;
  const required = new Set([...((schema['required'] as string[] | undefined) ?? []), 'apiVersion', 'kind', 'metadata']);
  return {
    ...schema,
    required: [...required],
    properties: {
      ...properties,
      apiVersion: { ...properties['apiVersion'], const: apiVersionOf(kind) },
      kind: { ...properties['kind'], const: kind.kind },
    },
  };
}

function objectSchema(name: string, texts: Descriptions | undefined): JsonSchema {
  const fields = [...definitionNamed(name).fields.values()];
  const required = fields.filter((field) => field.required).map((field) => field.name);
  return {
    ...described(textOf(texts, name)),
    type: 'object',
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(name, field, texts)])),
  };
}

function fieldSchema(definition: string, field: Field, texts: Descriptions | undefined): JsonSchema {
  const text = described(textOf(texts, definition, field.name));
  const values = enumValues(definition, field.name);
  if (values !== undefined) return { ...text, type: 'string', enum: values };
  const schema = typeSchema(field.type);
  // Draft 7 ignores what stands beside a $ref, so a described reference goes into an allOf.
  return '$ref' in schema && 'description' in text ? { ...text, allOf: [schema] } : { ...text, ...schema };
}

function typeSchema(type: FieldType): JsonSchema {
  switch (type.kind) {
    case 'definition':
      return { $ref: `#/definitions/${schemaName(type.name)}` };
    case 'list':
      return { type: 'array', items: typeSchema(type.of) };
    case 'map':
      return { type: 'object', additionalProperties: typeSchema(type.of) };
    case 'int32':
    case 'int64':
      return { type: 'integer' };
    case 'number':
    case 'boolean':
    case 'string':
      return { type: type.kind };
    case 'time':
    case 'microTime':
      return { type: ['string', 'null'] };
    case 'bytes':
      return { type: 'string' };
    case 'intOrString':
      return { type: ['integer', 'string'] };
    case 'quantity':
      return { type: ['string', 'number'] };
    case 'any':
      return {};
  }
}

function described(text: string | undefined): JsonSchema {
  return text === undefined ? {} : { description: text };
}

function collect(name: string, into: Set<string>): void {
  if (into.has(name)) return;
  into.add(name);
  for (const { type } of definitionNamed(name).fields.values()) {
    let inner: FieldType = type;
    while (inner.kind === 'list' || inner.kind === 'map') inner = inner.of;
    if (inner.kind === 'definition') collect(inner.name, into);
  }
}
