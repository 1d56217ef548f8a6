import { normalise } from '../../engine/files/fileSystem';
import { findAccount, findGroup } from '../../engine/processes/accounts';
import type { Routine } from '../../engine/processes/routine';
import { becomeProgram, describeProgramError, statusOfProgramError } from '../programs';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** The status for what goes wrong before the program is looked for. */
const FAILED = 125;

/** `chroot`: runs a program with another root directory. */
export const chroot = defineTool({
  name: 'chroot',
  summary: 'run a command with another root directory',
  usage: '[OPTION] NEWROOT [COMMAND [ARG]...]',
  options: 'userspec= groups= skip-chdir',
  usageStatus: FAILED,
  inOrder: true,
  *run(tool) {
    const { process } = tool;
    const [root, ...command] = tool.operands;
    // Whose words it speaks is known before the files around it change.
    const { busybox } = tool;
    if (root === undefined) return tool.misuse('missing operand', FAILED);
    const changed = process.changeRoot(normalise(root, process.workingDirectory));
    if (!changed.ok) {
      const quoted = `'${root}'`;
      tool.fail(`${busybox ? "can't" : 'cannot'} change root directory to ${quoted}: ${changed.error.message}`);
      return busybox ? 1 : FAILED;
    }
    if (!tool.has('skip-chdir')) process.workingDirectory = '/';
    const user = changeUser(tool);
    if (user !== undefined) return user;
    const shell = process.env.get('SHELL') || '/bin/sh';
    return yield* run(tool, command.length > 0 ? command : [shell, '-i']);
  },
});

function changeUser(tool: Tool): number | undefined {
  const specification = tool.value('userspec');
  if (specification === undefined) return undefined;
  const { process } = tool;
  const [name = '', group] = specification.split(':');
  const account = findAccount(process.files, name);
  const uid = account?.uid ?? (/^\d+$/.test(name) ? Number(name) : undefined);
  const gid =
    group === undefined
      ? (account?.gid ?? 0)
      : (findGroup(process.files, group)?.gid ?? (/^\d+$/.test(group) ? Number(group) : undefined));
  if (uid === undefined) return tool.fail('invalid user', FAILED);
  if (gid === undefined) return tool.fail('invalid group', FAILED);
  process.setUser(uid, gid);
  return undefined;
}

function* run(tool: Tool, command: readonly string[]): Routine<number> {
  const ended = yield* becomeProgram(tool.process, command);
  if (ended.ok) return ended.value;
  const words = describeProgramError(ended.error);
  const name = command[0] ?? '';
  tool.fail(
    tool.busybox ? `can't execute '${name}': ${words}` : `failed to run command ${tool.quoted(name)}: ${words}`,
  );
  return statusOfProgramError(ended.error);
}
