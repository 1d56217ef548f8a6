/** Whom what a build makes belongs to: what --chown and USER name, by the stage's own /etc/passwd and /etc/group. */
import { fail, ok, type Result } from '../../../base/result';
import { findAccount, findGroup } from '../../processes/accounts';
import type { SourceTree } from './sourceTree';

/** As files have it: numbers as text, `root` for 0; without a group it has the owner's number. */
export interface Owner {
  readonly owner: string;
  readonly group?: string;
}

const FAILED = 'unable to convert uid/gid chown string to host mapping';

/**
 * Reads `user`, `user:group` or numbers of them; '' is root. A number alone is the group's too. Names that aren't there
 * are an error for the classic builder; BuildKit takes root for them.
 */
export function ownerOf(tree: SourceTree, asked: string, options: { readonly strict: boolean }): Result<Owner, string> {
  const [user = '', group] = asked.split(':');
  if (user === '') return ok({ owner: 'root' });
  const account = findAccount(tree, user);
  const isNumber = /^\d+$/.test(user);
  if (account === undefined && !isNumber && options.strict) {
    return fail(`${FAILED}: can't find uid for user ${user}: no such user: ${user}`);
  }
  const uid = isNumber ? Number(user) : (account?.uid ?? 0);
  if (group === undefined) return ok(owner(uid, isNumber ? uid : (account?.gid ?? 0)));
  if (/^\d+$/.test(group)) return ok(owner(uid, Number(group)));
  const gid = findGroup(tree, group)?.gid;
  if (gid === undefined && options.strict)
    return fail(`${FAILED}: can't find gid for group ${group}: no such group: ${group}`);
  return ok(owner(uid, gid ?? 0));
}

function owner(uid: number, gid: number): Owner {
  const text = (id: number) => (id === 0 ? 'root' : String(id));
  return uid === gid ? { owner: text(uid) } : { owner: text(uid), group: text(gid) };
}
