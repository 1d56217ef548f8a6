/** Users and groups as /etc/passwd and /etc/group have them. */
import type { FileSystem } from '../files/fileSystem';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

type Readable = Pick<FileSystem, 'read'>;

/** All lines of /etc/passwd; none where there is no such file. */
export function accounts(files: Readable): readonly Account[] {
  const text = files.read('/etc/passwd');
  return text.ok ? accountsIn(text.value) : [];
}

/** Each process that starts looks its user up, mostly in one and the same file: what was read last. */
let latest: { readonly text: string; readonly accounts: readonly Account[] } = { text: '', accounts: [] };

function accountsIn(text: string): readonly Account[] {
  if (latest.text !== text) latest = { text, accounts: parseAccounts(text) };
  return latest.accounts;
}

function parseAccounts(text: string): readonly Account[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid, , home, shell] = line.split(':');
    if (name === undefined || uid === undefined || !/^\d+$/.test(uid)) return [];
    return [{ name, uid: Number(uid), gid: Number(gid ?? 0), home: home ?? '/', shell: shell ?? '/bin/sh' }];
  });
}

/** The account with a name or a number. */
export function findAccount(files: Readable, user: string): Account | undefined {
  const all = accounts(files);
  return all.find((one) => one.name === user) ?? all.find((one) => String(one.uid) === user);
}

/** Lines of /etc/group: name, number, members. */
export function groups(files: Readable): readonly { name: string; gid: number; members: readonly string[] }[] {
  const text = files.read('/etc/group');
  if (!text.ok) return [];
  return text.value.split('\n').flatMap((line) => {
    const [name, , gid, members] = line.split(':');
    if (name === undefined || gid === undefined || !/^\d+$/.test(gid)) return [];
    return [{ name, gid: Number(gid), members: (members ?? '').split(',').filter((member) => member !== '') }];
  });
}

/** The group with a name or a number. */
export function findGroup(files: Readable, group: string): { readonly name: string; readonly gid: number } | undefined {
  const all = groups(files);
  return all.find((one) => one.name === group) ?? all.find((one) => String(one.gid) === group);
}

export interface Credentials {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where files say nothing: the users that this world's machines and images have. */
const KNOWN: Readonly<Record<string, number>> = {
  learner: 1000,
  nginx: 101,
  nobody: 65_534,
  nonroot: 65_532,
  redis: 999,
  root: 0,
  'www-data': 33,
};

/** Who a user is, given by name or number. One that no file knows has no name but its number, and group 0. */
export function credentialsOf(files: Readable, user: string): Credentials {
  const account = findAccount(files, user);
  if (account !== undefined) return { name: account.name, uid: account.uid, gid: account.gid };
  if (/^\d+$/.test(user)) return { name: user === '0' ? 'root' : user, uid: Number(user), gid: 0 };
  const uid = KNOWN[user] ?? 1000;
  return { name: user, uid, gid: uid };
}
