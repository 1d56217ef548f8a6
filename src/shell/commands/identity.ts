import { findAccount, groups } from '../../engine/processes/accounts';
import type { Process } from '../../engine/processes/process';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import { UserNames } from '../tool/userNames';

interface Identity {
  readonly uid: number;
  readonly gid: number;
  /** Its own group first. */
  readonly groups: readonly number[];
}

/** The process's own, or a user's of /etc/passwd; undefined when there is none. */
function identityOf(process: Process, user: string | undefined): Identity | undefined {
  const account = findAccount(process.files, user ?? String(process.uid));
  if (user !== undefined && account === undefined) return undefined;
  const uid = user === undefined ? process.uid : (account?.uid ?? 0);
  const gid = user === undefined ? process.gid : (account?.gid ?? 0);
  const name = account?.name;
  const more = name === undefined ? [] : groups(process.files).filter((group) => group.members.includes(name));
  return { uid, gid, groups: [...new Set([gid, ...more.map((group) => group.gid)])] };
}

export const whoami = defineTool({
  name: 'whoami',
  summary: 'print the user name',
  usage: '',
  run(tool) {
    const { uid } = tool.process;
    const account = findAccount(tool.process.files, String(uid));
    if (account === undefined)
      return tool.fail(tool.busybox ? `unknown uid ${uid}` : `cannot find name for user ID ${uid}`);
    tool.process.stdout.write(`${account.name}\n`);
    return 0;
  },
});

export const id = defineTool({
  name: 'id',
  summary: 'print user and group IDs',
  usage: '[OPTION]... [USER]',
  options: 'u|user g|group n|name G|groups r|real z|zero',
  run(tool) {
    const [user] = tool.operands;
    const identity = identityOf(tool.process, user);
    if (identity === undefined)
      return tool.fail(tool.busybox ? `unknown user ${user}` : `${tool.quoted(user ?? '')}: no such user`);
    return show(tool, identity);
  },
});

function show(tool: Tool, { uid, gid, groups: all }: Identity): number {
  const names = new UserNames(tool.process);
  const write = (text: string) => tool.process.stdout.write(`${text}\n`);
  const userText = (number: number) => (tool.has('n') ? names.user(number) : String(number));
  const groupText = (number: number) => (tool.has('n') ? names.group(number) : String(number));
  if (tool.has('u')) write(userText(uid));
  else if (tool.has('g')) write(groupText(gid));
  else if (tool.has('G')) write(all.map(groupText).join(' '));
  else {
    const named = (number: number, name: string) => (name === String(number) ? name : `${number}(${name})`);
    const list = all.map((number) => named(number, names.group(number))).join(',');
    write(`uid=${named(uid, names.user(uid))} gid=${named(gid, names.group(gid))} groups=${list}`);
    return 0;
  }
  const nameless = tool.has('n') && tool.has('u') && names.user(uid) === String(uid);
  return nameless ? tool.fail(`cannot find name for user ID ${uid}`) : 0;
}

/** `groups`: names of the groups that somebody is in. */
export const groupsCommand = defineTool({
  name: 'groups',
  summary: 'print the groups a user is in',
  usage: '[OPTION]... [USERNAME]...',
  run(tool) {
    const [user] = tool.operands;
    const identity = identityOf(tool.process, user);
    if (identity === undefined) return tool.fail(`${tool.quoted(user ?? '')}: no such user`);
    const names = new UserNames(tool.process);
    const text = identity.groups.map((gid) => names.group(gid)).join(' ');
    tool.process.stdout.write(`${user === undefined ? '' : `${user} : `}${text}\n`);
    return 0;
  },
});
