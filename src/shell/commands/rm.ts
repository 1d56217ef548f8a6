import { defineTool } from '../tool/tool';

/** `rm`: removes files, and directories with `-r`. It never asks; `/` is refused. */
export const rm = defineTool({
  name: 'rm',
  summary: 'remove files or directories',
  usage: '[OPTION]... [FILE]...',
  options: 'r|recursive R f|force v|verbose i I d|dir preserve-root no-preserve-root',
  *run(tool) {
    if (tool.operands.length === 0) return tool.has('f') ? 0 : tool.misuse('missing operand');
    const recursive = tool.has('r') || tool.has('R');
    let status = 0;
    for (const operand of tool.operands) {
      const path = tool.path(operand);
      const stat = tool.process.files.stat(path, { follow: false });
      if (!stat.ok) {
        if (!tool.has('f'))
          status = tool.busybox
            ? tool.fail(`can't remove '${operand}': No such file or directory`)
            : tool.complain(`'${operand}'`, stat.error, 'cannot remove ');
      } else if (stat.value.type === 'directory' && !recursive)
        status = tool.complain(`'${operand}'`, 'Is a directory', 'cannot remove ');
      else if (path === '/') {
        tool.fail("it is dangerous to operate recursively on '/'");
        status = tool.fail('use --no-preserve-root to override this failsafe');
      } else if (/^(?:.*\/)?\.{1,2}\/?$/.test(operand))
        status = tool.fail(`refusing to remove '.' or '..' directory: skipping '${operand}'`);
      else {
        const removed = tool.process.files.remove(path, { recursive: true });
        if (!removed.ok) status = tool.complain(`'${operand}'`, removed.error, 'cannot remove ');
        else if (tool.has('v')) yield* tool.print(`removed '${operand}'\n`);
      }
    }
    return status;
  },
});
