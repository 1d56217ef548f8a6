import { formatDate } from '../text/date';
import { describeMode } from '../text/fileMode';
import { defineTool } from '../tool/tool';

/** `stat`: what is known of a file. */
export const stat = defineTool({
  name: 'stat',
  summary: 'display file status',
  usage: '[OPTION]... FILE...',
  options: 'c|format= L t f printf=',
  *run(tool) {
    if (tool.operands.length === 0) return tool.misuse('missing operand');
    let status = 0;
    for (const operand of tool.operands) {
      const found = tool.process.files.stat(tool.path(operand));
      if (!found.ok) {
        status = tool.complain(`'${operand}'`, found.error, 'cannot statx ');
        continue;
      }
      const { size, mode, modified, owner, type } = found.value;
      const kind =
        type === 'file'
          ? size === 0
            ? 'regular empty file'
            : 'regular file'
          : type === 'directory'
            ? 'directory'
            : 'symbolic link';
      const bits = (mode & 0o7777).toString(8);
      const time = formatDate(modified, '%F %T.%N +0000');
      const values: Record<string, string> = {
        n: operand,
        s: String(size),
        a: bits,
        A: describeMode(found.value),
        U: owner,
        G: owner,
        F: kind,
        y: time,
        Y: String(Math.floor(modified / 1000)),
        '%': '%',
      };
      const format = tool.value('c');
      if (format !== undefined)
        yield* tool.print(`${format.replace(/%(.)/g, (all, letter: string) => values[letter] ?? all)}\n`);
      else
        yield* tool.print(
          `  File: ${operand}\n  Size: ${String(size).padEnd(10)}\tBlocks: ${String(Math.ceil(size / 4096) * 8).padEnd(10)} IO Block: 4096   ${kind}\nAccess: (${bits.padStart(4, '0')}/${describeMode(found.value)})  Owner: ${owner}\nModify: ${time}\n`,
        );
    }
    return status;
  },
});
