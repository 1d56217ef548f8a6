import type { MutatingWebhook } from 'kubernetes-types/admissionregistration/v1';
import type { ClusterObject } from '../object';

/** Webhooks' configurations, admission policies and their bindings, as far as anybody reads them. */
export interface AdmissionObject extends ClusterObject {
  webhooks?: MutatingWebhook[];
  spec?: {
    failurePolicy?: string;
    matchConstraints?: Matching;
    validations?: { expression: string; message?: string; messageExpression?: string; reason?: string }[];
    auditAnnotations?: { key: string; valueExpression: string }[];
    paramKind?: { apiVersion?: string; kind?: string };
    policyName?: string;
    paramRef?: { name?: string; selector?: object; parameterNotFoundAction?: string };
    validationActions?: string[];
  };
  status?: object;
}

/** What a policy or webhook is about. */
export interface Matching {
  matchPolicy?: string;
  namespaceSelector?: object;
  objectSelector?: object;
  resourceRules?: Rule[];
  excludeResourceRules?: Rule[];
}

export interface Rule {
  apiGroups?: string[];
  apiVersions?: string[];
  resources?: string[];
  operations?: string[];
  scope?: string;
}
