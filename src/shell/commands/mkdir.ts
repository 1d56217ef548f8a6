import { changeMode } from '../text/fileMode';
import { defineTool } from '../tool/tool';

/** `mkdir`: makes directories. */
export const mkdir = defineTool({
  name: 'mkdir',
  summary: 'make directories',
  usage: '[OPTION]... DIRECTORY...',
  options: 'p|parents v|verbose m|mode=',
  *run(tool) {
    if (tool.operands.length === 0) return tool.misuse('missing operand');
    const wished = tool.value('m');
    const mode = wished === undefined ? undefined : changeMode(wished, 0o755, true);
    if (wished !== undefined && mode === undefined) return tool.fail(`invalid mode ${tool.quoted(wished)}`);
    let status = 0;
    for (const operand of tool.operands) {
      const made = tool.process.files.makeDirectory(tool.path(operand), {
        parents: tool.has('p'),
        ...(mode === undefined ? {} : { mode }),
      });
      if (!made.ok)
        status = tool.complain(
          tool.quoted(operand),
          made.error,
          tool.busybox ? "can't create directory " : 'cannot create directory ',
        );
      else if (tool.has('v')) yield* tool.print(`mkdir: created directory '${operand}'\n`);
    }
    return status;
  },
});
