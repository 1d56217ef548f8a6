import { defineTool } from '../tool/tool';

export const basename = defineTool({
  name: 'basename',
  summary: 'strip directory and suffix from file names',
  usage: 'NAME [SUFFIX]',
  options: 'a|multiple s|suffix= z',
  *run(tool) {
    const [name, second] = tool.operands;
    if (name === undefined) return tool.misuse('missing operand');
    const many = tool.has('a') || tool.has('s');
    const suffix = tool.value('s') ?? (many ? '' : (second ?? ''));
    for (const operand of many ? tool.operands : [name]) {
      const base = operand.replace(/\/+$/, '').split('/').at(-1) || '/';
      yield* tool.print(
        `${suffix !== '' && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base}\n`,
      );
    }
    return 0;
  },
});

export const dirname = defineTool({
  name: 'dirname',
  summary: 'strip the last part from file names',
  usage: 'NAME...',
  options: 'z',
  *run(tool) {
    if (tool.operands.length === 0) return tool.misuse('missing operand');
    for (const operand of tool.operands) {
      const parts = operand.replace(/\/+$/, '').split('/');
      yield* tool.print(
        `${parts.length === 1 ? (operand.startsWith('/') ? '/' : '.') : parts.slice(0, -1).join('/') || '/'}\n`,
      );
    }
    return 0;
  },
});
