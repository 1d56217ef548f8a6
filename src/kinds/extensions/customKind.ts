/** The kinds that a CustomResourceDefinition makes: one for each version that is served. */
import { equal } from '../../base/equality';
import { ageColumn, ageOf, nameColumn } from '../ageColumn';
import { type FieldError, invalid } from '../fieldError';
import { defineKind, type Kind, type PrinterColumn, type ScalePaths } from '../kind';
import type { ClusterObject } from '../object';
import { keepStatus, raiseGeneration, startGeneration } from '../workloads/generation';
import {
  type CustomColumn,
  type CustomResourceDefinition,
  type CustomVersion,
  conditionOf,
} from './customResourceDefinition';
import { customShape, setSchemaDefaults } from './customShape';
import type { JsonSchema } from './jsonSchema';
import { RuleValidator } from './ruleValidator';
import { hasRules } from './validateStructure';
import { validateValue } from './validateValue';
import { valuesAt, withValueAt } from './valuesAt';

const VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];
const PRIMITIVES = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
} as const;

/** What the definition serves once its names are accepted; other versions are views of the one that is kept. */
export function customKinds(definition: CustomResourceDefinition): readonly Kind[] {
  if (conditionOf(definition, 'Established')?.status !== 'True') return [];
  const storage = definition.spec.versions.find((version) => version.storage);
  if (storage === undefined) return [];
  const kept = customKind(definition, storage);
  return [...definition.spec.versions]
    .filter((version) => version.served)
    .sort((a, b) => compareVersions(a.name, b.name))
    .map((version) => (version === storage ? kept : viewOf(definition, version, kept)));
}

function viewOf(definition: CustomResourceDefinition, version: CustomVersion, kept: Kind): Kind {
  const withVersion = (name: string) => (object: ClusterObject) => ({
    ...object,
    apiVersion: `${definition.spec.group}/${name}`,
  });
  return {
    ...customKind(definition, version),
    keptAs: { kind: kept, toKept: withVersion(kept.version), fromKept: withVersion(version.name) },
  };
}

/** What is said of a deprecated version: the best that is served and more stable is recommended. */
function deprecationOf({ group, names, versions }: CustomResourceDefinition['spec'], { name }: CustomVersion): string {
  const [better] = versions
    .filter((other) => other.served && other.deprecated !== true && compareVersions(other.name, name) < 0)
    .sort((a, b) => compareVersions(a.name, b.name));
  const advice = better === undefined ? '' : `; use ${group}/${better.name} ${names.kind}`;
  return `${group}/${name} ${names.kind} is deprecated${advice}`;
}

type CustomObject = ClusterObject & { spec?: unknown; status?: unknown };

function customKind({ spec, status, metadata }: CustomResourceDefinition, version: CustomVersion): Kind {
  const { group, scope } = spec;
  const names = status?.acceptedNames?.kind ? status.acceptedNames : spec.names;
  const schema = version.schema?.openAPIV3Schema ?? {};
  const hasStatus = version.subresources?.status !== undefined;
  const { properties: { apiVersion: _a, kind: _k, metadata: _m, ...properties } = {}, ...rest } = schema;
  // What is said of the object itself is for everybody to read; its metadata is checked like any other's.
  const own: JsonSchema = { ...rest, properties };
  const scale = scalePaths(version);
  const columns = (version.additionalPrinterColumns ?? []).map(columnOf);
  const rules = ruleChecks(own);
  return defineKind<CustomObject>({
    group,
    version: version.name,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    namespaced: scope === 'Namespaced',
    schema: `${group.split('.').reverse().join('.')}.${version.name}.${names.kind}`,
    verbs: VERBS,
    hasStatus,
    ...(scale === undefined ? {} : { scale }),
    custom: { ...customShape(own, openApi(schema)), definition: metadata.name },
    setDefaults: (draft) => setSchemaDefaults(draft, own),
    prepareForCreate(draft) {
      if (hasStatus) delete draft.status;
      startGeneration(draft);
    },
    prepareForUpdate(draft, old) {
      if (hasStatus) keepStatus(draft, old);
      raiseGeneration(draft, old, !sameContent(draft, old, hasStatus));
    },
    validate: (object) => validateValue(contentOf(object), own, ''),
    validateCreate: (object) => rules.errors(object),
    validateUpdate: rules.errors,
    validateStatus: (object, old) => [...validateValue(contentOf(object), own, ''), ...rules.errors(object, old)],
    warnings: rules.warnings,
    ...(version.deprecated === true ? { deprecation: version.deprecationWarning ?? deprecationOf(spec, version) } : {}),
    columns: [nameColumn, ...(columns.length === 0 ? [ageColumn] : columns)],
    selectableFields: Object.fromEntries(
      (version.selectableFields ?? []).map(({ jsonPath }) => [
        jsonPath.replace(/^\./, ''),
        (object: ClusterObject) => String(valuesAt(object, jsonPath)[0] ?? ''),
      ]),
    ),
  }) as Kind;
}

