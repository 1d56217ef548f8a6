import { defineTool } from '../tool/tool';

/** `yes`: a line for ever, until nobody reads it. */
export const yes = defineTool({
  name: 'yes',
  summary: 'output a string repeatedly',
  usage: '[STRING]...',
  *run(tool) {
    const line = `${tool.operands.length > 0 ? tool.operands.join(' ') : 'y'}\n`;
    const block = line.repeat(Math.max(1, Math.floor(8192 / line.length)));
    for (;;) yield* tool.print(block);
  },
});
