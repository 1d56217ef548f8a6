/** Requests for certificates: who asked is written down, `approval` decides, and signers need a right of their own. */

import { decodeTextBase64 } from '../../../base/base64';
import { equal } from '../../../base/equality';
import { formatTime } from '../../../base/time';
import { parseCertificateRequest } from '../../../kinds/certificates/certificateRequest';
import type { CertificateSigningRequest } from '../../../kinds/certificates/certificateSigningRequest';
import { validateDecisions } from '../../../kinds/certificates/validateSigningRequest';
import type { ClusterObject } from '../../../kinds/object';
import type { Status } from '../../../kinds/status';
import type { Call } from '../call';
import { applyFromBody } from '../managers/applying';
import type { ObjectStore } from '../objectStore';
import { isApply, patchedObject, patchOf } from '../patching';
import * as statusError from '../statusError';
import { updateFromBody } from '../updates';
import type { Resource } from './resource';

const GROUP = 'certificates.k8s.io';
const CLIENT_SIGNER = 'kubernetes.io/kube-apiserver-client';
const ADMINISTRATORS = 'system:masters';
const DECISIONS = ['Approved', 'Denied'];

type Condition = NonNullable<NonNullable<CertificateSigningRequest['status']>['conditions']>[number];

export const certificateSigningRequestResource: Resource = {
  name: `certificatesigningrequests.${GROUP}`,
  refusal(call, draft, old, store) {
    const request = draft as CertificateSigningRequest;
    if (old === undefined) {
      const { user, groups, uid, extra } = call.caller;
      request.spec = {
        ...request.spec,
        username: user,
        groups: [...groups],
        ...(uid === undefined ? {} : { uid }),
        ...(extra === undefined ? {} : { extra: extra as Record<string, string[]> }),
      };
      return withheldGroup(call, request);
    }
    const before = old as CertificateSigningRequest;
    const withheld = withheldRight(call, request, before, store);
    if (withheld !== undefined || call.resource.subresource !== 'status') return withheld;
    const errors = validateDecisions({ ...request, spec: before.spec }, before, false);
    return errors.length === 0 ? undefined : statusError.invalid(call.resource.kind, before.metadata.name, errors);
  },
  subresources: { approval: { handle: decide } },
};

/** Nobody becomes an administrator by a certificate that clients can ask for. */
function withheldGroup(call: Call, { metadata, spec }: CertificateSigningRequest): Status | undefined {
  if (spec.signerName !== CLIENT_SIGNER) return undefined;
  const parsed = parseCertificateRequest(decodeTextBase64(spec.request ?? '') ?? '');
  if (typeof parsed === 'string' || parsed.parts['Organization']?.includes(ADMINISTRATORS) !== true) return undefined;
  const why = `use of ${CLIENT_SIGNER} signer with ${ADMINISTRATORS} group is not allowed`;
  return statusError.forbidden(call.resource.kind, metadata.name, why);
}

/** Follows the admission plugins CertificateApproval and CertificateSigning. */
function withheldRight(
  call: Call,
  request: CertificateSigningRequest,
  old: CertificateSigningRequest,
  store: ObjectStore,
): Status | undefined {
  const { subresource } = call.resource;
  const signs =
    subresource === 'status' &&
    (request.status?.certificate !== old.status?.certificate || isFailed(request) !== isFailed(old));
  const verb = subresource === 'approval' ? 'approve' : signs ? 'sign' : undefined;
  if (verb === undefined) return undefined;
  const { signerName } = old.spec;
  const [domain = ''] = signerName.split('/');
  const allowed = [signerName, `${domain}/*`].some(
    (name) =>
      store.authorizer.authorize(call.caller, {
        verb,
        group: GROUP,
        resource: 'signers',
        name,
        namespace: '',
        subresource: '',
        path: '',
      }).allowed,
  );
  if (allowed) return undefined;
  const why = `user not permitted to ${verb} requests with signerName ${JSON.stringify(signerName)}`;
  return statusError.forbidden(call.resource.kind, old.metadata.name, why);
}

function isFailed({ status }: CertificateSigningRequest): boolean {
  return status?.conditions?.some(({ type }) => type === 'Failed') === true;
}

function decide(call: Call, store: ObjectStore) {
  if (call.resource.verb === 'get') return store.get(call);
  const options = {
    subresource: 'approval',
    withDefaults: false,
    prepare: keepAllButConditions(store.now),
    validate: (object: ClusterObject, old: ClusterObject) =>
      validateDecisions(object as CertificateSigningRequest, old as CertificateSigningRequest, true),
  };
  if (call.resource.verb === 'update') return updateFromBody(call, store, options);
  if (isApply(call)) return applyFromBody(call, store, options);
  const patch = patchOf(call);
  if (!patch.ok) return patch;
  return store.update(call, (existing) => patchedObject(call, patch.value, existing), options);
}

/** Only conditions change, and each is given its times. */
function keepAllButConditions(now: number): (draft: ClusterObject, old: ClusterObject) => void {
  return (draft, old) => {
    const request = draft as CertificateSigningRequest;
    const before = old as CertificateSigningRequest;
    const known = before.status?.conditions ?? [];
    const conditions = request.status?.conditions?.map((condition) => timed(condition, known, formatTime(now)));
    request.spec = before.spec;
    request.status = { ...before.status, ...(conditions === undefined ? {} : { conditions }) };
  };
}

function timed(condition: Condition, known: readonly Condition[], now: string): Condition {
  const same = known.find((one) => one.type === condition.type);
  const lastTransitionTime = same?.status === condition.status ? same.lastTransitionTime : now;
  const changed = same === undefined || !DECISIONS.includes(condition.type) || !equal(same, condition);
  return {
    ...condition,
    lastUpdateTime: condition.lastUpdateTime ?? (changed ? now : same.lastUpdateTime),
    lastTransitionTime: condition.lastTransitionTime ?? lastTransitionTime ?? now,
  } as Condition;
}
