import { type Account, findAccount, groups } from '../../engine/processes/accounts';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import { becomeProgram, describeProgramError } from '../programs';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import { inChild } from '../tool/utilLinux';

const SECURE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `sudo`: runs a program as root (or as another user). Members of the group sudo need no password. */
export const sudo = defineTool({
  name: 'sudo',
  summary: 'execute a command as another user',
  usage: '[-u user] [-E] [-i | -s] [VAR=value] [command [arg ...]]',
  options:
    'u|user= g|group= E|preserve-env? H|set-home i|login s|shell n|non-interactive k|reset-timestamp v|validate l|list S|stdin b|background A|askpass p|prompt=',
  inOrder: true,
  *run(tool) {
    const { process } = tool;
    const own = findAccount(process.files, String(process.uid));
    if (process.uid !== 0 && !mayBecomeRoot(process, own?.name)) {
      tool.process.stderr.write(`${own?.name ?? process.uid} is not in the sudoers file.\n`);
      return 1;
    }
    if (process.noNewPrivileges && process.uid !== 0) {
      return tool.fail('The "no new privileges" flag is set, which prevents sudo from running as root.');
    }
    if (tool.has('k') || tool.has('v')) return 0;
    if (tool.has('b')) return tool.fail('-b is not simulated here');
    const name = tool.value('u') ?? 'root';
    const account = findAccount(process.files, name.replace(/^#/, ''));
    if (account === undefined) return tool.fail(`unknown user ${name}`);
    if (tool.has('l')) {
      yield* tool.print(
        `User ${own?.name ?? 'root'} may run the following commands on ${process.hostname}:\n    (ALL : ALL) NOPASSWD: ALL\n`,
      );
      return 0;
    }
    const { env, command } = commandOf(tool, account, own?.name ?? String(process.uid));
    if (command.length === 0) {
      process.stderr.write(
        'usage: sudo -h | -K | -k | -V\nusage: sudo [-u user] [-E] [-i | -s] [VAR=value] [command [arg ...]]\n',
      );
      return 1;
    }
    const rest = function* (child: Process): Routine<number> {
      child.setUser(account.uid, account.gid);
      child.env.clear();
      for (const [variable, value] of env) child.env.set(variable, value);
      if (tool.has('i')) child.workingDirectory = account.home;
      const ended = yield* becomeProgram(child, command);
      if (ended.ok) return ended.value;
      const words = describeProgramError(ended.error);
      child.stderr.write(
        `sudo: ${command[0]}: ${words === 'No such file or directory' && !command[0]?.includes('/') ? 'command not found' : words}\n`,
      );
      return 1;
    };
    return yield* inChild(tool, rest, { relays: true });
  },
});

/** As /etc/sudoers says: whoever is in the group sudo. */
function mayBecomeRoot(process: Process, name: string | undefined): boolean {
  const members = groups(process.files).find((group) => group.name === 'sudo')?.members ?? [];
  return name !== undefined && members.includes(name);
}

function commandOf(
  tool: Tool,
  account: Account,
  caller: string,
): { readonly env: ReadonlyMap<string, string>; readonly command: readonly string[] } {
  const { process } = tool;
  const env = new Map(tool.has('E') ? process.env : []);
  for (const name of ['TERM', 'LANG', 'DISPLAY', 'COLORTERM']) {
    const value = process.env.get(name);
    if (value !== undefined) env.set(name, value);
  }
  if (!tool.has('E') || tool.has('i')) env.set('HOME', account.home);
  env.set('PATH', SECURE_PATH);
  env.set('USER', account.name);
  env.set('LOGNAME', account.name);
  env.set('SHELL', account.shell);
  env.set('SUDO_USER', caller);
  env.set('SUDO_UID', String(process.uid));
  env.set('SUDO_GID', String(process.gid));
  let at = 0;
  for (; /^[A-Za-z_]\w*=/.test(tool.operands[at] ?? ''); at++) {
    const [name = '', ...value] = (tool.operands[at] ?? '').split('=');
    env.set(name, value.join('='));
  }
  const words = tool.operands.slice(at);
  env.set('SUDO_COMMAND', words.join(' '));
  if (!tool.has('i') && !tool.has('s')) return { env, command: words };
  const shell = tool.has('i') ? account.shell : (process.env.get('SHELL') ?? account.shell);
  return { env, command: words.length === 0 ? [shell] : [shell, '-c', words.join(' ')] };
}
