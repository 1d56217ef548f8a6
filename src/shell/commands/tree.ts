import type { Routine } from '../../engine/processes/routine';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `tree`: directories as a tree. */
export const tree = defineTool({
  name: 'tree',
  summary: 'list directories as a tree',
  usage: '[OPTION]... [DIRECTORY]...',
  options: 'a d L= C n F noreport',
  *run(tool) {
    const counts = { directories: 0, files: 0 };
    for (const operand of tool.operands.length > 0 ? tool.operands : ['.']) {
      if (tool.stat(operand) === undefined) yield* tool.print(`${operand}  [error opening dir]\n`);
      else {
        yield* tool.print(`${operand}\n`);
        yield* branch(tool, operand, '', 1, counts);
      }
    }
    const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
    const files = tool.has('d') ? '' : `, ${plural(counts.files, 'file', 'files')}`;
    yield* tool.print(`\n${plural(counts.directories, 'directory', 'directories')}${files}\n`);
    return 0;
  },
});

function* branch(
  tool: Tool,
  path: string,
  indent: string,
  depth: number,
  counts: { directories: number; files: number },
): Routine<void> {
  if (depth > Number(tool.value('L') ?? Number.POSITIVE_INFINITY)) return;
  const names = tool.process.files.list(tool.path(path));
  const shown = (names.ok ? names.value : []).filter(
    (name) => (tool.has('a') || !name.startsWith('.')) && (!tool.has('d') || tool.isDirectory(`${path}/${name}`)),
  );
  for (const [at, name] of shown.entries()) {
    const last = at === shown.length - 1;
    const folder = tool.isDirectory(`${path}/${name}`);
    const link = tool.link(`${path}/${name}`);
    if (folder) counts.directories++;
    else counts.files++;
    const shownName = link === undefined ? name : `${name} -> ${link.target}`;
    yield* tool.print(`${indent}${last ? '└── ' : '├── '}${shownName}\n`);
    if (folder && link === undefined)
      yield* branch(tool, `${path}/${name}`, `${indent}${last ? '    ' : '│   '}`, depth + 1, counts);
  }
}
