import { destinationOf } from '../tool/destination';
import { defineTool } from '../tool/tool';

/** `mv`: moves or renames. */
export const mv = defineTool({
  name: 'mv',
  summary: 'move or rename files',
  usage: '[OPTION]... SOURCE... DEST',
  options: 'f|force n|no-clobber i|interactive v|verbose t|target-directory= T u|update',
  *run(tool) {
    const target = destinationOf(tool);
    if (typeof target === 'number') return target;
    let status = 0;
    for (const source of target.sources) {
      const to = target.pathFor(source);
      const [from, path] = [tool.path(source), tool.path(to)];
      if (tool.stat(source) === undefined)
        status = tool.complain(
          `'${source}'`,
          'No such file or directory',
          tool.busybox ? "can't rename " : 'cannot stat ',
        );
      else if (from === path) status = tool.fail(`'${source}' and '${to}' are the same file`);
      else if (path.startsWith(`${from}/`))
        status = tool.fail(`cannot move '${source}' to a subdirectory of itself, '${to}'`);
      else if (tool.has('n') && tool.stat(to) !== undefined) continue;
      else {
        const moved = tool.process.files.rename(from, path);
        if (!moved.ok) status = tool.complain(`'${source}' to '${to}'`, moved.error, 'cannot move ');
        else if (tool.has('v')) yield* tool.print(`renamed '${source}' -> '${to}'\n`);
      }
    }
    return status;
  },
});
