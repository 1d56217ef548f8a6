/** What is wrong with a pod's spec, in the order of Kubernetes' ValidatePodSpec. */
import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import { duplicate, type FieldError, forbidden, invalid, invalidEach, oneOf, required } from '../fieldError';
import { validateLabels } from '../metadata/validateMetadata';
import { addressErrors, labelErrors, subdomainErrors } from '../names';
import { isSidecar } from './podSummary';
import { validateContainer } from './validateContainer';
import { validateEphemeralContainers } from './validateEphemeralContainers';
import { validateDnsConfig, validateGates, validateOverhead, validatePreemptionPolicy } from './validatePodDetails';
import { validateProbes } from './validateProbe';
import { validateAffinity, validateTolerations, validateTopologySpread } from './validateScheduling';
import { validatePodSecurityContext } from './validateSecurityContext';
import { validateVolumes } from './validateVolumes';

const largestDeadline = 2147483647;

export function validatePodSpec(field: string, spec: PodSpec): FieldError[] {
  const volumes = validateVolumes(`${field}.volumes`, spec.volumes ?? []);
  const errors = [
    ...volumes.errors,
    ...validateContainers(`${field}.containers`, spec, volumes.names),
    ...validateInitContainers(`${field}.initContainers`, spec, volumes.names),
    ...validateEphemeralContainers(`${field}.ephemeralContainers`, spec, volumes.names),
    ...oneOf(`${field}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']),
    ...oneOf(`${field}.dnsPolicy`, spec.dnsPolicy, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']),
    ...validateLabels(`${field}.nodeSelector`, spec.nodeSelector),
    ...validatePodSecurityContext(`${field}.securityContext`, spec),
    ...(spec.hostNetwork === true ? validateHostPorts(field, spec) : []),
    ...validateAffinity(`${field}.affinity`, spec.affinity),
    ...validateDnsConfig(`${field}.dnsConfig`, spec),
    ...validateGates(field, spec),
    ...validateTopologySpread(`${field}.topologySpreadConstraints`, spec.topologySpreadConstraints ?? []),
    ...optionalName(`${field}.serviceAccountName`, spec.serviceAccountName, subdomainErrors),
    ...optionalName(`${field}.nodeName`, spec.nodeName, subdomainErrors),
  ];
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline > largestDeadline)) {
    const detail = `must be between 1 and ${largestDeadline}, inclusive`;
    errors.push(invalid(`${field}.activeDeadlineSeconds`, deadline, detail));
  }
  return [
    ...errors,
    ...optionalName(`${field}.hostname`, spec.hostname, labelErrors),
    ...optionalName(`${field}.subdomain`, spec.subdomain, labelErrors),
    ...validateTolerations(`${field}.tolerations`, spec.tolerations ?? []),
    ...(spec.hostAliases ?? []).flatMap(({ ip, hostnames = [] }, i) => [
      ...invalidEach(`${field}.hostAliases[${i}].ip`, ip ?? '', addressErrors(ip ?? '')),
      ...hostnames.flatMap((name) => invalidEach(`${field}.hostAliases[${i}].hostnames`, name, subdomainErrors(name))),
    ]),
    ...optionalName(`${field}.priorityClassName`, spec.priorityClassName, subdomainErrors),
    ...optionalName(`${field}.runtimeClassName`, spec.runtimeClassName, subdomainErrors),
    ...validatePreemptionPolicy(`${field}.preemptionPolicy`, spec.preemptionPolicy),
    ...validateOverhead(`${field}.overhead`, spec.overhead),
  ];
}

function optionalName(field: string, name: string | undefined, check: (name: string) => string[]): FieldError[] {
  return name ? invalidEach(field, name, check(name)) : [];
}

function validateContainers(field: string, spec: PodSpec, volumes: ReadonlySet<string>): FieldError[] {
  const containers = spec.containers ?? [];
  if (containers.length === 0) return [required(field)];
  const names = new Set<string>();
  const errors = containers.flatMap((container, index) => {
    const place = `${field}[${index}]`;
    return [
      ...validateContainer(place, container, volumes),
      ...uniqueName(place, container, names),
      ...validateProbes(place, container),
      ...(container.restartPolicy === undefined
        ? []
        : [forbidden(`${place}.restartPolicy`, 'may not be set for non-init containers')]),
    ];
  });
  return [...errors, ...hostPortConflicts(field, containers)];
}

function validateInitContainers(field: string, spec: PodSpec, volumes: ReadonlySet<string>): FieldError[] {
  const names = new Set((spec.containers ?? []).map((container) => container.name));
  return (spec.initContainers ?? []).flatMap((container, index) => {
    const place = `${field}[${index}]`;
    return [
      ...validateContainer(place, container, volumes),
      ...uniqueName(place, container, names),
      ...(isSidecar(container) ? validateProbes(place, container) : forbiddenInInit(place, container)),
      ...hostPortConflicts(`${field}[${index}]`, [container]),
    ];
  });
}

function forbiddenInInit(field: string, container: Container): FieldError[] {
  const names = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;
  const errors = names
    .filter((name) => container[name] !== undefined)
    .map((name) => forbidden(`${field}.${name}`, 'may not be set for init containers without restartPolicy=Always'));
  return container.restartPolicy === undefined
    ? errors
    : [...errors, ...oneOf(`${field}.restartPolicy`, container.restartPolicy, ['Always'])];
}

function uniqueName(field: string, container: Container, names: Set<string>): FieldError[] {
  if (!container.name) return [];
  if (names.has(container.name)) return [duplicate(`${field}.name`, container.name)];
  names.add(container.name);
  return [];
}

function hostPortConflicts(field: string, containers: readonly Container[]): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap((container, index) =>
    (container.ports ?? []).flatMap((port, i) => {
      if (!port.hostPort) return [];
      const key = `${port.protocol}/${port.hostIP ?? ''}/${port.hostPort}`;
      if (taken.has(key)) return [duplicate(`${field}[${index}].ports[${i}].hostPort`, key)];
      taken.add(key);
      return [];
    }),
  );
}

function validateHostPorts(field: string, spec: PodSpec): FieldError[] {
  return spec.containers.flatMap((container, index) =>
    (container.ports ?? []).flatMap((port, i) =>
      port.hostPort === port.containerPort
        ? []
        : [
            invalid(
              `${field}.containers[${index}].ports[${i}].containerPort`,
              port.containerPort,
              'must match `hostPort` when `hostNetwork` is true',
            ),
          ],
    ),
  );
}
