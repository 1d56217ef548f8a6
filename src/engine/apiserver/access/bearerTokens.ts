import { ok, type Result } from '../../../base/result';
import type { Identity } from '../../client/door';
import type { ObjectStore } from '../objectStore';
import { authenticateToken } from './serviceAccountTokens';

/** Who comes with a bearer token: one of those that were known beforehand, good for any audience, or a service account. */
export function authenticateBearer(
  token: string,
  audiences: readonly string[],
  store: ObjectStore,
): Result<{ readonly identity: Identity; readonly audiences: readonly string[] }, string> | undefined {
  const known = store.tokens.get(token);
  if (known === undefined) return authenticateToken(token, audiences, store);
  return ok({ identity: { ...known, groups: [...known.groups, 'system:authenticated'] }, audiences });
}
