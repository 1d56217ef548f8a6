import type { MutatingWebhook } from 'kubernetes-types/admissionregistration/v1';
import type { LabelSelector } from 'kubernetes-types/meta/v1';
import type { ClusterObject } from '../object';

/** Webhooks' configurations, admission policies and their bindings, as far as anybody reads them. */
export interface AdmissionObject extends ClusterObject {
  webhooks?: MutatingWebhook[];
  spec?: {
    failurePolicy?: string;
    matchConstraints?: Matching;
    matchConditions?: { name: string; expression: string }[];
    variables?: { name: string; expression: string }[];
    validations?: Validation[];
    auditAnnotations?: { key: string; valueExpression: string }[];
    paramKind?: { apiVersion?: string; kind?: string };
    policyName?: string;
    /** Of a binding: what of the policy's requests it is about. */
    matchResources?: Matching;
    paramRef?: { name?: string; namespace?: string; selector?: LabelSelector; parameterNotFoundAction?: string };
    validationActions?: string[];
  };
  status?: object;
}

/** What a policy or webhook is about. */
export interface Matching {
  matchPolicy?: string;
  namespaceSelector?: LabelSelector;
  objectSelector?: LabelSelector;
  resourceRules?: Rule[];
  excludeResourceRules?: Rule[];
}

export interface Validation {
  expression: string;
  message?: string;
  messageExpression?: string;
  reason?: string;
}

export interface Rule {
  resourceNames?: string[];
  apiGroups?: string[];
  apiVersions?: string[];
  resources?: string[];
  operations?: string[];
  scope?: string;
}
