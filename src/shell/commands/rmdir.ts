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
      const names = files.list(tool.path(operand));
      if (!names.ok) status = tool.complain(`'${operand}'`, names.error, 'failed to remove ');
      else if (names.value.length > 0)
        status = tool.complain(`'${operand}'`, 'Directory not empty', 'failed to remove ');
      else files.remove(tool.path(operand), { recursive: true });
    }
    return status;
  },
});
