/** Who asks: the connection's own identity, a bearer token, and whom the asker wants to be taken for. */
import { fail, ok, type Result } from '../../../base/result';
import { ISSUER } from '../../../kinds/access/accountToken';
import type { Status } from '../../../kinds/status';
import { ANONYMOUS, type ApiRequest, type Caller, type Identity } from '../../client/door';
import type { ObjectStore } from '../objectStore';
import * as statusError from '../statusError';
import type { AccessAttributes } from './attributes';
import type { Authorizer } from './authorizer';
import { authenticateBearer } from './bearerTokens';
import { accountGroups, accountOf } from './serviceAccountTokens';

const AUTHENTICATED = 'system:authenticated';
const EXTRA = 'impersonate-extra-';

/** The caller with the identity that the request is judged by. */
export function authenticate(request: ApiRequest, caller: Caller, store: ObjectStore): Result<Caller, Status> {
  const { headers } = request;
  // Where everybody may do everything, nobody may be unknown (`--anonymous-auth` is then off).
  const unknown = caller.user === ANONYMOUS.user && store.authorizer.isSuperuser(ANONYMOUS);
  if (unknown && headers?.['authorization'] === undefined) return fail(statusError.unauthorized());
  if (headers === undefined) return ok(caller);
  const authorization = headers['authorization'];
  let known: Caller = caller;
  if (authorization !== undefined) {
    const token = /^bearer (.*)$/i.exec(authorization)?.[1]?.trim() ?? '';
    const found = token === '' ? undefined : authenticateBearer(token, [ISSUER], store);
    if (found === undefined || !found.ok) return fail(statusError.unauthorized());
    known = { ...found.value.identity, actor: caller.actor };
  }
  return impersonate(headers, known, store.authorizer);
}

/** Follows the impersonation filter: every part of the identity must be allowed by itself. */
function impersonate(
  headers: Readonly<Record<string, string>>,
  caller: Caller,
  authorizer: Authorizer,
): Result<Caller, Status> {
  const user = headers['impersonate-user'] ?? '';
  const groups = (headers['impersonate-group'] ?? '').split(', ').filter((group) => group !== '');
  const uid = headers['impersonate-uid'] ?? '';
  const extra = extraOf(headers);
  if (user === '') {
    if (groups.length === 0 && uid === '' && Object.keys(extra).length === 0) return ok(caller);
    return fail(statusError.internalError('requested groups, uid or extra without impersonating a user'));
  }
  const account = accountOf(user);
  const wishes = [
    account === undefined ? wish('users', user) : wish('serviceaccounts', account.name, account.namespace),
    ...groups.map((group) => wish('groups', group)),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map((value) => ({ ...wish('userextras', value, '', 'authentication.k8s.io'), subresource: key })),
    ),
    ...(uid === '' ? [] : [wish('uids', uid, '', 'authentication.k8s.io')]),
  ];
  for (const wanted of wishes) {
    const refused = authorizer.refusal(caller, wanted);
    if (refused !== undefined) return fail(refused);
  }
  return ok({
    user,
    groups: impersonatedGroups(user, groups),
    actor: caller.actor,
    ...(uid === '' ? {} : { uid }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  });
}

function wish(resource: string, name: string, namespace = '', group = ''): AccessAttributes {
  return { verb: 'impersonate', resource, name, namespace, group, subresource: '', path: '' };
}

function impersonatedGroups(user: string, asked: readonly string[]): readonly string[] {
  const account = accountOf(user);
  const groups = asked.length === 0 && account !== undefined ? accountGroups(account.namespace) : asked;
  const everybody = user === ANONYMOUS.user ? ANONYMOUS.groups[0] : AUTHENTICATED;
  return everybody === undefined || groups.includes(everybody) ? groups : [...groups, everybody];
}

function extraOf(headers: Readonly<Record<string, string>>): NonNullable<Identity['extra']> {
  const found: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(EXTRA)) found[decodeURIComponent(name.slice(EXTRA.length))] = value.split(', ');
  }
  return found;
}
