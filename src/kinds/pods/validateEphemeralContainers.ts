/** Containers that are added to a running pod to look at it (kubectl debug). */
import type { Container, EphemeralContainer, PodSpec } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import { duplicate, type FieldError, forbidden, notFound } from '../fieldError';
import { validateContainer } from './validateContainer';

/** What may be said of an ephemeral container. */
const allowed: ReadonlySet<string> = new Set([
  'name',
  'image',
  'command',
  'args',
  'workingDir',
  'env',
  'envFrom',
  'volumeMounts',
  'volumeDevices',
  'imagePullPolicy',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'securityContext',
  'stdin',
  'stdinOnce',
  'tty',
  'targetContainerName',
]);
const notAllowed = 'cannot be set for an Ephemeral Container';

export function validateEphemeralContainers(field: string, spec: PodSpec, volumes: ReadonlySet<string>): FieldError[] {
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name));
  const names = new Set(others);
  return (spec.ephemeralContainers ?? []).flatMap((container, index) => {
    const place = `${field}[${index}]`;
    const { name, targetContainerName: target = '' } = container;
    const errors = validateContainer(place, container as Container, volumes);
    if (names.has(name)) errors.push(duplicate(`${place}.name`, name));
    names.add(name);
    if (target !== '' && !others.has(target)) errors.push(notFound(`${place}.targetContainerName`, target));
    return [...errors, ...forbiddenFields(place, container)];
  });
}

/** What an update of the `ephemeralcontainers` subresource may not do: those that are there stay as they are. */
export function validateEphemeralUpdate(spec: PodSpec, old: PodSpec): FieldError[] {
  return (old.ephemeralContainers ?? []).flatMap((before) => {
    const after = spec.ephemeralContainers?.find(({ name }) => name === before.name);
    const subject = `existing ephemeral containers ${JSON.stringify(before.name)} may not be`;
    if (after === undefined) return [forbidden('spec.ephemeralContainers', `${subject} removed\n`)];
    return equal(after, before) ? [] : [forbidden('spec.ephemeralContainers', `${subject} changed\n`)];
  });
}

function forbiddenFields(field: string, container: EphemeralContainer): FieldError[] {
  const errors = Object.entries(container)
    .filter(([name, value]) => !allowed.has(name) && !isEmpty(value))
    .map(([name]) => forbidden(`${field}.${name}`, notAllowed));
  (container.volumeMounts ?? []).forEach((mount, index) => {
    for (const name of ['subPath', 'subPathExpr'] as const) {
      if (mount[name]) errors.push(forbidden(`${field}.volumeMounts[${index}].${name}`, notAllowed));
    }
  });
  return errors;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
