import { defineTool } from '../tool/tool';

export const pwd = defineTool({
  name: 'pwd',
  summary: 'print the working directory',
  usage: '[OPTION]...',
  options: 'L|logical P|physical',
  run(tool) {
    tool.process.stdout.write(`${tool.process.workingDirectory}\n`);
    return 0;
  },
});
