import type { DiskUsage } from '../../engine/files/fileSystem';
import { seenMounts } from '../../engine/processes/mountText';
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
  if (stat === undefined || (depth > 0 && tool.link(path) !== undefined)) return 0;
  let size = stat.type === 'directory' ? 4096 : Math.ceil(stat.size / 4096) * 4096;
  const names = stat.type === 'directory' ? tool.process.files.list(tool.path(path)) : undefined;
  for (const name of names?.ok === true ? names.value : []) size += yield* measure(tool, `${path}/${name}`, depth + 1);
  const limit = tool.has('s') ? 0 : Number(tool.value('d') ?? Number.POSITIVE_INFINITY);
  if (depth <= limit && (stat.type === 'directory' || tool.has('a') || depth === 0))
    yield* tool.print(`${tool.has('h') ? humanSize(size) : size / 1024}\t${path}\n`);
  return size;
}

interface DiskRow {
  readonly source: string;
  readonly type: string;
  readonly usage: DiskUsage;
  readonly target: string;
}

/** `df`: how full the mounted file systems are that take room. */
export const df = defineTool({
  name: 'df',
  summary: 'report file system space usage',
  usage: '[OPTION]... [FILE]...',
  options: 'h|human-readable H|si T|print-type k a|all m P|portability l|local t|type= x|exclude-type= i|inodes total',
  *run(tool) {
    if (tool.has('i')) return tool.fail('-i is not simulated here');
    const rows = diskRows(tool);
    let status = 0;
    let chosen: readonly DiskRow[] = rows;
    if (tool.operands.length > 0) {
      chosen = tool.operands.flatMap((operand) => {
        if (tool.stat(operand) !== undefined) return rowOf(tool, rows, operand) ?? [];
        status = tool.complain(operand, 'No such file or directory');
        return [];
      });
      if (chosen.length === 0) return status === 0 ? tool.fail('no file systems processed') : status;
    }
    const types = tool.value('t');
    yield* tool.print(diskTable(tool, types === undefined ? chosen : chosen.filter((row) => row.type === types)));
    return status;
  },
});

function diskRows(tool: Tool): readonly DiskRow[] {
  return seenMounts(tool.process).flatMap(({ source, type, target, mount }): DiskRow[] => {
    const usage = mount.files.usage?.();
    return usage === undefined || usage.capacity === 0 || mount.subPath !== undefined
      ? []
      : [{ source, type, usage, target }];
  });
}

/** The file system that a file is on: that with the longest mount point above it. */
function rowOf(tool: Tool, rows: readonly DiskRow[], operand: string): DiskRow | undefined {
  const path = tool.path(operand);
  return rows
    .filter(({ target }) => target === '/' || path === target || path.startsWith(`${target}/`))
    .reduce<DiskRow | undefined>(
      (best, row) => (best === undefined || row.target.length >= best.target.length ? row : best),
      undefined,
    );
}

function diskTable(tool: Tool, rows: readonly DiskRow[]): string {
  const human = tool.has('h') || tool.has('H');
  const show = (bytes: number) =>
    human ? humanSize(bytes) : String(Math.ceil(bytes / (tool.has('m') ? 1024 ** 2 : 1024)));
  const headers = human
    ? [' Size', ' Used', 'Avail']
    : [tool.has('m') ? '1M-blocks' : '1K-blocks', 'Used', 'Available'];
  const lines = rows.map(({ source, type, usage, target }) => {
    const free = Math.max(0, usage.capacity - usage.used);
    const percent = usage.used === 0 ? 0 : Math.ceil((usage.used * 100) / (usage.used + free));
    const sizes = [usage.capacity, usage.used, free].map((bytes) => (bytes === 0 ? '0' : show(bytes)));
    return { source, type, sizes, percent: `${percent}%`, target };
  });
  const width = (header: string, values: readonly string[]) =>
    Math.max(header.length, ...values.map((text) => text.length));
  const source = width(
    'Filesystem    ',
    lines.map((line) => line.source),
  );
  const type = width(
    'Type',
    lines.map((line) => line.type),
  );
  const sizes = headers.map((header, at) =>
    width(
      header,
      lines.map((line) => line.sizes[at] ?? ''),
    ),
  );
  const line = (cells: { source: string; type: string; sizes: readonly string[]; percent: string; target: string }) =>
    `${cells.source.padEnd(source)} ${tool.has('T') ? `${cells.type.padEnd(type)} ` : ''}${cells.sizes.map((text, at) => text.padStart(sizes[at] ?? 0)).join(' ')} ${cells.percent.padStart(4)} ${cells.target}\n`;
  const head = line({ source: 'Filesystem', type: 'Type', sizes: headers, percent: 'Use%', target: 'Mounted on' });
  return head + lines.map(line).join('');
}
