/** The shape of every definition of the API, from the generated file: fields, their types, which are required. */
import generated from './structure.generated.json';

type ScalarType =
  | 'string'
  | 'int32'
  | 'int64'
  | 'number'
  | 'boolean'
  | 'any'
  | 'time'
  | 'microTime'
  | 'quantity'
  | 'intOrString'
  | 'bytes';

export type FieldType =
  | { readonly kind: ScalarType }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'map'; readonly of: FieldType }
  | { readonly kind: 'definition'; readonly name: string };

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
}

export interface Definition {
  /** `core/v1.Pod`. */
  readonly name: string;
  /** In alphabetical order. */
  readonly fields: ReadonlyMap<string, Field>;
  /** Those that Go writes even when they are empty. */
  readonly requiredFields: readonly Field[];
}

const scalars: ReadonlySet<string> = new Set<ScalarType>([
  'string',
  'int32',
  'int64',
  'number',
  'boolean',
  'any',
  'time',
  'microTime',
  'quantity',
  'intOrString',
  'bytes',
]);

/** All definitions, by names such as `core/v1.Pod`. */
export const definitions: ReadonlyMap<string, Definition> = new Map(
  Object.entries(generated as Record<string, Record<string, string>>).map(([name, declared]) => {
    const fields = fieldsOf(declared);
    return [name, { name, fields, requiredFields: [...fields.values()].filter((field) => field.required) }];
  }),
);

/** The definition with this name; an unknown name is a bug of ours. */
export function definitionNamed(name: string): Definition {
  const definition = definitions.get(name);
  if (definition === undefined) throw new Error(`the schema has no definition ${name}`);
  return definition;
}

/** `core/v1.Pod` for `io.k8s.api.core.v1.Pod`. */
export function definitionName(schema: string): string {
  const [kind = '', version = '', group = ''] = schema.split('.').reverse();
  return `${group}/${version}.${kind}`;
}

/** `io.k8s.api.core.v1.Pod` for `core/v1.Pod`. */
export function schemaName(definition: string): string {
  const dotted = definition.replace('/', '.');
  const [group = ''] = dotted.split('.');
  return `io.k8s.${ELSEWHERE[group] ?? 'api'}.${dotted}`;
}

/** Groups whose definitions have another place than the rest. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  meta: 'apimachinery.pkg.apis',
  apiextensions: 'apiextensions-apiserver.pkg.apis',
  apiregistration: 'kube-aggregator.pkg.apis',
  metrics: 'metrics.pkg.apis',
};

/** `Pod` for `core/v1.Pod`. */
export function shortName(definition: string): string {
  return definition.slice(definition.lastIndexOf('.') + 1);
}

function fieldsOf(codes: Record<string, string>): ReadonlyMap<string, Field> {
  const names = Object.keys(codes).sort();
  return new Map(
    names.map((name) => {
      const code = codes[name] ?? 'any';
      const required = code.startsWith('!');
      return [name, { name, type: typeOf(required ? code.slice(1) : code), required }];
    }),
  );
}

function typeOf(code: string): FieldType {
  if (code.startsWith('[]')) return { kind: 'list', of: typeOf(code.slice(2)) };
  if (code.startsWith('{}')) return { kind: 'map', of: typeOf(code.slice(2)) };
  return scalars.has(code) ? { kind: code as ScalarType } : { kind: 'definition', name: code };
}
