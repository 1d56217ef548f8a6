import { destinationOf } from '../tool/destination';
import { defineTool } from '../tool/tool';

/** `ln -s`: makes symbolic links. Hard links are not simulated. */
export const ln = defineTool({
  name: 'ln',
  summary: 'make links between files',
  usage: '-s [OPTION]... TARGET... LINK',
  options: 's|symbolic f|force v|verbose n|no-dereference T t|target-directory=',
  run(tool) {
    const target = destinationOf(tool);
    if (typeof target === 'number') return target;
    if (!tool.has('s')) return tool.fail('hard links are not simulated here; use ln -s');
    let status = 0;
    for (const source of target.sources) {
      const path = target.pathFor(source);
      if (tool.has('f')) tool.process.files.remove(tool.path(path));
      const made = tool.process.files.link(source, tool.path(path));
      if (!made.ok) status = tool.complain(`'${path}'`, made.error, 'failed to create symbolic link ');
    }
    return status;
  },
});
