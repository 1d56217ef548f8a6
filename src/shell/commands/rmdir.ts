import type { FileError } from '../../engine/files/fileSystem';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `rmdir`: removes empty directories. */
export const rmdir = defineTool({
  name: 'rmdir',
  summary: 'remove empty directories',
  usage: '[OPTION]... DIRECTORY...',
  options: 'p|parents v|verbose ignore-fail-on-non-empty',
  run(tool) {
    if (tool.operands.length === 0) return tool.misuse('missing operand');
    let status = 0;
    for (const operand of tool.operands) {
      const { files } = tool.process;
      const path = tool.path(operand);
      const stat = files.stat(path, { follow: false });
      if (stat.ok && stat.value.type !== 'directory') {
        status = complainOf(tool, operand, 'Not a directory');
        continue;
      }
      // Some directories, such as those of cgroups, hold files and can be removed all the same.
      const removed = files.remove(path);
      if (!removed.ok) status = complainOf(tool, operand, removed.error);
    }
    return status;
  },
});

function complainOf(tool: Tool, operand: string, error: FileError | string): number {
  return tool.busybox
    ? tool.complain(`'${operand}'`, error)
    : tool.complain(`'${operand}'`, error, 'failed to remove ');
}