/** Errors after which rules are not looked at: expressions rely on the types and sizes that the schema promises. */
const BLOCKING: ReadonlySet<FieldError['type']> = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

/** The schema's rules in the Common Expression Language, over whole objects. */
function ruleChecks(schema: JsonSchema): {
  errors(object: CustomObject, old?: CustomObject): readonly FieldError[];
  warnings(object: CustomObject, old?: CustomObject): readonly string[];
} {
  if (!hasRules(schema)) return { errors: () => [], warnings: () => [] };
  const validator = new RuleValidator(schema);
  return {
    errors(object, old) {
      if (validateValue(contentOf(object), schema, '').some(({ type }) => BLOCKING.has(type))) {
        const why =
          'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';
        return [invalid('<nil>', undefined, why)];
      }
      return validator.check(object, old).errors;
    },
    warnings: (object, old) => validator.check(object, old).warnings,
  };
}

function contentOf(object: CustomObject): Record<string, unknown> {
  const { apiVersion: _a, kind: _k, metadata: _m, ...content } = object as CustomObject & Record<string, unknown>;
  return content;
}

function sameContent(a: CustomObject, b: CustomObject, exceptStatus: boolean): boolean {
  const [left, right] = [contentOf(a), contentOf(b)];
  if (exceptStatus) {
    delete left['status'];
    delete right['status'];
  }
  return equal(left, right);
}

/** The schema with the fields that every object has. */
function openApi(schema: JsonSchema): object {
  const text = (description: string) => ({ type: 'string', description });
  return {
    ...schema,
    properties: {
      apiVersion: text(
        'APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources',
      ),
      kind: text(
        'Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds',
      ),
      metadata: {
        allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }],
        description:
          "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      },
      ...Object.fromEntries(
        Object.entries(schema.properties ?? {}).filter(([name]) => !['apiVersion', 'kind', 'metadata'].includes(name)),
      ),
    },
  };
}

function columnOf(column: CustomColumn): PrinterColumn<ClusterObject> {
  const { name, type, description, priority = 0, jsonPath } = column;
  return {
    name,
    type: PRIMITIVES[type as keyof typeof PRIMITIVES] ?? 'string',
    description: description ?? `Custom resource definition column (in JSONPath format): ${jsonPath}`,
    priority: priority > 0 ? 1 : 0,
    value: (object, now) => cellOf(valuesAt(object, jsonPath), type, now),
  };
}

function cellOf(values: readonly unknown[], type: string, now: number): string | number {
  const [value] = values;
  // The server leaves such a cell empty.
  if (value === undefined || value === null) return '';
  if (type === 'date') return ageOf(String(value), now);
  if ((type === 'integer' || type === 'number') && typeof value === 'number') return value;
  if (type === 'string' && values.length > 1) return values.map(textOf).join(',');
  return textOf(value);
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function scalePaths({ subresources }: CustomVersion): ScalePaths<ClusterObject> | undefined {
  const scale = subresources?.scale;
  if (scale === undefined) return undefined;
  const { specReplicasPath = '', statusReplicasPath = '', labelSelectorPath } = scale;
  const number = (object: ClusterObject, path: string) => Number(valuesAt(object, path)[0] ?? 0);
  return {
    replicas: (object) => number(object, specReplicasPath),
    withReplicas: (object, replicas) => withValueAt(object, specReplicasPath, replicas),
    statusReplicas: (object) => number(object, statusReplicasPath),
    selector: (object) => (labelSelectorPath === undefined ? '' : String(valuesAt(object, labelSelectorPath)[0] ?? '')),
  };
}

/** Versions as clients prefer them: v2, v1, v1beta1, v1alpha1, and then everything else. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [rankOf(a), rankOf(b)];
  if (left === undefined || right === undefined) {
    return left === right ? (a < b ? -1 : 1) : left === undefined ? 1 : -1;
  }
  for (let at = 0; at < 3; at++) if (left[at] !== right[at]) return (right[at] ?? 0) - (left[at] ?? 0);
  return 0;
}

/** Stability, then major, then minor; undefined for what is no Kubernetes version. */
function rankOf(name: string): readonly number[] | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(name);
  if (match === null) return undefined;
  const stability = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0;
  return [stability, Number(match[1]), Number(match[3] ?? 0)];
}
