/** Service accounts: `token` makes a token for one. */
import type { TokenRequest } from 'kubernetes-types/authentication/v1';
import { fail, ok, type Result } from '../../../base/result';
import { formatTime } from '../../../base/time';
import { ISSUER, issueToken, type TokenWish } from '../../../kinds/access/accountToken';
import { type FieldError, invalid } from '../../../kinds/fieldError';
import { nodeKind } from '../../../kinds/node';
import { type Pod, podKind } from '../../../kinds/pod';
import { secretKind } from '../../../kinds/secret';
import { serviceAccountKind } from '../../../kinds/serviceAccount';
import type { Status } from '../../../kinds/status';
import { readBody } from '../body';
import type { Call } from '../call';
import type { ObjectStore } from '../objectStore';
import * as statusError from '../statusError';
import type { Resource } from './resource';

const HOUR = 3600;
const YEAR = 365 * 24 * HOUR;
/** What the volume of every pod asks for; such tokens hold for a year, for the sake of old programs. */
const MOUNTED = 3607;

export const serviceAccountResource: Resource = {
  name: 'serviceaccounts',
  returnsDeleted: true,
  subresources: { token: { handle: requestToken } },
};

function requestToken(call: Call, store: ObjectStore): Result<unknown, Status> {
  const body = readBody(call.request);
  if (!body.ok) return body;
  const { namespace, name } = call.resource;
  const asked = (body.value ?? {}) as TokenRequest;
  const given = asked.metadata?.name ?? '';
  if (given !== '' && given !== name) {
    return fail(
      statusError.badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`),
    );
  }
  const account = store.find(serviceAccountKind, namespace, name);
  if (account === undefined) return fail(statusError.notFound(serviceAccountKind, name));
  const expirationSeconds = asked.spec?.expirationSeconds ?? HOUR;
  const errors = expirationErrors(expirationSeconds);
  if (errors.length > 0) {
    return fail(statusError.invalid({ group: 'authentication.k8s.io', kind: 'TokenRequest' }, given, errors));
  }
  const bound = boundTo(call, asked, store);
  if (!bound.ok) return bound;
  const audiences = asked.spec?.audiences?.length ? asked.spec.audiences : [ISSUER];
  const mounted = expirationSeconds === MOUNTED && bound.value.pod !== undefined && audiences.includes(ISSUER);
  const wish: TokenWish = {
    namespace,
    account: { name, uid: account.metadata.uid ?? '' },
    ...bound.value,
    audiences,
    expirationSeconds: mounted ? YEAR : expirationSeconds,
    ...(mounted ? { warnAfter: MOUNTED } : {}),
  };
  const { now } = store.clock;
  return ok({
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, creationTimestamp: formatTime(now) },
    spec: { audiences, expirationSeconds, boundObjectRef: asked.spec?.boundObjectRef ?? null },
    status: { token: issueToken(wish, now), expirationTimestamp: formatTime(now + expirationSeconds * 1000) },
  });
}

function expirationErrors(seconds: number): FieldError[] {
  const field = 'spec.expirationSeconds';
  if (seconds < 600) return [invalid(field, seconds, 'may not specify a duration less than 10 minutes')];
  if (seconds > 2 ** 32) return [invalid(field, seconds, 'may not specify a duration larger than 2^32 seconds')];
  return [];
}

/** The object whose end is the token's end too. */
function boundTo(
  call: Call,
  { spec }: TokenRequest,
  store: ObjectStore,
): Result<Pick<TokenWish, 'pod' | 'node' | 'secret'>, Status> {
  const reference = spec?.boundObjectRef;
  if (reference === undefined || reference === null) return ok({});
  const { kind = '', apiVersion = '', name = '', uid = '' } = reference;
  const { namespace } = call.resource;
  const kinds = { Pod: podKind, Secret: secretKind, Node: nodeKind };
  const of = apiVersion === 'v1' ? kinds[kind as keyof typeof kinds] : undefined;
  if (of === undefined) {
    return fail(statusError.badRequest(`cannot bind token to object of type ${apiVersion}, Kind=${kind}`));
  }
  const object = store.find(of, of.namespaced ? namespace : '', name);
  if (object === undefined) return fail(statusError.notFound(of, name));
  const actual = object.metadata.uid ?? '';
  if (uid !== '' && uid !== actual) {
    const why = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
    return fail(statusError.conflict({ group: '', plural: kind }, name, why));
  }
  const found = { name, uid: actual };
  if (of === secretKind) return ok({ secret: found });
  if (of === nodeKind) return ok({ node: found });
  const { serviceAccountName = '', nodeName = '' } = (object as Pod).spec;
  if (serviceAccountName !== call.resource.name) {
    const names = `${JSON.stringify(call.resource.name)} to pod running with different serviceaccount name.`;
    return fail(statusError.badRequest(`cannot bind token for serviceaccount ${names}`));
  }
  const node = store.find(nodeKind, '', nodeName);
  return ok({ pod: found, ...(node === undefined ? {} : { node: { name: nodeName, uid: node.metadata.uid ?? '' } }) });
}
