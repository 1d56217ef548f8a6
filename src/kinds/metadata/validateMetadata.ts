/** What is wrong with an object's metadata (apimachinery's ValidateObjectMeta and ValidateObjectMetaUpdate). */
import { type FieldError, forbidden, goStrings, invalid, invalidEach, required, tooLong } from '../fieldError';
import type { Kind } from '../kind';
import {
  label1035Errors,
  labelErrors,
  labelValueErrors,
  pathSegmentErrors,
  qualifiedNameErrors,
  subdomainErrors,
} from '../names';
import type { ClusterObject, ObjectMeta } from '../object';

/** All annotations of an object together, in bytes. */
const annotationLimit = 256 * 1024;

const nameRules: Readonly<Record<Kind['nameRule'], (name: string) => string[]>> = {
  'dns-subdomain': subdomainErrors,
  'dns-label': labelErrors,
  'dns-1035-label': label1035Errors,
  'path-segment': pathSegmentErrors,
};

/** What is wrong with a new object's metadata. */
export function validateMetadata(
  kind: Pick<Kind, 'nameRule' | 'namespaced'>,
  object: { readonly metadata: ObjectMeta },
): FieldError[] {
  const { metadata } = object;
  return [
    ...validateNames(kind, metadata),
    ...validateLabels('metadata.labels', metadata.labels),
    ...validateAnnotations('metadata.annotations', metadata.annotations),
    ...validateOwners(metadata),
    ...(metadata.finalizers ?? []).flatMap((name) =>
      invalidEach('metadata.finalizers', name, qualifiedNameErrors(name)),
    ),
  ];
}

/** What is wrong with changed metadata: all of the above, and what must stay as it is. */
export function validateMetadataUpdate(
  kind: Pick<Kind, 'nameRule' | 'namespaced'>,
  object: ClusterObject,
  old: ClusterObject,
): FieldError[] {
  const { metadata } = object;
  const errors: FieldError[] = [];
  if (metadata.deletionTimestamp !== undefined) {
    const added = (metadata.finalizers ?? []).filter((name) => !old.metadata.finalizers?.includes(name));
    if (added.length > 0) {
      const list = goStrings(added).goText;
      errors.push(
        forbidden(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`,
        ),
      );
    }
  }
  for (const field of ['name', 'namespace', 'uid', 'creationTimestamp'] as const) {
    // What is left out of an update stays as it was.
    const value = metadata[field];
    if (value && value !== old.metadata[field]) errors.push(invalid(`metadata.${field}`, value, 'field is immutable'));
  }
  return [...errors, ...validateMetadata(kind, object)];
}

/** What is wrong with a map of labels: its keys and values. */
export function validateLabels(field: string, labels: Readonly<Record<string, string>> | undefined): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...invalidEach(field, key, qualifiedNameErrors(key)),
    ...invalidEach(field, value, labelValueErrors(value)),
  ]);
}

export function validateAnnotations(
  field: string,
  annotations: Readonly<Record<string, string>> | undefined,
): FieldError[] {
  const entries = Object.entries(annotations ?? {});
  const errors = entries.flatMap(([key]) => invalidEach(field, key, qualifiedNameErrors(key.toLowerCase())));
  const size = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return size > annotationLimit ? [...errors, tooLong(field, annotationLimit)] : errors;
}

function validateNames(kind: Pick<Kind, 'nameRule' | 'namespaced'>, metadata: ObjectMeta): FieldError[] {
  const { name, generateName = '', namespace = '' } = metadata;
  const errors: FieldError[] = [];
  const check = nameRules[kind.nameRule];
  if (generateName !== '') {
    const prefix = generateName.endsWith('-') ? `${generateName.slice(0, -1)}a` : generateName;
    errors.push(...invalidEach('metadata.generateName', generateName, check(prefix)));
  }
  if (!name) {
    errors.push(required('metadata.name', 'name or generateName is required'));
  } else {
    errors.push(...invalidEach('metadata.name', name, check(name)));
  }
  if (kind.namespaced) {
    if (namespace === '') errors.push(required('metadata.namespace'));
    else errors.push(...invalidEach('metadata.namespace', namespace, labelErrors(namespace)));
  } else if (namespace !== '') {
    errors.push(forbidden('metadata.namespace', 'not allowed on this type'));
  }
  return errors;
}

function validateOwners(metadata: ObjectMeta): FieldError[] {
  const owners = metadata.ownerReferences ?? [];
  const errors = owners.flatMap((owner, index) => {
    const field = `metadata.ownerReferences[${index}]`;
    const texts = [
      ['apiVersion', owner.apiVersion, 'version must not be empty'],
      ['kind', owner.kind, 'must not be empty'],
      ['name', owner.name, 'must not be empty'],
      ['uid', owner.uid, 'must not be empty'],
    ] as const;
    return texts.flatMap(([name, value, detail]) => (value ? [] : [invalid(`${field}.${name}`, '', detail)]));
  });
  const controllers = owners.filter((owner) => owner.controller === true);
  if (controllers.length > 1) {
    const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controllers[0]?.name} and ${controllers[1]?.name}`;
    errors.push(invalid('metadata.ownerReferences', owners, detail));
  }
  return errors;
}
