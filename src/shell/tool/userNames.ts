/** Names of users and groups, as /etc/passwd and /etc/group have them for whoever looks. */
import type { FileStat } from '../../engine/files/fileSystem';
import { accounts, findAccount, findGroup, groups } from '../../engine/processes/accounts';
import type { Process } from '../../engine/processes/process';

/** Looks names up in the files of a process, each table once. */
export class UserNames {
  readonly #process: Process;
  #users: ReadonlyMap<number, string> | undefined;
  #groups: ReadonlyMap<number, string> | undefined;

  constructor(process: Process) {
    this.#process = process;
  }

  /** A name, or the number where there is none. */
  user(uid: number): string {
    this.#users ??= new Map(
      accounts(this.#process.files)
        .map((one) => [one.uid, one.name] as const)
        .reverse(),
    );
    return this.#users.get(uid) ?? String(uid);
  }

  group(gid: number): string {
    this.#groups ??= new Map(
      groups(this.#process.files)
        .map((one) => [one.gid, one.name] as const)
        .reverse(),
    );
    return this.#groups.get(gid) ?? String(gid);
  }

  /** Numbers of a file's owner and group, as they are in the looker's user namespace. */
  ownersOf(stat: Pick<FileStat, 'owner' | 'group'>): { readonly uid: number; readonly gid: number } {
    const { user } = this.#process.namespaces;
    const account = numberOf(stat.owner) === undefined ? findAccount(this.#process.files, stat.owner) : undefined;
    const uid = numberOf(stat.owner) ?? account?.uid;
    const own = account?.gid ?? uid;
    const gid =
      stat.group === undefined ? own : (numberOf(stat.group) ?? findGroup(this.#process.files, stat.group)?.gid);
    return {
      uid: uid === undefined ? 65_534 : user.userInside(uid),
      gid: gid === undefined ? 65_534 : user.groupInside(gid),
    };
  }

  /** Names for both; a name that no file knows stays as it is. */
  namesOf(stat: Pick<FileStat, 'owner' | 'group'>): { readonly owner: string; readonly group: string } {
    const { uid, gid } = this.ownersOf(stat);
    const unknown = uid === 65_534 && numberOf(stat.owner) === undefined;
    const owner = unknown && findAccount(this.#process.files, stat.owner) === undefined ? stat.owner : this.user(uid);
    return { owner, group: unknown ? (stat.group ?? owner) : this.group(gid) };
  }
}

function numberOf(text: string): number | undefined {
  if (text === 'root') return 0;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
