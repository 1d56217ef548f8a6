/** The fields of a kustomization file with their types, and what Go says of a file that does not fit them. */
import { KustomizeProblem } from './problem';
import { isFields } from './resource';

interface Structure {
  readonly name: string;
  readonly fields: Readonly<Record<string, Shape>>;
}

type Shape =
  | 'string'
  | 'bool'
  | 'int'
  /** Anything: what is not looked at here. */
  | 'any'
  /** Of texts, of truth values. */
  | 'map'
  | 'boolMap'
  | { readonly list: Shape }
  | Structure;

const strings: Shape = { list: 'string' };
const list = (of: Shape): Shape => ({ list: of });
const structure = (name: string, fields: Readonly<Record<string, Shape>>): Structure => ({ name, fields });

const fieldSpec = structure('FieldSpec', {
  group: 'string',
  version: 'string',
  kind: 'string',
  path: 'string',
  create: 'bool',
});
const selectorFields: Readonly<Record<string, Shape>> = {
  group: 'string',
  version: 'string',
  kind: 'string',
  name: 'string',
  namespace: 'string',
  labelSelector: 'string',
  annotationSelector: 'string',
};
const selector = structure('Selector', selectorFields);
const generatorOptions = structure('GeneratorOptions', {
  labels: 'map',
  annotations: 'map',
  disableNameSuffixHash: 'bool',
  immutable: 'bool',
});
const generatorFields: Readonly<Record<string, Shape>> = {
  name: 'string',
  namespace: 'string',
  behavior: 'string',
  literals: strings,
  files: strings,
  envs: strings,
  env: 'string',
  options: generatorOptions,
};
const image = structure('Image', {
  name: 'string',
  newName: 'string',
  newTag: 'string',
  tagSuffix: 'string',
  digest: 'string',
});
const patch = structure('Patch', { path: 'string', patch: 'string', target: selector, options: 'boolMap' });
const fieldOptions = structure('FieldOptions', {
  delimiter: 'string',
  index: 'int',
  encoding: 'string',
  create: 'bool',
});

const kustomization = structure('Kustomization', {
  apiVersion: 'string',
  kind: 'string',
  metadata: 'any',
  openapi: 'any',
  namePrefix: 'string',
  nameSuffix: 'string',
  namespace: 'string',
  commonLabels: 'map',
  labels: list(
    structure('Label', {
      pairs: 'map',
      includeSelectors: 'bool',
      includeTemplates: 'bool',
      fields: list(fieldSpec),
    }),
  ),
  commonAnnotations: 'map',
  patchesStrategicMerge: strings,
  patchesJson6902: list(patch),
  patches: list(patch),
  images: list(image),
  imageTags: list(image),
  replacements: list(
    structure('ReplacementField', {
      path: 'string',
      source: structure('SourceSelector', { ...selectorFields, fieldPath: 'string', options: fieldOptions }),
      targets: list(
        structure('TargetSelector', {
          select: selector,
          reject: list(selector),
          fieldPaths: strings,
          options: fieldOptions,
        }),
      ),
    }),
  ),
  replicas: list(structure('Replica', { name: 'string', count: 'int' })),
  vars: 'any',
  sortOptions: structure('SortOptions', {
    order: 'string',
    legacySortOptions: structure('LegacySortOptions', { orderFirst: strings, orderLast: strings }),
  }),
  resources: strings,
  components: strings,
  crds: strings,
  bases: strings,
  configMapGenerator: list(structure('ConfigMapArgs', generatorFields)),
  secretGenerator: list(structure('SecretArgs', { ...generatorFields, type: 'string' })),
  helmGlobals: 'any',
  helmCharts: 'any',
  helmChartInflationGenerator: 'any',
  generatorOptions,
  configurations: strings,
  generators: strings,
  transformers: strings,
  validators: strings,
  inventory: 'any',
  buildMetadata: strings,
});

/**
 * The kustomization with the names of its fields as they are meant: Go's decoder does not mind their case.
 * @throws KustomizeProblem with the words of Go's decoder for the first thing that does not fit
 */
export function checkedFields(value: unknown): unknown {
  return checked(value, kustomization, 'Kustomization', '');
}

function checked(value: unknown, shape: Shape, owner: string, path: string): unknown {
  if (value === null || value === undefined || shape === 'any') return value;
  if (typeof shape === 'string') {
    checkPlain(value, shape, owner, path);
    return value;
  }
  if ('list' in shape) {
    if (!Array.isArray(value)) throw mismatch(value, owner, path, `[]${typeName(shape.list)}`);
    return value.map((item) => checked(item, shape.list, owner, path));
  }
  if (!isFields(value)) throw mismatch(value, owner, path, `types.${shape.name}`);
  const out: Record<string, unknown> = {};
  for (const [given, member] of Object.entries(value)) {
    const name = fieldNamed(shape.fields, given);
    const inner = name === undefined ? undefined : shape.fields[name];
    if (name === undefined || inner === undefined)
      throw new KustomizeProblem(`invalid Kustomization: json: unknown field ${JSON.stringify(given)}`);
    out[name] = checked(member, inner, shape.name, path === '' ? name : `${path}.${name}`);
  }
  return out;
}

function fieldNamed(fields: Readonly<Record<string, Shape>>, given: string): string | undefined {
  if (Object.hasOwn(fields, given)) return given;
  return Object.keys(fields).find((name) => name.toLowerCase() === given.toLowerCase());
}

function checkPlain(
  value: unknown,
  shape: 'string' | 'bool' | 'int' | 'map' | 'boolMap',
  owner: string,
  path: string,
): void {
  if (shape === 'map' || shape === 'boolMap') {
    const of = shape === 'map' ? 'string' : 'bool';
    if (!isFields(value)) throw mismatch(value, owner, path, `map[string]${of}`);
    for (const member of Object.values(value)) checked(member, of, owner, path);
    return;
  }
  const fits =
    shape === 'string'
      ? typeof value === 'string'
      : shape === 'bool'
        ? typeof value === 'boolean'
        : Number.isInteger(value);
  if (!fits) throw mismatch(value, owner, path, typeName(shape));
}

function typeName(shape: Shape): string {
  if (typeof shape === 'string')
    return { int: 'int64', map: 'map[string]string', boolMap: 'map[string]bool' }[shape as string] ?? shape;
  return 'list' in shape ? `[]${typeName(shape.list)}` : `types.${shape.name}`;
}

function mismatch(value: unknown, owner: string, path: string, type: string): KustomizeProblem {
  const what = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return new KustomizeProblem(
    `invalid Kustomization: json: cannot unmarshal ${what} into Go struct field ${owner}.${path} of type ${type}`,
  );
}
