/**
 * What lets others have a say about requests. Webhooks are kept and have no effect: whoever makes one is told so.
 */

import { equal } from '../../base/equality';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind, type Kind, type PrinterColumn } from '../kind';
import { setPolicyDefaults, setWebhookDefaults } from './admissionDefaults';
import type { AdmissionObject } from './admissionObject';
import { validateWebhooks } from './validateAdmission';
import { validateBinding, validatePolicy } from './validatePolicy';

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

const NO_WEBHOOKS = 'admission webhooks are not simulated in this cluster: it is kept, and nobody calls it';
type Special = Pick<Kind<AdmissionObject>, 'kind' | 'plural' | 'schema' | 'columns' | 'validate'> &
  Partial<Pick<Kind<AdmissionObject>, 'hasStatus' | 'setDefaults'>> & { readonly warning?: string };

function admissionKind({ warning, columns, ...special }: Special): Kind<AdmissionObject> {
  return defineKind<AdmissionObject>({
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    namespaced: false,
    categories: ['api-extensions'],
    prepareForCreate(object) {
      if (special.hasStatus === true) object.status = {};
      object.metadata = { ...object.metadata, generation: 1 };
    },
    prepareForUpdate(object, old) {
      if (old.status !== undefined) object.status = old.status;
      const generation = old.metadata.generation ?? 0;
      const same = equal(object.spec, old.spec) && equal(object.webhooks, old.webhooks);
      object.metadata = { ...object.metadata, generation: same ? generation : generation + 1 };
    },
    warnings: (_object, old) => (old === undefined && warning !== undefined ? [warning] : []),
    ...special,
    columns: [nameColumn, ...columns, ageColumn],
  });
}

const webhooks = [count('Webhooks', (object) => object.webhooks)];

export const admissionPolicyKind = admissionKind({
  kind: 'ValidatingAdmissionPolicy',
  plural: 'validatingadmissionpolicies',
  schema: 'io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy',
  columns: [
    count('Validations', ({ spec }) => spec?.validations),
    text('ParamKind', ({ spec }) =>
      spec?.paramKind === undefined ? undefined : `${spec.paramKind.apiVersion}/${spec.paramKind.kind}`,
    ),
  ],
  setDefaults: setPolicyDefaults,
  validate: validatePolicy,
  hasStatus: true,
});

export const admissionPolicyBindingKind = admissionKind({
  kind: 'ValidatingAdmissionPolicyBinding',
  plural: 'validatingadmissionpolicybindings',
  schema: 'io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding',
  columns: [text('PolicyName', ({ spec }) => spec?.policyName), text('ParamRef', ({ spec }) => spec?.paramRef?.name)],
  validate: validateBinding,
});

export const admissionKinds: readonly Kind[] = [
  admissionKind({
    kind: 'MutatingWebhookConfiguration',
    plural: 'mutatingwebhookconfigurations',
    schema: 'io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration',
    columns: webhooks,
    setDefaults(object) {
      setWebhookDefaults(object);
      for (const webhook of object.webhooks ?? []) webhook.reinvocationPolicy ??= 'Never';
    },
    validate: validateWebhooks,
    warning: NO_WEBHOOKS,
  }),
  admissionPolicyKind,
  admissionPolicyBindingKind,
  admissionKind({
    kind: 'ValidatingWebhookConfiguration',
    plural: 'validatingwebhookconfigurations',
    schema: 'io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration',
    columns: webhooks,
    setDefaults: setWebhookDefaults,
    validate: validateWebhooks,
    warning: NO_WEBHOOKS,
  }),
] as readonly Kind[];
