/**
 * What would let others have a say about requests. These kinds are known, so that they can be asked for; to make one is
 * refused, since nothing would act on it.
 */
import { ageColumn, nameColumn } from '../ageColumn';
import { forbidden } from '../fieldError';
import { defineKind, type Kind, type PrinterColumn } from '../kind';
import type { ClusterObject } from '../object';

interface AdmissionObject extends ClusterObject {
  webhooks?: unknown[];
  spec?: {
    validations?: unknown[];
    paramKind?: { apiVersion?: string; kind?: string };
    policyName?: string;
    paramRef?: { name?: string };
  };
}

const count = (
  name: string,
  items: (object: AdmissionObject) => readonly unknown[] | undefined,
): PrinterColumn<AdmissionObject> => ({
  name,
  type: 'integer',
  description: `How many ${name.toLowerCase()} there are`,
  value: (object) => items(object)?.length ?? 0,
});
const text = (
  name: string,
  value: (object: AdmissionObject) => string | undefined,
): PrinterColumn<AdmissionObject> => ({
  name,
  type: 'string',
  description: name,
  value: (object) => value(object) ?? '<unset>',
});

const WEBHOOKS = [forbidden('webhooks', 'admission webhooks are not simulated in this cluster')];
const POLICIES = [
  forbidden('spec', 'admission policies (Common Expression Language) are not simulated in this cluster'),
];

function admissionKind(
  kind: string,
  plural: string,
  { schema }: { readonly schema: string },
  columns: readonly PrinterColumn<AdmissionObject>[],
  refused: typeof WEBHOOKS,
  hasStatus = false,
): Kind<AdmissionObject> {
  return defineKind<AdmissionObject>({
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    kind,
    plural,
    namespaced: false,
    schema,
    categories: ['api-extensions'],
    hasStatus,
    validateCreate: () => refused,
    columns: [nameColumn, ...columns, ageColumn],
  });
}

const schemas = {
  mutatingWebhookConfiguration: { schema: 'io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration' },
  validatingWebhookConfiguration: { schema: 'io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration' },
  validatingAdmissionPolicy: { schema: 'io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy' },
  validatingAdmissionPolicyBinding: { schema: 'io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding' },
};
const webhooks = [count('Webhooks', (object) => object.webhooks)];

export const admissionKinds: readonly Kind[] = [
  admissionKind(
    'MutatingWebhookConfiguration',
    'mutatingwebhookconfigurations',
    schemas.mutatingWebhookConfiguration,
    webhooks,
    WEBHOOKS,
  ),
  admissionKind(
    'ValidatingWebhookConfiguration',
    'validatingwebhookconfigurations',
    schemas.validatingWebhookConfiguration,
    webhooks,
    WEBHOOKS,
  ),
  admissionKind(
    'ValidatingAdmissionPolicy',
    'validatingadmissionpolicies',
    schemas.validatingAdmissionPolicy,
    [
      count('Validations', ({ spec }) => spec?.validations),
      text('ParamKind', ({ spec }) =>
        spec?.paramKind === undefined ? undefined : `${spec.paramKind.apiVersion}/${spec.paramKind.kind}`,
      ),
    ],
    POLICIES,
    true,
  ),
  admissionKind(
    'ValidatingAdmissionPolicyBinding',
    'validatingadmissionpolicybindings',
    schemas.validatingAdmissionPolicyBinding,
    [text('PolicyName', ({ spec }) => spec?.policyName), text('ParamRef', ({ spec }) => spec?.paramRef?.name)],
    POLICIES,
  ),
] as readonly Kind[];
