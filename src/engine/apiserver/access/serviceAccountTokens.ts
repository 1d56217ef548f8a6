/** Who a token's service account is, while all that the token is bound to is there. */
import { decodeTextBase64 } from '../../../base/base64';
import { fail, ok, type Result } from '../../../base/result';
import {
  accountUser,
  type Claims,
  ISSUER,
  type LegacyClaims,
  verifiedClaims,
} from '../../../kinds/access/accountToken';
import { type Node, nodeKind } from '../../../kinds/node';
import { podKind } from '../../../kinds/pod';
import { secretKind } from '../../../kinds/secret';
import { serviceAccountKind } from '../../../kinds/serviceAccount';
import type { Identity } from '../../client/door';
import type { ObjectStore } from '../objectStore';

/** The service account behind a token; the error says what is wrong with it. `undefined`: it is none of ours. */
export function authenticateToken(
  token: string,
  audiences: readonly string[],
  store: ObjectStore,
): Result<{ readonly identity: Identity; readonly audiences: readonly string[] }, string> | undefined {
  const claims = verifiedClaims(token);
  if (claims === undefined) return undefined;
  if (!('kubernetes.io' in claims)) return authenticateLegacy(claims, token, store);
  const common = (claims.aud ?? []).filter((one) => audiences.includes(one));
  if (common.length === 0) {
    return fail(
      `invalid bearer token, token audiences ${goList(claims.aud ?? [])} is invalid for the target audiences ${goList(audiences)}`,
    );
  }
  const now = store.clock.now / 1000;
  if ((claims.exp ?? 0) <= now) return fail('invalid bearer token, service account token has expired');
  const problem = boundProblem(claims, store);
  if (problem !== undefined) return fail(`invalid bearer token, ${problem}`);
  const { namespace, serviceaccount: account, pod, node } = claims['kubernetes.io'];
  const extra = {
    'authentication.kubernetes.io/credential-id': [`JTI=${claims.jti ?? ''}`],
    ...(node === undefined
      ? {}
      : { 'authentication.kubernetes.io/node-name': [node.name], 'authentication.kubernetes.io/node-uid': [node.uid] }),
    ...(pod === undefined
      ? {}
      : { 'authentication.kubernetes.io/pod-name': [pod.name], 'authentication.kubernetes.io/pod-uid': [pod.uid] }),
  };
  return ok({ identity: accountIdentity(namespace, account.name, account.uid, extra), audiences: common });
}

function authenticateLegacy(
  claims: LegacyClaims,
  token: string,
  store: ObjectStore,
): Result<{ readonly identity: Identity; readonly audiences: readonly string[] }, string> {
  const namespace = claims['kubernetes.io/serviceaccount/namespace'];
  const account = claims['kubernetes.io/serviceaccount/service-account.name'];
  const uid = claims['kubernetes.io/serviceaccount/service-account.uid'];
  const secret = store.find(secretKind, namespace, claims['kubernetes.io/serviceaccount/secret.name']) as
    | { data?: { token?: string } }
    | undefined;
  const found = store.find(serviceAccountKind, namespace, account);
  if (decodeTextBase64(secret?.data?.token ?? '') !== token || found?.metadata.uid !== uid) {
    return fail('invalid bearer token, service account token has been invalidated');
  }
  return ok({ identity: accountIdentity(namespace, account, uid, {}), audiences: [ISSUER] });
}

/** What a token is bound to must still be there. */
function boundProblem(claims: Claims, store: ObjectStore): string | undefined {
  const { namespace, serviceaccount: account, pod, secret, node } = claims['kubernetes.io'];
  const found = store.find(serviceAccountKind, namespace, account.name);
  if (found === undefined) return `serviceaccounts ${JSON.stringify(account.name)} not found`;
  const { uid = '' } = found.metadata;
  if (uid !== account.uid) return `service account UID (${uid}) does not match claim (${account.uid})`;
  for (const [kind, bound] of [
    [podKind, pod],
    [secretKind, secret],
  ] as const) {
    if (bound === undefined) continue;
    const object = store.find(kind, namespace, bound.name);
    if (object === undefined) return 'service account token has been invalidated';
    if (object.metadata.uid !== bound.uid) {
      const what = kind === podKind ? 'pod' : 'secret';
      return `${what} UID (${object.metadata.uid}) does not match service account ${what} ref claim (${bound.uid})`;
    }
  }
  if (node !== undefined && pod === undefined) {
    const object = store.find(nodeKind, '', node.name) as Node | undefined;
    if (object?.metadata.uid !== node.uid) return 'service account token has been invalidated';
  }
  return undefined;
}

/** A service account as a user, with the groups of all service accounts. */
function accountIdentity(
  namespace: string,
  name: string,
  uid: string,
  extra: NonNullable<Identity['extra']>,
): Identity {
  return {
    user: accountUser(namespace, name),
    groups: [...accountGroups(namespace), 'system:authenticated'],
    uid,
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

export function accountGroups(namespace: string): readonly string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}

/** Namespace and name of a user that is a service account. */
export function accountOf(user: string): { readonly namespace: string; readonly name: string } | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

function goList(list: readonly string[]): string {
  return `[${list.map((one) => JSON.stringify(one)).join(' ')}]`;
}
