/**
 * OpenAPI v2 in protobuf, the only form in which kubectl takes it: the definitions, which is what it reads. The numbers
 * of the fields are those of gnostic's description of OpenAPI v2.
 */

/** The content type of that form. */
export const OPENAPI_V2_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

interface Schema {
  readonly $ref?: string;
  readonly format?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly type?: string;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const kept = new WeakMap<object, Buffer>();

/** The document as bytes; made once for each document. */
export function openApiProtobuf(document: object): Buffer {
  const known = kept.get(document);
  if (known !== undefined) return known;
  const { definitions = {} } = document as { definitions?: Readonly<Record<string, Schema>> };
  const info = Buffer.concat([text(1, 'Kubernetes'), text(2, 'v1.32.0')]);
  const made = Buffer.concat([text(1, '2.0'), bytes(2, info), bytes(8, Buffer.alloc(0)), bytes(9, named(definitions))]);
  kept.set(document, made);
  return made;
}

/** Each name with its schema, as a message of its own. */
function named(schemas: Readonly<Record<string, Schema>>): Buffer {
  return Buffer.concat(
    Object.entries(schemas).map(([name, schema]) =>
      bytes(1, Buffer.concat([text(1, name), bytes(2, schemaOf(schema))])),
    ),
  );
}

function schemaOf(schema: Schema): Buffer {
  const { $ref, format, description, required = [], type, items, additionalProperties, properties } = schema;
  const extensions = Object.entries(schema).filter(([name]) => name.startsWith('x-'));
  return Buffer.concat([
    ...($ref === undefined ? [] : [text(1, $ref)]),
    ...(format === undefined ? [] : [text(2, format)]),
    ...(description === undefined ? [] : [text(4, description)]),
    ...required.map((name) => text(19, name)),
    ...(additionalProperties === undefined ? [] : [bytes(21, bytes(1, schemaOf(additionalProperties)))]),
    ...(type === undefined ? [] : [bytes(22, text(1, type))]),
    ...(items === undefined ? [] : [bytes(23, bytes(1, schemaOf(items)))]),
    ...(properties === undefined ? [] : [bytes(25, named(properties))]),
    ...extensions.map(([name, value]) => bytes(31, Buffer.concat([text(1, name), bytes(2, text(2, yaml(value)))]))),
  ]);
}

function yaml(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value));
}

function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
}

function varint(value: number): Buffer {
  const out: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) out.push((left % 128) + 128);
  return Buffer.from([...out, left]);
}
