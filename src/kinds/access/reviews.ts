/**
 * Questions to the API server about who may do what, and who somebody is. They are asked by creating them: the answer
 * comes in the status, and nothing is kept.
 */
import type * as authentication from 'kubernetes-types/authentication/v1';
import type * as authorization from 'kubernetes-types/authorization/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind, type Kind } from '../kind';
import type { ClusterObject } from '../object';

export interface TokenReview extends ClusterObject {
  spec: authentication.TokenReviewSpec;
  status?: authentication.TokenReviewStatus;
}

/** SelfSubjectAccessReview has no subject in its spec, the other two have one. */
export interface AccessReview extends ClusterObject {
  spec: authorization.SubjectAccessReviewSpec;
  status?: authorization.SubjectAccessReviewStatus;
}

export interface RulesReview extends ClusterObject {
  spec: authorization.SelfSubjectRulesReviewSpec;
  status?: authorization.SubjectRulesReviewStatus;
}

export const selfSubjectReviewKind = reviewKind({ schema: 'io.k8s.api.authentication.v1.SelfSubjectReview' });
export const tokenReviewKind = reviewKind({ schema: 'io.k8s.api.authentication.v1.TokenReview' });
export const localSubjectAccessReviewKind = reviewKind({
  schema: 'io.k8s.api.authorization.v1.LocalSubjectAccessReview',
  namespaced: true,
});
export const selfSubjectAccessReviewKind = reviewKind({
  schema: 'io.k8s.api.authorization.v1.SelfSubjectAccessReview',
});
export const selfSubjectRulesReviewKind = reviewKind({
  schema: 'io.k8s.api.authorization.v1.SelfSubjectRulesReview',
});
export const subjectAccessReviewKind = reviewKind({ schema: 'io.k8s.api.authorization.v1.SubjectAccessReview' });

/** Group and kind follow from the schema's name. */
function reviewKind({ schema, namespaced = false }: { schema: string; namespaced?: boolean }): Kind {
  const [, , , group, , kind = ''] = schema.split('.');
  return defineKind<ClusterObject>({
    group: `${group}.k8s.io`,
    version: 'v1',
    kind,
    plural: `${kind.toLowerCase()}s`,
    namespaced,
    schema,
    verbs: ['create'],
    columns: [nameColumn, ageColumn],
  });
}
