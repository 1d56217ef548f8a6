import { describeFileError } from '../../engine/files/fileSystem';
import { findAccount, findGroup } from '../../engine/processes/accounts';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `chown`: gives files to another user, and group. */
export const chown = defineTool({
  name: 'chown',
  summary: 'change file owner and group',
  usage: '[OPTION]... [OWNER][:[GROUP]] FILE...',
  options: 'R|recursive v|verbose c|changes f|silent h|no-dereference L H P from= reference= preserve-root',
  run(tool) {
    const [specification, ...operands] = tool.operands;
    if (specification === undefined) return tool.misuse('missing operand');
    if (operands.length === 0) return tool.misuse(`missing operand after ${tool.quoted(specification)}`);
    const [user = '', group] = specification.split(':');
    return change(tool, operands, user, group, 'ownership');
  },
});

/** `chgrp`: gives files to another group. */
export const chgrp = defineTool({
  name: 'chgrp',
  summary: 'change group ownership',
  usage: '[OPTION]... GROUP FILE...',
  options: 'R|recursive v|verbose c|changes f|silent h|no-dereference L H P',
  run(tool) {
    const [group, ...operands] = tool.operands;
    if (group === undefined) return tool.misuse('missing operand');
    if (operands.length === 0) return tool.misuse(`missing operand after ${tool.quoted(group)}`);
    return change(tool, operands, '', group, 'group');
  },
});

function change(
  tool: Tool,
  operands: readonly string[],
  user: string,
  group: string | undefined,
  what: 'ownership' | 'group',
): number {
  const { process } = tool;
  const owner = user === '' ? undefined : numberOf(findAccount(process.files, user)?.uid, user);
  if (user !== '' && owner === undefined)
    return tool.fail(tool.busybox ? `unknown user ${user}` : `invalid user: ${tool.quoted(user)}`);
  // `user:` means the user's own group.
  const own = group === '' ? findAccount(process.files, user)?.gid : undefined;
  const named = group === undefined || group === '' ? own : numberOf(findGroup(process.files, group)?.gid, group);
  if (group !== undefined && group !== '' && named === undefined)
    return tool.fail(tool.busybox ? `unknown group ${group}` : `invalid group: ${tool.quoted(group)}`);
  let status = 0;
  const one = (operand: string): void => {
    const stat = process.files.stat(tool.path(operand), { follow: !tool.has('h') });
    if (!stat.ok) {
      status = tool.complain(`'${operand}'`, stat.error, 'cannot access ');
      return;
    }
    const walks = tool.has('R') && tool.link(operand) === undefined;
    const names = walks ? process.files.list(tool.path(operand)) : undefined;
    for (const name of names?.ok === true ? names.value : []) one(`${operand.replace(/\/$/, '')}/${name}`);
    const current = stat.value.group ?? stat.value.owner;
    const ownership = {
      ...(owner === undefined ? {} : { owner: idText(owner) }),
      group: named === undefined ? current : idText(named),
    };
    const set = process.files.setOwner(tool.path(operand), ownership);
    if (!set.ok) status = tool.fail(refusal(tool, operand, what, describeFileError(set.error)));
  };
  for (const operand of operands) one(operand);
  return status;
}

function refusal(tool: Tool, operand: string, what: string, words: string): string {
  return tool.busybox ? `${operand}: ${words}` : `changing ${what} of '${operand}': ${words}`;
}

function numberOf(known: number | undefined, text: string): number | undefined {
  return known ?? (/^\d+$/.test(text) ? Number(text) : undefined);
}

/** As files keep it: the machine's number, root by name. */
function idText(id: number): string {
  return id === 0 ? 'root' : String(id);
}
