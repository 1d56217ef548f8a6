/** How objects of a custom resource are read: pruned by their schema, with defaults, and how they merge. */
import { clone } from '../../base/clone';
import { DEDUCED, type MergeType, mapOf, mergeTypeOf, scalarTypes, structOf } from '../fields/mergeType';
import type { CustomShape } from '../kind';
import type { ClusterObject } from '../object';
import { type Decoded, decode } from '../schema/decode';
import { isRecord, type JsonSchema } from './jsonSchema';

const METADATA = { schema: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };

export function customShape(schema: JsonSchema, openApi: object): CustomShape {
  return { decode: (body) => decodeCustom(schema, body), mergeType: rootType(schema), openApi };
}

function decodeCustom(schema: JsonSchema, body: unknown): Decoded<ClusterObject> {
  if (!isRecord(body)) {
    const found = Array.isArray(body) ? 'array' : body === null ? 'null' : typeof body;
    const error = `json: cannot unmarshal ${found} into Go value of type map[string]interface {}`;
    return { object: {} as ClusterObject, unknownFields: [], error };
  }
  const { apiVersion, kind, metadata, ...rest } = body;
  const meta = decode<ClusterObject>(METADATA, metadata ?? {});
  const unknown = meta.unknownFields.map((text) => text.replace('unknown field "', 'unknown field "metadata.'));
  const pruned = prune(rest, schema, '', unknown) as Record<string, unknown>;
  const object = { apiVersion, kind, metadata: meta.object, ...pruned } as unknown as ClusterObject;
  const unknownFields = unknown;
  return meta.error === undefined ? { object, unknownFields } : { object, unknownFields, error: meta.error };
}

/** The value with the fields that its schema knows; the others are named in `unknown`. */
function prune(value: unknown, schema: JsonSchema, place: string, unknown: string[]): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined
      ? clone(value)
      : value.map((item, index) => prune(item, items, `${place}[${index}]`, unknown));
  }
  if (!isRecord(value)) return value;
  const { properties = {}, additionalProperties } = schema;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true;
  const out: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) {
    const member =
      properties[name] ?? (isRecord(additionalProperties) ? (additionalProperties as JsonSchema) : undefined);
    const inner = place === '' ? name : `${place}.${name}`;
    if (member !== undefined) out[name] = prune(value[name], member, inner, unknown);
    else if (open || isEmbedded(schema, name)) out[name] = clone(value[name]);
    else unknown.push(`unknown field ${JSON.stringify(inner)}`);
  }
  return out;
}

function isEmbedded(schema: JsonSchema, name: string): boolean {
  return schema['x-kubernetes-embedded-resource'] === true && ['apiVersion', 'kind', 'metadata'].includes(name);
}

/** Fills in the defaults of the schema, in place; a null that the schema doesn't allow is as good as absent. */
export function setSchemaDefaults(value: unknown, schema: JsonSchema): void {
  if (Array.isArray(value)) {
    if (schema.items !== undefined) for (const item of value) setSchemaDefaults(item, schema.items);
    return;
  }
  if (!isRecord(value)) return;
  const target = value as Record<string, unknown>;
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const absent = target[name] === undefined || (target[name] === null && member.nullable !== true);
    if (absent && member.default !== undefined) target[name] = clone(member.default);
    setSchemaDefaults(target[name], member);
  }
  const { additionalProperties, properties = {} } = schema;
  if (!isRecord(additionalProperties)) return;
  for (const [name, member] of Object.entries(target)) {
    if (properties[name] === undefined) setSchemaDefaults(member, additionalProperties as JsonSchema);
  }
}

function rootType(schema: JsonSchema): MergeType {
  const names = new Set([...Object.keys(schema.properties ?? {}), 'apiVersion', 'kind', 'metadata']);
  const typeOf = (name: string): MergeType => {
    if (name === 'metadata') return mergeTypeOf('meta/v1.ObjectMeta');
    const member = schema.properties?.[name];
    return member === undefined || name === 'apiVersion' || name === 'kind' ? scalarTypes.string : typeOfSchema(member);
  };
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  return structOf(names, typeOf, false, open ? DEDUCED : undefined);
}

function typeOfSchema(schema: JsonSchema): MergeType {
  if (schema['x-kubernetes-int-or-string'] === true) return scalarTypes.any;
  switch (schema.type) {
    case 'string':
      return scalarTypes.string;
    case 'boolean':
      return scalarTypes.boolean;
    case 'integer':
    case 'number':
      return scalarTypes.numeric;
    case 'array': {
      const relation = schema['x-kubernetes-list-type'] as 'atomic' | 'set' | 'map' | undefined;
      const keys = [...(schema['x-kubernetes-list-map-keys'] ?? [])].sort();
      const of = schema.items === undefined ? DEDUCED : typeOfSchema(schema.items);
      return { kind: 'list', relation: relation ?? 'atomic', keys, defaults: keyDefaults(schema.items, keys), of };
    }
    default:
      return objectType(schema);
  }
}

function keyDefaults(items: JsonSchema | undefined, keys: readonly string[]): Readonly<Record<string, unknown>> {
  const known = keys.filter((key) => items?.properties?.[key]?.default !== undefined);
  return Object.fromEntries(known.map((key) => [key, items?.properties?.[key]?.default]));
}

function objectType(schema: JsonSchema): MergeType {
  const atomic = schema['x-kubernetes-map-type'] === 'atomic';
  const { properties, additionalProperties } = schema;
  if (isRecord(additionalProperties)) return mapOf(typeOfSchema(additionalProperties as JsonSchema), atomic);
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true;
  if (properties === undefined) return open && !atomic ? DEDUCED : mapOf(DEDUCED, atomic);
  const typeOf = (name: string) => typeOfSchema(properties[name] as JsonSchema);
  return structOf(new Set(Object.keys(properties)), typeOf, atomic, open ? DEDUCED : undefined);
}
