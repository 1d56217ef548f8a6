import { defineTool } from '../tool/tool';

export const clear = defineTool({
  name: 'clear',
  summary: 'clear the terminal',
  usage: '',
  options: 'x',
  run(tool) {
    tool.process.stdout.write('\u001b[H\u001b[2J\u001b[3J');
    return 0;
  },
});
