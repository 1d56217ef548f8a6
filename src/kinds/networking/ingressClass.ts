import type { IngressClassSpec } from 'kubernetes-types/networking/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { type FieldError, forbidden, invalid, invalidEach, notSupported, required, tooLong } from '../fieldError';
import { defineKind } from '../kind';
import { labelErrors, subdomainErrors } from '../names';
import type { ClusterObject } from '../object';
import { raiseGeneration, startGeneration } from '../workloads/generation';
import { validateReference } from './validateIngress';

export interface IngressClass extends ClusterObject {
  spec: IngressClassSpec;
}

const DEFAULT_ANNOTATION = 'ingressclass.kubernetes.io/is-default-class';
const LONGEST_CONTROLLER = 250;
const PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

/** True when ingresses that name no class get this one. */
export function isDefaultIngressClass({ metadata }: IngressClass): boolean {
  return metadata.annotations?.[DEFAULT_ANNOTATION] === 'true';
}

export const ingressClassKind = defineKind<IngressClass>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  plural: 'ingressclasses',
  namespaced: false,
  schema: 'io.k8s.api.networking.v1.IngressClass',
  setDefaults(ingressClass) {
    ingressClass.spec ??= {};
    const { parameters } = ingressClass.spec;
    if (parameters !== undefined) parameters.scope ??= 'Cluster';
  },
  prepareForCreate: startGeneration,
  prepareForUpdate: (ingressClass, old) => raiseGeneration(ingressClass, old),
  validate: validateIngressClass,
  validateUpdate: ({ spec }, old) =>
    spec.controller === old.spec.controller
      ? []
      : [invalid('spec.controller', spec.controller ?? '', 'field is immutable')],
  columns: [
    nameColumn,
    {
      name: 'Controller',
      type: 'string',
      description: 'Who serves ingresses of the class',
      value: (ingressClass) => ingressClass.spec.controller ?? '',
    },
    {
      name: 'Parameters',
      type: 'string',
      description: 'What its controller is configured by',
      value: ({ spec: { parameters } }) => {
        if (parameters === undefined) return '<none>';
        const { kind, apiGroup, name } = parameters;
        return `${kind}${apiGroup === undefined ? '' : `.${apiGroup}`}/${name}`;
      },
    },
    ageColumn,
  ],
});

function validateIngressClass({ spec: { controller = '', parameters } }: IngressClass): FieldError[] {
  return [
    ...validateController('spec.controller', controller),
    ...(parameters === undefined ? [] : validateParameters('spec.parameters', parameters)),
  ];
}

function validateController(field: string, controller: string): FieldError[] {
  if (controller === '') return [required(field)];
  const long = controller.length > LONGEST_CONTROLLER ? [tooLong(field, LONGEST_CONTROLLER)] : [];
  const slash = controller.indexOf('/');
  const host = controller.slice(0, Math.max(slash, 0));
  const path = controller.slice(slash + 1);
  if (host === '' || path === '') {
    return [...long, invalid(field, controller, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  }
  const fits = new RegExp(`^${PATH}$`).test(path);
  return [
    ...long,
    ...invalidEach(field, host, subdomainErrors(host)),
    ...(fits ? [] : [invalid(field, path, `Invalid path (regex used for validation is '${PATH}')`)]),
  ];
}

type Parameters = NonNullable<IngressClassSpec['parameters']>;

function validateParameters(field: string, parameters: Parameters): FieldError[] {
  const { scope = '', namespace } = parameters;
  const errors = validateReference(field, parameters);
  if (scope !== 'Cluster' && scope !== 'Namespace') {
    return [...errors, notSupported(`${field}.scope`, scope, ['Cluster', 'Namespace'])];
  }
  if (scope === 'Cluster') {
    return namespace === undefined
      ? errors
      : [...errors, forbidden(`${field}.namespace`, "`parameters.scope` is set to 'Cluster'")];
  }
  return namespace === undefined
    ? [...errors, required(`${field}.namespace`, "`parameters.scope` is set to 'Namespace'")]
    : [...errors, ...invalidEach(`${field}.namespace`, namespace, labelErrors(namespace))];
}
