/** The server's OpenAPI v3 documents, as far as `kubectl explain` reads them. */
import type { Routine } from '../../../engine/processes/routine';
import { CommandError } from '../errors';
import type { ClusterAccess } from './access';
import type { ApiResource } from './discovery';

export interface Schema {
  readonly description?: string;
  readonly type?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

/** Looks schemas up by their reference. */
export interface SchemaDocument {
  readonly root: Schema;
  resolve(reference: string): Schema | undefined;
}

/** The document that holds a resource's schema. */
export function* openApiOf(access: ClusterAccess, resource: ApiResource): Routine<SchemaDocument> {
  const { group, version, kind } = resource;
  const place = group === '' ? `api/${version}` : `apis/${group}/${version}`;
  const index = yield* access.call<{ paths: Readonly<Record<string, { serverRelativeURL: string }>> }>({
    method: 'GET',
    path: '/openapi/v3',
  });
  const url = index.paths[place]?.serverRelativeURL;
  if (url === undefined) throw new CommandError(`couldn't find resource for "${place}, Resource=${resource.plural}"`);
  const [path = '', hash = ''] = url.split('?hash=');
  const document = yield* access.call<{ components: { schemas: Readonly<Record<string, Schema>> } }>({
    method: 'GET',
    path,
    query: { hash },
  });
  const { schemas } = document.components;
  const root = Object.values(schemas).find((schema) =>
    schema['x-kubernetes-group-version-kind']?.some(
      (one) => one.group === group && one.version === version && one.kind === kind,
    ),
  );
  if (root === undefined) {
    throw new CommandError(`GVR (${place}, Resource=${resource.plural}) not found in OpenAPI schema`);
  }
  return { root, resolve: (reference) => schemas[reference.replace('#/components/schemas/', '')] };
}

/** The schema of the values inside lists, maps and references; undefined for plain values. */
export function innermost(schema: Schema, document: SchemaDocument): Schema | undefined {
  const [first] = schema.allOf ?? [];
  if (schema.$ref !== undefined) return document.resolve(schema.$ref);
  if (schema.items !== undefined) return innermost(schema.items, document);
  if (schema.additionalProperties !== undefined) return innermost(schema.additionalProperties, document);
  if (first !== undefined) return innermost(first, document);
  return schema.properties === undefined ? undefined : schema;
}

/** `[]Container`, `map[string]Quantity`, `string`. */
export function typeText(schema: Schema, document: SchemaDocument): string {
  if (schema.items !== undefined) return `[]${typeText(schema.items, document)}`;
  if (schema.additionalProperties !== undefined) return `map[string]${typeText(schema.additionalProperties, document)}`;
  const [first] = schema.allOf ?? [];
  if (first !== undefined) return typeText(first, document);
  if (schema.$ref === undefined) return schema.type === 'object' ? 'Object' : (schema.type ?? 'Object');
  const resolved = document.resolve(schema.$ref);
  // times are texts
  if (resolved?.type !== undefined && resolved.type !== 'object') return resolved.type;
  return schema.$ref.slice(schema.$ref.lastIndexOf('.') + 1);
}
