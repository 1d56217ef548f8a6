/** Values of a schema as the language sees them: what type they have, and how JSON becomes such a value. */
import type { Environment } from '@marcbachmann/cel-js';
import { decodeBase64 } from '../../base/base64';
import { isRecord, type JsonSchema } from '../extensions/jsonSchema';
import { equalValues } from './equalValues';
import { escapeName } from './escapeName';
import { plainValue } from './plainValue';

export interface ValueType {
  /** In the library's notation: `int`, `list<string>`. */
  readonly name: string;
  read(value: unknown): unknown;
}

/** The fields of each object type that an environment knows: what `has()` may ask for. */
export type FieldTypes = Map<string, Readonly<Record<string, string>>>;

const STRING_FORMATS: Readonly<Record<string, string>> = {
  date: 'google.protobuf.Timestamp',
  'date-time': 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
  byte: 'bytes',
};

/** Where types are declared, and how names of properties are written in expressions. */
export interface TypeScope {
  readonly environment: Environment;
  readonly fields: FieldTypes;
  /** Without it names are escaped, as in schemas of custom resources. */
  readonly nameOf?: (property: string) => string | undefined;
}

/** Follows apiserver's `common.SchemaDeclType`. Declares object types below `path`; undefined for schemas without a type. */
export function schemaType(schema: JsonSchema, path: string, scope: TypeScope): ValueType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return { name: 'dyn', read: plainValue };
  switch (schema.type) {
    case 'array':
      return listType(schema, path, scope);
    case 'object':
      return isRecord(schema.additionalProperties)
        ? mapType(schema.additionalProperties as JsonSchema, path, scope)
        : objectType(schema, path, scope);
    case 'string':
      return stringType(schema.format, scope.environment);
    case 'boolean':
      return { name: 'bool', read: (value) => value };
    case 'number':
      return { name: 'double', read: (value) => value };
    case 'integer':
      return { name: 'int', read: plainValue };
    default:
      return undefined;
  }
}

function stringType(format: string | undefined, environment: Environment): ValueType {
  const name = STRING_FORMATS[format ?? ''] ?? 'string';
  if (name === 'bytes') return { name, read: (value) => decodeBase64(String(value)) };
  const make = name === 'google.protobuf.Duration' ? 'duration' : 'timestamp';
  if (name === 'string') return { name, read: (value) => value };
  return {
    name,
    read(value) {
      const text = format === 'date' ? `${value}T00:00:00Z` : value;
      try {
        return environment.evaluate(`${make}(${JSON.stringify(text)})`);
      } catch {
        // That it is no such text is told by the schema's own validation.
        return value;
      }
    },
  };
}

function listType({ items }: JsonSchema, path: string, scope: TypeScope): ValueType | undefined {
  const item = items === undefined ? undefined : schemaType(items, `${path}.idx`, scope);
  if (item === undefined) return undefined;
  return {
    name: `list<${item.name}>`,
    read: (value) => (Array.isArray(value) ? value.map((one) => readOrNull(item, one)) : value),
  };
}

function mapType(values: JsonSchema, path: string, scope: TypeScope): ValueType | undefined {
  const value = schemaType(values, `${path}.elem`, scope);
  if (value === undefined) return undefined;
  return {
    name: `map<string, ${value.name}>`,
    read: (map) =>
      isRecord(map) ? new Map(Object.entries(map).map(([key, one]) => [key, readOrNull(value, one)])) : map,
  };
}

function objectType(schema: JsonSchema, path: string, scope: TypeScope): ValueType {
  const { environment, fields, nameOf = escapeName } = scope;
  const members = new Map<string, { readonly type: ValueType; readonly as: string }>();
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const as = nameOf(name);
    const type = as === undefined ? undefined : schemaType(member, `${path}.${as}`, scope);
    if (as !== undefined && type !== undefined) members.set(name, { type, as });
  }
  const Shape = class {};
  const types = Object.fromEntries([...members.values()].map(({ type, as }) => [as, type.name]));
  environment
    .registerType(path, { ctor: Shape, fields: types })
    .registerOperator(`${path} == ${path}`, (a, b) => equalValues(a, b));
  fields.set(path, types);
  const read = (value: unknown) => {
    if (!isRecord(value)) return value;
    const shaped = new Shape() as Record<string, unknown>;
    for (const [name, { type, as }] of members) {
      if (value[name] !== undefined) shaped[as] = readOrNull(type, value[name]);
    }
    return shaped;
  };
  return { name: path, read };
}

function readOrNull(type: ValueType, value: unknown): unknown {
  return value === null ? null : type.read(value);
}
