/** What is wrong with a CustomResourceDefinition, in the words of apiextensions' validation. */
import { type FieldError, forbidden, type GoText, invalid, invalidEach, notSupported, required } from '../fieldError';
import { label1035Errors, subdomainErrors } from '../names';
import type { CustomNames, CustomResourceDefinition } from './customResourceDefinition';
import { versionErrors } from './validateVersions';

export function validateDefinition({ metadata, spec, status }: CustomResourceDefinition): FieldError[] {
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
  const { own, shared } = versionErrors(versions);
  errors.push(...scopeErrors(scope));
  if (spec.preserveUnknownFields === true) {
    errors.push(
      invalid(
        'spec.preserveUnknownFields',
        true,
        'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
      ),
    );
  }
  errors.push(...own, ...nameErrors(names), ...shared);
  if (conversion !== undefined && conversion.strategy === 'Webhook') {
    errors.push(
      forbidden('spec.conversion.strategy', 'webhooks are not simulated in this cluster: only None converts'),
    );
  } else if (conversion !== undefined && conversion.strategy !== 'None') {
    errors.push(notSupported('spec.conversion.strategy', conversion.strategy, ['None', 'Webhook']));
  }
  if (status?.storedVersions?.length === 0) {
    const none: GoText = { goText: '[]string(nil)' };
    errors.push(invalid('status.storedVersions', none, 'must have at least one stored version'));
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
