/** The reviews: whether somebody may do something, what one may do, who one is, whose a token is. */
import type { UserInfo } from 'kubernetes-types/authentication/v1';
import { fail, ok, type Result } from '../../../base/result';
import { formatTime } from '../../../base/time';
import { ISSUER } from '../../../kinds/access/accountToken';
import type { PolicyRule } from '../../../kinds/access/policyRules';
import type { AccessReview, RulesReview, TokenReview } from '../../../kinds/access/reviews';
import { type FieldError, invalid } from '../../../kinds/fieldError';
import type { ClusterObject } from '../../../kinds/object';
import type { Status } from '../../../kinds/status';
import type { Identity } from '../../client/door';
import type { AccessAttributes } from '../access/attributes';
import { authenticateBearer } from '../access/bearerTokens';
import type { Call } from '../call';
import { decodeObject } from '../decoding';
import type { ObjectStore } from '../objectStore';
import * as statusError from '../statusError';
import type { Resource } from './resource';

export const reviewResources: readonly Resource[] = [
  { name: 'selfsubjectreviews.authentication.k8s.io', create: review(whoAmI) },
  { name: 'tokenreviews.authentication.k8s.io', create: review(reviewToken) },
  { name: 'localsubjectaccessreviews.authorization.k8s.io', create: review(reviewAccess) },
  { name: 'selfsubjectaccessreviews.authorization.k8s.io', create: review(reviewAccess) },
  { name: 'selfsubjectrulesreviews.authorization.k8s.io', create: review(reviewRules) },
  { name: 'subjectaccessreviews.authorization.k8s.io', create: review(reviewAccess) },
];

type Answer = (call: Call, draft: ClusterObject, store: ObjectStore) => Result<object, Status>;

/** Nothing is stored: the draft goes back with its status. */
function review(answer: Answer): NonNullable<Resource['create']> {
  return (call, store) => {
    const draft = decodeObject(call);
    if (!draft.ok) return draft;
    const { kind, apiVersion, metadata, ...rest } = draft.value as ClusterObject & { status?: unknown };
    const answered = answer(call, draft.value, store);
    if (!answered.ok) return answered;
    return ok({ kind, apiVersion, metadata: { ...metadata, creationTimestamp: null }, ...rest, ...answered.value });
  };
}

function whoAmI(call: Call, draft: ClusterObject, store: ObjectStore): Result<object, Status> {
  const metadata = { ...draft.metadata, creationTimestamp: formatTime(store.clock.now) };
  return ok({ metadata, status: { userInfo: userInfoOf(call.caller) } });
}

function userInfoOf({ user, uid, groups, extra }: Identity): UserInfo {
  return {
    username: user,
    ...(uid === undefined ? {} : { uid }),
    groups: [...groups],
    ...(extra === undefined
      ? {}
      : { extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, [...values]])) }),
  };
}

function reviewToken(_call: Call, draft: ClusterObject, store: ObjectStore): Result<object, Status> {
  const { spec } = draft as TokenReview;
  if (!spec?.token) return fail(statusError.badRequest('token is required for TokenReview in authentication'));
  const audiences = spec.audiences ?? [];
  const found = authenticateBearer(spec.token, audiences.length === 0 ? [ISSUER] : audiences, store);
  if (found === undefined) return ok({ status: { user: {}, error: 'invalid bearer token' } });
  if (!found.ok) return ok({ status: { user: {}, error: found.error } });
  const user = userInfoOf(found.value.identity);
  return ok({ status: { authenticated: true, user, audiences: found.value.audiences } });
}

/** One's own access, or that of the user and groups in the spec. */
function reviewAccess(call: Call, draft: ClusterObject, store: ObjectStore): Result<object, Status> {
  const { spec } = draft as AccessReview;
  const { kind, namespace } = call.resource;
  const own = kind.kind === 'SelfSubjectAccessReview';
  const errors = accessErrors(spec ?? {}, own, kind.namespaced ? namespace : undefined);
  if (errors.length > 0) return fail(statusError.invalid(kind, draft.metadata.name ?? '', errors));
  const user: Identity = own ? call.caller : { user: spec.user ?? '', groups: spec.groups ?? [] };
  const { allowed, reason } = store.authorizer.authorize(user, wantedOf(spec));
  return ok({ status: { allowed, ...(reason === '' ? {} : { reason }) } });
}

function wantedOf({ resourceAttributes: of, nonResourceAttributes: path }: AccessReview['spec']): AccessAttributes {
  return {
    verb: of?.verb ?? path?.verb ?? '',
    group: of?.group ?? '',
    resource: of?.resource ?? '',
    subresource: of?.subresource ?? '',
    namespace: of?.namespace ?? '',
    name: of?.name ?? '',
    path: path?.path ?? '',
  };
}

function accessErrors(spec: AccessReview['spec'], own: boolean, namespace: string | undefined): FieldError[] {
  const { resourceAttributes: of, nonResourceAttributes: path, user = '', groups = [] } = spec;
  const errors: FieldError[] = [];
  if (of !== undefined && path !== undefined) {
    errors.push(
      invalid('spec.nonResourceAttributes', path, 'cannot be specified in combination with resourceAttributes'),
    );
  }
  if (of === undefined && path === undefined) {
    const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.push(invalid('spec.resourceAttributes', undefined, why));
  }
  if (!own && user === '' && groups.length === 0) {
    errors.push(invalid('spec.user', user, 'at least one of user or group must be specified'));
  }
  if (namespace === undefined) return errors;
  if (path !== undefined) {
    errors.push(invalid('spec.nonResourceAttributes', path, 'disallowed on this kind of request'));
  } else if (of !== undefined && of.namespace !== namespace) {
    errors.push(invalid('spec.resourceAttributes.namespace', of.namespace ?? '', 'must match metadata.namespace'));
  }
  return errors;
}

function reviewRules(call: Call, draft: ClusterObject, store: ObjectStore): Result<object, Status> {
  const namespace = (draft as RulesReview).spec?.namespace ?? '';
  if (namespace === '') return fail(statusError.badRequest('no namespace on request'));
  const { rules, error } = store.authorizer.rulesFor(call.caller, namespace);
  const resourceRules: PolicyRule[] = [];
  const nonResourceRules: object[] = [];
  for (const { verbs, apiGroups, resources, resourceNames, nonResourceURLs = [] } of rules) {
    if ((resources ?? []).length > 0) {
      resourceRules.push({
        verbs,
        ...(apiGroups === undefined ? {} : { apiGroups }),
        ...(resources === undefined ? {} : { resources }),
        ...(resourceNames === undefined ? {} : { resourceNames }),
      });
    }
    if (nonResourceURLs.length > 0) nonResourceRules.push({ verbs, nonResourceURLs });
  }
  const incomplete = error !== '';
  const problem = incomplete ? { evaluationError: error } : {};
  return ok({ spec: {}, status: { resourceRules, nonResourceRules, incomplete, ...problem } });
}
