import { readCount } from '../tool/count';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** Makes a file of a size: longer than its text, only the size is kept. */
function resize(tool: Tool, operand: string, size: number): number {
  const path = tool.path(operand);
  const text = tool.process.files.read(path);
  const before = text.ok ? text.value : '';
  if (!text.ok && text.error.code !== 'ENOENT') return tool.complain(`'${operand}'`, text.error, 'cannot open ');
  const written = tool.process.files.write(path, before.slice(0, size), { size });
  return written.ok ? 0 : tool.complain(`'${operand}'`, written.error, 'failed to truncate ');
}

export const truncate = defineTool({
  name: 'truncate',
  summary: 'shrink or extend the size of a file',
  usage: 'OPTION... FILE...',
  options: 's|size= c|no-create r|reference= o',
  run(tool) {
    const text = tool.value('s');
    if (text === undefined) return tool.misuse('you must specify either ‘--size’ or ‘--reference’');
    const size = readCount(text);
    if (size === undefined || size < 0) return tool.fail(`Invalid number: ${tool.quoted(text)}`);
    if (tool.operands.length === 0) return tool.misuse('missing file operand');
    let status = 0;
    for (const operand of tool.operands) status = resize(tool, operand, size) || status;
    return status;
  },
});

export const fallocate = defineTool({
  name: 'fallocate',
  summary: 'preallocate space for a file',
  usage: '[options] <filename>',
  options: 'l|length= o|offset= n|keep-size x|posix',
  run(tool) {
    const size = readCount((tool.value('l') ?? '').replace(/iB$/, ''));
    if (size === undefined) return tool.fail('no length argument specified');
    const [operand] = tool.operands;
    if (operand === undefined) return tool.fail('no filename specified');
    const written = tool.process.files.write(tool.path(operand), '', { append: true, size });
    return written.ok ? 0 : tool.fail('fallocate failed: No space left on device');
  },
});
