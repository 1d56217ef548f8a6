import type { Routine } from '../../engine/processes/routine';
import { humanSize } from '../text/humanSize';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `du`: space that files take, in blocks of 4 KiB. */
export const du = defineTool({
  name: 'du',
  summary: 'estimate file space usage',
  usage: '[OPTION]... [FILE]...',
  options: 's|summarize h|human-readable a|all c|total k d|max-depth= m b',
  *run(tool) {
    let status = 0;
    for (const operand of tool.operands.length > 0 ? tool.operands : ['.']) {
      if (tool.stat(operand) === undefined)
        status = tool.complain(`'${operand}'`, 'No such file or directory', 'cannot access ');
      else yield* measure(tool, operand, 0);
    }
    return status;
  },
});

function* measure(tool: Tool, path: string, depth: number): Routine<number> {
  const stat = tool.stat(path);
  if (stat === undefined) return 0;
  let size = stat.type === 'directory' ? 4096 : Math.ceil(stat.size / 4096) * 4096;
  const names = stat.type === 'directory' ? tool.process.files.list(tool.path(path)) : undefined;
  for (const name of names?.ok === true ? names.value : []) size += yield* measure(tool, `${path}/${name}`, depth + 1);
  const limit = tool.has('s') ? 0 : Number(tool.value('d') ?? Number.POSITIVE_INFINITY);
  if (depth <= limit && (stat.type === 'directory' || tool.has('a') || depth === 0))
    yield* tool.print(`${tool.has('h') ? humanSize(size) : size / 1024}\t${path}\n`);
  return size;
}

/** `df`: the one simulated disk. */
export const df = defineTool({
  name: 'df',
  summary: 'report file system space',
  usage: '[OPTION]... [FILE]...',
  options: 'h|human-readable T k a',
  *run(tool) {
    const [size, used] = [20 * 1024 ** 2, 4 * 1024 ** 2];
    const show = (blocks: number) => (tool.has('h') ? humanSize(blocks * 1024) : String(blocks));
    yield* tool.print(
      `Filesystem     ${tool.has('h') ? ' Size  Used Avail' : '1K-blocks    Used Available'} Use% Mounted on\n`,
    );
    const pad = tool.has('h') ? [5, 5, 5] : [9, 7, 9];
    const cells = [size, used, size - used].map((value, at) => show(value).padStart(pad[at] ?? 0)).join(' ');
    yield* tool.print(
      `${(tool.process.network.name.startsWith('pod/') ? 'overlay' : '/dev/vda1').padEnd(14)} ${cells}  20% /\n`,
    );
    return 0;
  },
});
