import { findExecutable } from '../../engine/processes/executable';
import { defineTool } from '../tool/tool';

/** `which`: where in PATH a command is. */
export const which = defineTool({
  name: 'which',
  summary: 'locate a command',
  usage: '[-a] NAME...',
  options: 'a',
  *run(tool) {
    let status = tool.operands.length === 0 ? 1 : 0;
    for (const name of tool.operands) {
      const found = findExecutable(tool.process, name);
      if (found.ok) yield* tool.print(`${found.value.path}\n`);
      else status = 1;
    }
    return status;
  },
});
