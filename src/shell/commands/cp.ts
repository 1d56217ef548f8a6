import type { Routine } from '../../engine/processes/routine';
import { destinationOf } from '../tool/destination';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `cp`: copies files, and directories with `-r`. */
export const cp = defineTool({
  name: 'cp',
  summary: 'copy files and directories',
  usage: '[OPTION]... SOURCE... DEST',
  options: 'r|recursive R a|archive f|force n|no-clobber i|interactive v|verbose p t|target-directory= T u|update d',
  *run(tool) {
    const target = destinationOf(tool);
    if (typeof target === 'number') return target;
    let status = 0;
    for (const source of target.sources) {
      const stat = tool.process.files.stat(tool.path(source));
      if (!stat.ok) status = tool.complain(`'${source}'`, stat.error, tool.busybox ? "can't stat " : 'cannot stat ');
      else if (stat.value.type === 'directory' && !['r', 'R', 'a'].some((option) => tool.has(option)))
        status = tool.fail(
          tool.busybox ? `omitting directory '${source}'` : `-r not specified; omitting directory '${source}'`,
        );
      else if ((yield* copy(tool, source, target.pathFor(source))) !== 0) status = 1;
    }
    return status;
  },
});

function* copy(tool: Tool, from: string, to: string): Routine<number> {
  const { files } = tool.process;
  const [source, target] = [tool.path(from), tool.path(to)];
  if (source === target) return tool.fail(`'${from}' and '${to}' are the same file`);
  const stat = files.stat(source);
  if (stat.ok && stat.value.type === 'directory') {
    if (target.startsWith(`${source}/`)) return tool.fail(`cannot copy a directory, '${from}', into itself, '${to}'`);
    const names = files.list(source);
    const made = files.makeDirectory(target, { parents: true });
    if (!made.ok) return tool.complain(`'${to}'`, made.error, 'cannot create directory ');
    let status = 0;
    for (const name of names.ok ? names.value : [])
      status = (yield* copy(tool, `${from}/${name}`, `${to}/${name}`)) || status;
    return status;
  }
  if (tool.has('n') && files.stat(target).ok) return 0;
  const text = files.read(source);
  if (!text.ok) return tool.complain(`'${from}'`, text.error, 'cannot open ');
  const written = files.write(target, text.value, stat.ok ? { mode: stat.value.mode } : {});
  if (!written.ok) return tool.complain(`'${to}'`, written.error, 'cannot create regular file ');
  if (tool.has('v')) yield* tool.print(`'${from}' -> '${to}'\n`);
  return 0;
}
