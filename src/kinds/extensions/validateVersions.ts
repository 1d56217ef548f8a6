/**
 * What is wrong with the versions of a CustomResourceDefinition. Inside, the API server holds what is the same in all
 * versions (with one version: everything) once beside them, and names it by that place: `spec.validation`.
 */
import { equal } from '../../base/equality';
import { type FieldError, type GoText, invalid, invalidEach, required } from '../fieldError';
import { label1035Errors } from '../names';
import type { CustomVersion } from './customResourceDefinition';
import type { JsonSchema } from './jsonSchema';
import { ruleCompileErrors, ruleFieldErrors } from './validateRules';
import { validateStructure } from './validateStructure';
import { isPath } from './valuesAt';

/** An address for Go's notation of pointers. */
const ADDRESS = '0xc00a1b2c30';

/** The errors that stand before those of the names, and those after them. */
export function versionErrors(versions: readonly CustomVersion[]): {
  readonly own: readonly FieldError[];
  readonly shared: readonly FieldError[];
} {
  const shared = sharedParts(versions);
  const own = [
    ...versions.flatMap(({ schema }, index) =>
      schema?.openAPIV3Schema === undefined
        ? [required(`spec.versions[${index}].schema.openAPIV3Schema`, 'schemas are required')]
        : [],
    ),
    ...versions.flatMap((version, index) => [
      ...invalidEach(`spec.versions[${index}].name`, version.name ?? '', label1035Errors(version.name ?? '')),
      ...partErrors(without(version, shared), `spec.versions[${index}]`, 'schema'),
    ]),
    ...countErrors(versions, shared),
  ];
  return { own, shared: partErrors(shared, 'spec', 'validation') };
}

type Parts = Pick<CustomVersion, 'schema' | 'subresources' | 'additionalPrinterColumns' | 'selectableFields'>;

/** What all versions have alike. */
function sharedParts(versions: readonly CustomVersion[]): Parts {
  const [first] = versions;
  if (first === undefined) return {};
  const alike = (part: keyof Parts) => versions.every((version) => equal(version[part], first[part]));
  const isShared = (part: keyof Parts) => alike(part) && (part !== 'selectableFields' || alike('schema'));
  const { schema, subresources, additionalPrinterColumns, selectableFields } = first;
  return {
    ...(isShared('schema') && schema !== undefined ? { schema } : {}),
    ...(isShared('subresources') && subresources !== undefined ? { subresources } : {}),
    ...(isShared('additionalPrinterColumns') && additionalPrinterColumns !== undefined
      ? { additionalPrinterColumns }
      : {}),
    ...(isShared('selectableFields') && selectableFields !== undefined ? { selectableFields } : {}),
  };
}

function without(version: CustomVersion, shared: Parts): CustomVersion {
  const kept = Object.entries(version).filter(([part]) => !(part in shared));
  return Object.fromEntries(kept) as unknown as CustomVersion;
}

function partErrors(
  { schema, subresources, additionalPrinterColumns = [] }: Parts,
  place: string,
  schemaName: string,
): FieldError[] {
  const openApi = schema?.openAPIV3Schema;
  return [
    ...(openApi === undefined ? [] : schemaErrors(openApi, `${place}.${schemaName}.openAPIV3Schema`)),
    ...scaleErrors(subresources?.scale, `${place}.subresources.scale`),
    ...additionalPrinterColumns.flatMap((column, at) =>
      columnErrors(column, `${place}.additionalPrinterColumns[${at}]`),
    ),
  ];
}

/** Rules are compiled only for a schema in which nothing else is wrong. */
function schemaErrors(schema: JsonSchema, place: string): FieldError[] {
  const errors = [...ruleFieldErrors(schema, place), ...validateStructure(schema, place)];
  return errors.length > 0 ? errors : ruleCompileErrors(schema, place);
}

