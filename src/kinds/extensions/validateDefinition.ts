/** What is wrong with a CustomResourceDefinition, in the words of apiextensions' validation. */
import { type FieldError, forbidden, invalid, invalidEach, notSupported, required } from '../fieldError';
import { label1035Errors, subdomainErrors } from '../names';
import type { CustomNames, CustomResourceDefinition, CustomVersion } from './customResourceDefinition';
import type { JsonSchema } from './jsonSchema';
import { ruleCompileErrors, ruleFieldErrors } from './validateRules';
import { validateStructure } from './validateStructure';
import { isPath } from './valuesAt';

export function validateDefinition({ metadata, spec }: CustomResourceDefinition): FieldError[] {
  const errors: FieldError[] = [];
  const { group = '', names, scope = '', versions, conversion } = spec;
  if (metadata.name !== `${names.plural ?? ''}.${group}`) {
    errors.push(invalid('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group'));
  }
  if (group === '') errors.push(required('spec.group'));
  else if (subdomainErrors(group).length > 0) errors.push(...invalidEach('spec.group', group, subdomainErrors(group)));
  else if (!group.includes('.')) {
    errors.push(invalid('spec.group', group, 'should be a domain with at least one dot'));
  }
  errors.push(...scopeErrors(scope), ...versionErrors(versions, spec.preserveUnknownFields));
  errors.push(...nameErrors(names));
  if (conversion !== undefined && conversion.strategy === 'Webhook') {
    errors.push(
      forbidden('spec.conversion.strategy', 'webhooks are not simulated in this cluster: only None converts'),
    );
  } else if (conversion !== undefined && conversion.strategy !== 'None') {
    errors.push(notSupported('spec.conversion.strategy', conversion.strategy, ['None', 'Webhook']));
  }
  return errors;
}

/** Scope, group, plural and kind stay once the definition is established. */
export function validateDefinitionUpdate(now: CustomResourceDefinition, old: CustomResourceDefinition): FieldError[] {
  const established = old.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True');
  const fixed: [string, unknown, unknown][] = [
    ...(established === true
      ? ([
          ['spec.scope', now.spec.scope, old.spec.scope],
          ['spec.names.kind', now.spec.names.kind, old.spec.names.kind],
        ] as [string, unknown, unknown][])
      : []),
    ['spec.group', now.spec.group, old.spec.group],
    ['spec.names.plural', now.spec.names.plural, old.spec.names.plural],
  ];
  const errors = fixed
    .filter(([, value, before]) => value !== before)
    .map(([field, value]) => invalid(field, value, 'field is immutable'));
  const kept = (old.status?.storedVersions ?? []).filter(
    (name) => !now.spec.versions.some((version) => version.name === name),
  );
  return [
    ...errors,
    ...kept.map((name, index) =>
      invalid(
        `status.storedVersions[${index}]`,
        name,
        `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`,
      ),
    ),
  ];
}

function scopeErrors(scope: string): FieldError[] {
  const known = ['Cluster', 'Namespaced'];
  if (scope === '') return [required('spec.scope')];
  return known.includes(scope) ? [] : [notSupported('spec.scope', scope, known)];
}

function versionErrors(versions: readonly CustomVersion[], preserve: boolean | undefined): FieldError[] {
  const errors: FieldError[] = [];
  if (preserve === true) {
    errors.push(
      invalid(
        'spec.preserveUnknownFields',
        true,
        'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
      ),
    );
  }
  if (versions.filter((version) => version.storage).length !== 1) {
    errors.push(invalid('spec.versions', '', 'must have exactly one version marked as storage version'));
  }
  const seen = new Set<string>();
  versions.forEach((version, index) => {
    const place = `spec.versions[${index}]`;
    const { name = '', schema, additionalPrinterColumns = [] } = version;
    if (name === '') errors.push(required(`${place}.name`));
    else errors.push(...invalidEach(`${place}.name`, name, label1035Errors(name)));
    if (seen.has(name))
      errors.push({
        type: 'FieldValueInvalid',
        field: 'spec.versions',
        body: `Invalid value: ${JSON.stringify(name)}: must contain unique version names`,
      });
    seen.add(name);
    if (schema?.openAPIV3Schema === undefined) {
      errors.push(required(`${place}.schema.openAPIV3Schema`, 'schemas are required'));
    } else errors.push(...schemaErrors(schema.openAPIV3Schema, `${place}.schema.openAPIV3Schema`));
    additionalPrinterColumns.forEach((column, at) => {
      const where = `${place}.additionalPrinterColumns[${at}]`;
      const types = ['boolean', 'date', 'integer', 'number', 'string'];
      if (!column.name) errors.push(required(`${where}.name`));
      if (!column.type) errors.push(required(`${where}.type`, `must be one of ${types.join(',')}`));
      else if (!types.includes(column.type))
        errors.push(invalid(`${where}.type`, column.type, `must be one of ${types.join(',')}`));
      if (!column.jsonPath) errors.push(required(`${where}.jsonPath`));
      else if (!isPath(column.jsonPath))
        errors.push(invalid(`${where}.jsonPath`, column.jsonPath, 'is an invalid path'));
    });
    errors.push(...scaleErrors(version, place));
  });
  return errors;
}

/** Rules are compiled only for a schema in which nothing else is wrong. */
function schemaErrors(schema: JsonSchema, place: string): FieldError[] {
  const errors = [...ruleFieldErrors(schema, place), ...validateStructure(schema, place)];
  return errors.length > 0 ? errors : ruleCompileErrors(schema, place);
}

function scaleErrors({ subresources }: CustomVersion, place: string): FieldError[] {
  const scale = subresources?.scale;
  if (scale === undefined) return [];
  const where = `${place}.subresources.scale`;
  const paths = [
    ['specReplicasPath', scale.specReplicasPath, '.spec.'],
    ['statusReplicasPath', scale.statusReplicasPath, '.status.'],
  ] as const;
  return paths.flatMap(([field, path, prefix]) => {
    if (!path) return [required(`${where}.${field}`)];
    if (!path.startsWith(prefix))
      return [invalid(`${where}.${field}`, path, `should be a json path under ${prefix.slice(0, -1)}`)];
    return [];
  });
}

function nameErrors(names: CustomNames): FieldError[] {
  const { plural = '', singular = '', kind = '', listKind = '', shortNames = [], categories = [] } = names;
  const errors: FieldError[] = [];
  if (plural === '') errors.push(required('spec.names.plural'));
  else errors.push(...invalidEach('spec.names.plural', plural, label1035Errors(plural)));
  if (singular !== '') errors.push(...invalidEach('spec.names.singular', singular, label1035Errors(singular)));
  if (kind === '') errors.push(required('spec.names.kind'));
  else {
    errors.push(...invalidEach('spec.names.kind', kind, label1035Errors(kind.toLowerCase())));
  }
  if (listKind !== '' && listKind === kind) {
    errors.push(invalid('spec.names.listKind', listKind, 'kind and listKind may not be the same'));
  }
  shortNames.forEach((name, index) => {
    errors.push(...invalidEach(`spec.names.shortNames[${index}]`, name, label1035Errors(name)));
  });
  categories.forEach((name, index) => {
    errors.push(...invalidEach(`spec.names.categories[${index}]`, name, label1035Errors(name)));
  });
  return errors;
}
