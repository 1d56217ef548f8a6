import { defineTool } from '../tool/tool';

/** `touch`: makes files, or marks them as changed now. */
export const touch = defineTool({
  name: 'touch',
  summary: 'change file times, or make files',
  usage: '[OPTION]... FILE...',
  options: 'c|no-create a m d|date= t= r|reference=',
  run(tool) {
    if (tool.operands.length === 0) return tool.misuse('missing file operand');
    let status = 0;
    for (const operand of tool.operands) {
      const stat = tool.stat(operand);
      if (stat?.type === 'directory' || (stat === undefined && tool.has('c'))) continue;
      const written = tool.process.files.write(tool.path(operand), '', { append: true });
      if (!written.ok) status = tool.complain(`'${operand}'`, written.error, 'cannot touch ');
    }
    return status;
  },
});