function scaleErrors(scale: NonNullable<CustomVersion['subresources']>['scale'], place: string): FieldError[] {
  if (scale === undefined) return [];
  const paths = [
    ['specReplicasPath', scale.specReplicasPath, '.spec.'],
    ['statusReplicasPath', scale.statusReplicasPath, '.status.'],
  ] as const;
  return paths.flatMap(([field, path, prefix]) => {
    if (!path) return [required(`${place}.${field}`)];
    if (path.startsWith(prefix)) return [];
    return [invalid(`${place}.${field}`, path, `should be a json path under ${prefix.slice(0, -1)}`)];
  });
}

function columnErrors(
  { name, type, jsonPath }: NonNullable<CustomVersion['additionalPrinterColumns']>[number],
  place: string,
): FieldError[] {
  const types = ['boolean', 'date', 'integer', 'number', 'string'];
  const errors: FieldError[] = name ? [] : [required(`${place}.name`)];
  if (!type) errors.push(required(`${place}.type`, `must be one of ${types.join(',')}`));
  else if (!types.includes(type)) errors.push(invalid(`${place}.type`, type, `must be one of ${types.join(',')}`));
  if (!jsonPath) errors.push(required(`${place}.jsonPath`));
  else if (!isPath(jsonPath)) errors.push(invalid(`${place}.jsonPath`, jsonPath, 'is an invalid path'));
  return errors;
}

function countErrors(versions: readonly CustomVersion[], shared: Parts): FieldError[] {
  const value: GoText = {
    goText: `[]apiextensions.CustomResourceDefinitionVersion${
      versions.length === 0 ? '(nil)' : `{${versions.map((version) => goVersion(without(version, shared))).join(', ')}}`
    }`,
  };
  const names = versions.map(({ name }) => name);
  const errors: FieldError[] = [];
  if (new Set(names).size < names.length) {
    errors.push(invalid('spec.versions', value, 'must contain unique version names'));
  }
  if (versions.filter(({ storage }) => storage).length !== 1) {
    errors.push(invalid('spec.versions', value, 'must have exactly one version marked as storage version'));
  }
  return errors;
}

/** A version as Go prints its struct. */
function goVersion(version: CustomVersion): string {
  const { name, served, storage, schema, subresources } = version;
  const { deprecated = false, deprecationWarning } = version as { deprecated?: boolean; deprecationWarning?: string };
  const pointer = (type: string, held: unknown) => `(*${type})(${held === undefined ? 'nil' : ADDRESS})`;
  const list = (type: string, items: readonly string[] | undefined) =>
    `[]apiextensions.${type}${items === undefined ? '(nil)' : `{${items.map((item) => `apiextensions.${type}{${item}}`).join(', ')}}`}`;
  const columns = version.additionalPrinterColumns?.map((column) => {
    const {
      format = '',
      description = '',
      priority = 0,
    } = column as {
      format?: string;
      description?: string;
      priority?: number;
    };
    const quoted = [column.name, column.type, format, description, column.jsonPath].map((text) => JSON.stringify(text));
    return `Name:${quoted[0]}, Type:${quoted[1]}, Format:${quoted[2]}, Description:${quoted[3]}, Priority:${priority}, JSONPath:${quoted[4]}`;
  });
  const fields = version.selectableFields?.map(({ jsonPath }) => `JSONPath:${JSON.stringify(jsonPath)}`);
  const parts = [
    `Name:${JSON.stringify(name)}`,
    `Served:${served}`,
    `Storage:${storage}`,
    `Deprecated:${deprecated}`,
    `DeprecationWarning:${pointer('string', deprecationWarning)}`,
    `Schema:${pointer('apiextensions.CustomResourceValidation', schema)}`,
    `Subresources:${pointer('apiextensions.CustomResourceSubresources', subresources)}`,
    `AdditionalPrinterColumns:${list('CustomResourceColumnDefinition', columns)}`,
    `SelectableFields:${list('SelectableField', fields)}`,
  ];
  return `apiextensions.CustomResourceDefinitionVersion{${parts.join(', ')}}`;
}
