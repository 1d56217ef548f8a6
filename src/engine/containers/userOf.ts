/** Whom a container's command runs as: `node`, `1000`, `node:staff`, `1000:1000`, looked up in the container's files. */
import { fail, ok, type Result } from '../../base/result';
import type { FileSystem } from '../files/fileSystem';
import { accounts, groups } from '../processes/accounts';

export interface ContainerUser {
  readonly uid: number;
  readonly gid: number;
  /** What HOME is, unless the environment says otherwise. */
  readonly home: string;
}

const HIGHEST = 2 ** 31 - 1;
const OUT_OF_RANGE = `uids and gids must be in range 0-${HIGHEST}`;

/** Nothing is root. Numbers need no account; a name that has none is refused with runc's words. */
export function userOf(files: Pick<FileSystem, 'read'>, text: string): Result<ContainerUser, string> {
  const [user = '', group = ''] = text.split(':');
  const account = accounts(files).find((one) => one.name === user || String(one.uid) === (user === '' ? '0' : user));
  if (account === undefined && !/^-?\d*$/.test(user)) {
    return fail(`unable to find user ${user}: no matching entries in passwd file`);
  }
  if (account === undefined && !isId(user)) return fail(OUT_OF_RANGE);
  const uid = account?.uid ?? Number(user);
  const home = account?.home ?? '/';
  if (group === '') return ok({ uid, gid: account?.gid ?? 0, home });
  const found = groups(files).find((one) => one.name === group || String(one.gid) === group);
  if (found === undefined && !/^-?\d+$/.test(group)) {
    return fail(`unable to find group ${group}: no matching entries in group file`);
  }
  if (found === undefined && !isId(group)) return fail(OUT_OF_RANGE);
  return ok({ uid, gid: found?.gid ?? Number(group), home });
}

function isId(text: string): boolean {
  return Number(text) >= 0 && Number(text) <= HIGHEST;
}
