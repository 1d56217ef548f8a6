/** What is wrong with an ingress, in the order of Kubernetes' ValidateIngressSpec. */
import type { TypedLocalObjectReference } from 'kubernetes-types/core/v1';
import type {
  HTTPIngressPath,
  IngressBackend,
  IngressRule,
  IngressSpec,
  IngressTLS,
} from 'kubernetes-types/networking/v1';
import { type FieldError, goText, invalid, invalidEach, notSupported, required } from '../fieldError';
import {
  isIPv4,
  isIPv6,
  label1035Errors,
  pathSegmentErrors,
  portNameErrors,
  portNumberErrors,
  subdomainErrors,
  wildcardErrors,
} from '../names';
import type { ClusterObject } from '../object';

export const INGRESS_CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];
const badParts = ['//', '/./', '/../', '%2f', '%2F'];
const badEnds = ['/..', '/.'];

export function validateIngress(spec: IngressSpec): FieldError[] {
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec;
  const nothing = goText('[]networking.IngressRule(nil)');
  return [
    ...(rules.length === 0 && defaultBackend === undefined
      ? [invalid('spec', nothing, 'either `defaultBackend` or `rules` must be specified')]
      : []),
    ...(defaultBackend === undefined ? [] : validateBackend('spec.defaultBackend', defaultBackend)),
    ...rules.flatMap((rule, i) => validateRule(`spec.rules[${i}]`, rule)),
    ...tls.flatMap((one, i) => validateTls(`spec.tls[${i}]`, one)),
    ...(ingressClassName === undefined
      ? []
      : invalidEach('spec.ingressClassName', ingressClassName, subdomainErrors(ingressClassName))),
  ];
}

/** The class in the old annotation and the one in the spec must be the same. */
export function validateIngressClassAgreement({ metadata, spec }: ClusterObject & { spec: IngressSpec }): FieldError[] {
  const annotated = metadata.annotations?.[INGRESS_CLASS_ANNOTATION];
  const { ingressClassName } = spec;
  if (annotated === undefined || ingressClassName === undefined || annotated === ingressClassName) return [];
  const field = `annotations.${INGRESS_CLASS_ANNOTATION}`;
  return [invalid(field, annotated, 'must match `ingressClassName` when both are specified')];
}

function validateRule(field: string, { host = '', http }: IngressRule): FieldError[] {
  const errors: FieldError[] = [];
  if (isIPv4(host) || isIPv6(host))
    errors.push(invalid(`${field}.host`, host, 'must be a DNS name, not an IP address'));
  if (host !== '') errors.push(...hostErrors(`${field}.host`, host));
  if (http === undefined) return errors;
  const paths = http.paths ?? [];
  if (paths.length === 0) errors.push(required(`${field}.http.paths`));
  return [...errors, ...paths.flatMap((path, i) => validatePath(`${field}.http.paths[${i}]`, path))];
}

function hostErrors(field: string, host: string): FieldError[] {
  return invalidEach(field, host, host.includes('*') ? wildcardErrors(host) : subdomainErrors(host));
}

function validateTls(field: string, { hosts = [], secretName = '' }: IngressTLS): FieldError[] {
  return [
    ...hosts.flatMap((host, i) => hostErrors(`${field}.hosts[${i}]`, host)),
    ...(secretName === '' ? [] : invalidEach(`${field}.secretName`, secretName, subdomainErrors(secretName))),
  ];
}

function validatePath(field: string, { path = '', pathType, backend }: HTTPIngressPath): FieldError[] {
  if (pathType === undefined || (pathType as string) === '')
    return [required(`${field}.pathType`, 'pathType must be specified')];
  const place = `${field}.path`;
  const errors: FieldError[] = [];
  const strict = pathType === 'Exact' || pathType === 'Prefix';
  if (!pathTypes.includes(pathType)) {
    errors.push(notSupported(`${field}.pathType`, pathType, pathTypes));
  } else if ((strict || path !== '') && !path.startsWith('/')) {
    errors.push(invalid(place, path, 'must be an absolute path'));
  }
  if (strict) {
    errors.push(
      ...badParts
        .filter((part) => path.includes(part))
        .map((part) => invalid(place, path, `must not contain '${part}'`)),
      ...badEnds.filter((end) => path.endsWith(end)).map((end) => invalid(place, path, `cannot end with '${end}'`)),
    );
  }
  return [...errors, ...validateBackend(`${field}.backend`, backend ?? {})];
}

function validateBackend(field: string, { resource, service }: IngressBackend): FieldError[] {
  if (resource !== undefined && service !== undefined) {
    return [invalid(field, '', 'cannot set both resource and service backends')];
  }
  if (resource !== undefined) return validateReference(`${field}.resource`, resource);
  if (service === undefined) return [invalid(field, '', 'resource or service backend is required')];
  const { name: portName = '', number = 0 } = service.port ?? {};
  const name = service.name
    ? invalidEach(`${field}.service.name`, service.name, label1035Errors(service.name))
    : [required(`${field}.service.name`)];
  if (portName !== '' && number !== 0) {
    return [...name, invalid(field, '', 'cannot set both port name & port number')];
  }
  if (portName !== '')
    return [...name, ...invalidEach(`${field}.service.port.name`, portName, portNameErrors(portName))];
  if (number !== 0) return [...name, ...invalidEach(`${field}.service.port.number`, number, portNumberErrors(number))];
  return [...name, required(field, 'port name or number is required')];
}

/** What is wrong with a reference to an object of any kind. */
export function validateReference(field: string, { apiGroup, kind, name }: TypedLocalObjectReference): FieldError[] {
  return [
    ...(apiGroup === undefined ? [] : invalidEach(`${field}.apiGroup`, apiGroup, subdomainErrors(apiGroup))),
    ...(kind ? invalidEach(`${field}.kind`, kind, pathSegmentErrors(kind)) : [required(`${field}.kind`)]),
    ...(name ? invalidEach(`${field}.name`, name, pathSegmentErrors(name)) : [required(`${field}.name`)]),
  ];
}
