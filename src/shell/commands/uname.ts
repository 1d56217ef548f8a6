import { KERNEL_RELEASE, KERNEL_VERSION } from '../../engine/processes/procMachine';
import { defineTool } from '../tool/tool';

export const uname = defineTool({
  name: 'uname',
  summary: 'print system information',
  usage: '[OPTION]...',
  options:
    'a|all s|kernel-name n|nodename r|kernel-release v|kernel-version m|machine p|processor o|operating-system i',
  run(tool) {
    const parts = [
      ['s', 'Linux'],
      ['n', tool.process.hostname],
      ['r', KERNEL_RELEASE],
      ['v', KERNEL_VERSION],
      ['m', 'x86_64'],
      ['o', 'GNU/Linux'],
    ] as const;
    const chosen = parts.filter(([letter]) => tool.has('a') || tool.has(letter)).map(([, text]) => text);
    if (tool.has('p') || tool.has('i')) chosen.push('x86_64');
    tool.process.stdout.write(`${chosen.length > 0 ? chosen.join(' ') : 'Linux'}\n`);
    return 0;
  },
});
