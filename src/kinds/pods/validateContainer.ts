/** What is wrong with a container, in the order of Kubernetes' validateContainerCommon. */
import type { Container, ContainerPort, EnvFromSource, EnvVar } from 'kubernetes-types/core/v1';
import { duplicate, type FieldError, invalid, invalidEach, oneOf, required } from '../fieldError';
import { configKeyErrors, environmentNameErrors, labelErrors, portNameErrors, portNumberErrors } from '../names';
import { validateFieldRef, validateResourceFieldRef } from './validateFieldRef';
import { validateResources } from './validateResources';
import { validateSecurityContext } from './validateSecurityContext';
import { validateVolumeMounts } from './validateVolumes';

export const protocols = ['SCTP', 'TCP', 'UDP'];

/** `volumes` are the names of the pod's volumes that are valid. */
export function validateContainer(field: string, container: Container, volumes: ReadonlySet<string>): FieldError[] {
  const privileged = container.securityContext?.privileged === true;
  return [
    ...(container.name
      ? invalidEach(`${field}.name`, container.name, labelErrors(container.name))
      : [required(`${field}.name`)]),
    ...(container.image ? [] : [required(`${field}.image`)]),
    ...oneOf(`${field}.terminationMessagePolicy`, container.terminationMessagePolicy, [
      'FallbackToLogsOnError',
      'File',
    ]),
    ...validatePorts(`${field}.ports`, container.ports ?? []),
    ...validateEnvironment(`${field}.env`, container.env ?? []),
    ...validateEnvironmentSources(`${field}.envFrom`, container.envFrom ?? []),
    ...validateVolumeMounts(`${field}.volumeMounts`, container.volumeMounts ?? [], volumes, privileged),
    ...oneOf(`${field}.imagePullPolicy`, container.imagePullPolicy, ['Always', 'IfNotPresent', 'Never']),
    ...validateResources(`${field}.resources`, container.resources),
    ...validateSecurityContext(`${field}.securityContext`, container),
  ];
}

function validatePorts(field: string, ports: readonly ContainerPort[]): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const place = `${field}[${index}]`;
    const errors: FieldError[] = [];
    if (port.name) {
      const wrong = portNameErrors(port.name);
      if (wrong.length > 0) errors.push(...invalidEach(`${place}.name`, port.name, wrong));
      else if (names.has(port.name)) errors.push(duplicate(`${place}.name`, port.name));
      names.add(port.name);
    }
    if (!port.containerPort) errors.push(required(`${place}.containerPort`));
    else
      errors.push(...invalidEach(`${place}.containerPort`, port.containerPort, portNumberErrors(port.containerPort)));
    if (port.hostPort) errors.push(...invalidEach(`${place}.hostPort`, port.hostPort, portNumberErrors(port.hostPort)));
    return [...errors, ...oneOf(`${place}.protocol`, port.protocol, protocols)];
  });
}

function validateEnvironment(field: string, variables: readonly EnvVar[]): FieldError[] {
  return variables.flatMap((variable, index) => {
    const place = `${field}[${index}]`;
    const name = variable.name
      ? invalidEach(`${place}.name`, variable.name, environmentNameErrors(variable.name))
      : [required(`${place}.name`)];
    return [...name, ...validateValueFrom(`${place}.valueFrom`, variable)];
  });
}

function validateValueFrom(field: string, { value, valueFrom }: EnvVar): FieldError[] {
  if (valueFrom === undefined) return [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  const errors: FieldError[] = [];
  if (fieldRef !== undefined) errors.push(...validateFieldRef(`${field}.fieldRef`, fieldRef, 'environment'));
  if (resourceFieldRef !== undefined) {
    errors.push(...validateResourceFieldRef(`${field}.resourceFieldRef`, resourceFieldRef));
  }
  if (configMapKeyRef !== undefined) errors.push(...validateKey(`${field}.configMapKeyRef`, configMapKeyRef));
  if (secretKeyRef !== undefined) errors.push(...validateKey(`${field}.secretKeyRef`, secretKeyRef));
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef].filter((one) => one !== undefined).length;
  if (sources === 0) {
    const detail = 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    errors.push(invalid(field, '', detail));
  } else if (value) {
    errors.push(invalid(field, '', 'may not be specified when `value` is not empty'));
  } else if (sources > 1) {
    errors.push(invalid(field, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

function validateKey(field: string, { name, key }: { name?: string; key: string }): FieldError[] {
  return [
    ...(name ? [] : [required(`${field}.name`)]),
    ...(key ? invalidEach(`${field}.key`, key, configKeyErrors(key)) : [required(`${field}.key`)]),
  ];
}

function validateEnvironmentSources(field: string, sources: readonly EnvFromSource[]): FieldError[] {
  return sources.flatMap((source, index) => {
    const place = `${field}[${index}]`;
    const errors: FieldError[] = [];
    if (source.prefix)
      errors.push(...invalidEach(`${place}.prefix`, source.prefix, environmentNameErrors(source.prefix)));
    for (const kind of ['configMapRef', 'secretRef'] as const) {
      if (source[kind] !== undefined && !source[kind].name) errors.push(required(`${place}.${kind}.name`));
    }
    const count = [source.configMapRef, source.secretRef].filter((one) => one !== undefined).length;
    if (count === 0) errors.push(invalid(place, '', 'must specify one of: `configMapRef` or `secretRef`'));
    else if (count > 1) errors.push(invalid(place, '', 'may not have more than one field specified at a time'));
    return errors;
  });
}
