/** References to a pod's own fields and resources (the downward API). */
import type { ObjectFieldSelector, ResourceFieldSelector } from 'kubernetes-types/core/v1';
import { type FieldError, invalid, invalidEach, notSupported, required } from '../fieldError';
import { qualifiedNameErrors } from '../names';

/** What environment variables can refer to. */
const environmentPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** What files of a downwardAPI volume can refer to. */
const volumePaths = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];
/** All field labels that the downward API converts, allowed here or not. */
const knownPaths = new Set([
  ...environmentPaths,
  ...volumePaths,
  'spec.host',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]);
const resources = ['cpu', 'ephemeral-storage', 'memory']
  .flatMap((name) => [`limits.${name}`, `requests.${name}`])
  .sort();

export function validateFieldRef(
  field: string,
  { apiVersion, fieldPath }: ObjectFieldSelector,
  use: 'environment' | 'volume',
): FieldError[] {
  if (!apiVersion) return [required(`${field}.apiVersion`)];
  if (!fieldPath) return [required(`${field}.fieldPath`)];
  const subscript = /^(metadata\.annotations|metadata\.labels)\['(.*)'\]$/.exec(fieldPath);
  if (subscript !== null) {
    const key = subscript[2] ?? '';
    const name = subscript[1] === 'metadata.annotations' ? key.toLowerCase() : key;
    return invalidEach(field, key, qualifiedNameErrors(name));
  }
  const problem =
    apiVersion !== 'v1'
      ? `unsupported pod version: ${apiVersion}`
      : knownPaths.has(fieldPath)
        ? undefined
        : `field label not supported: ${fieldPath}`;
  if (problem !== undefined)
    return [invalid(`${field}.fieldPath`, fieldPath, `error converting fieldPath: ${problem}`)];
  const allowed = use === 'environment' ? environmentPaths : volumePaths;
  const path = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  return allowed.includes(path) ? [] : [notSupported(`${field}.fieldPath`, path, allowed)];
}

export function validateResourceFieldRef(field: string, { resource }: ResourceFieldSelector): FieldError[] {
  if (!resource) return [required(`${field}.resource`)];
  const known = resources.includes(resource) || /^(limits|requests)\.hugepages-/.test(resource);
  return known ? [] : [notSupported(`${field}.resource`, resource, resources)];
}
