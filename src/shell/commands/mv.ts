import { fail, type Result } from '../../base/result';
import type { FileError, FileSystem } from '../../engine/files/fileSystem';
import { copyTree } from '../tool/copyTree';
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
        const moved = move(tool.process.files, from, path);
        if (!moved.ok)
          status = tool.busybox
            ? tool.complain(`'${source}'`, moved.error, "can't rename ")
            : tool.complain(`'${source}' to '${to}'`, moved.error, 'cannot move ');
        else if (tool.has('v')) yield* tool.print(`renamed '${source}' -> '${to}'\n`);
      }
    }
    return status;
  },
});

/** Renames; to another file system it copies, and removes what was there. */
function move(files: FileSystem, from: string, to: string): Result<void, FileError> {
  const renamed = files.rename(from, to);
  if (renamed.ok || renamed.error.code !== 'EXDEV') return renamed;
  const [problem] = copyTree(files, [from, to], { links: true, owners: true, keepTargets: false }, () => undefined);
  return problem === undefined ? files.remove(from, { recursive: true }) : fail(problem.error);
}
