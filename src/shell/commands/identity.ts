import { defineTool } from '../tool/tool';

/** Numbers of a user, as /etc/passwd has them; root is 0. */
function numbersOf(user: string, passwd: string | undefined): { uid: string; gid: string } {
  const line = passwd
    ?.split('\n')
    .find((entry) => entry.startsWith(`${user}:`))
    ?.split(':');
  if (line !== undefined) return { uid: line[2] ?? '0', gid: line[3] ?? '0' };
  if (/^\d+$/.test(user)) return { uid: user, gid: '0' };
  return user === 'root' ? { uid: '0', gid: '0' } : { uid: '1000', gid: '1000' };
}

export const whoami = defineTool({
  name: 'whoami',
  summary: 'print the user name',
  usage: '',
  run(tool) {
    const { user } = tool.process;
    if (/^\d+$/.test(user)) return tool.fail(`cannot find name for user ID ${user}`);
    tool.process.stdout.write(`${user}\n`);
    return 0;
  },
});

export const id = defineTool({
  name: 'id',
  summary: 'print user and group IDs',
  usage: '[OPTION]... [USER]',
  options: 'u|user g|group n|name G|groups r|real',
  run(tool) {
    const passwd = tool.process.files.read('/etc/passwd');
    const user = tool.operands[0] ?? tool.process.user;
    if (tool.operands[0] !== undefined && user !== tool.process.user && user !== 'root')
      return tool.fail(`‘${user}’: no such user`);
    const { uid, gid } = numbersOf(user, passwd.ok ? passwd.value : undefined);
    const named = /^\d+$/.test(user) ? '' : `(${user})`;
    const group = gid === '0' ? '(root)' : named;
    let text = `uid=${uid}${named} gid=${gid}${group} groups=${gid}${group}`;
    if (tool.has('u')) text = tool.has('n') ? user : uid;
    else if (tool.has('g') || tool.has('G')) text = tool.has('n') ? group.slice(1, -1) : gid;
    tool.process.stdout.write(`${text}\n`);
    return 0;
  },
});
