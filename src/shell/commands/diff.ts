import { formatDate } from '../text/date';
import { diffHunks } from '../text/diff';
import type { Tool } from '../tool/tool';
import { defineTool, linesOf } from '../tool/tool';

/** `diff`: how two files differ, line by line; `-u` with context. */
export const diff = defineTool({
  name: 'diff',
  summary: 'compare files line by line',
  usage: '[OPTION]... FILES',
  usageStatus: 2,
  options:
    'u|unified? U= q|brief i|ignore-case w|ignore-all-space b B N|new-file r|recursive s|report-identical-files c color? y',
  *run(tool) {
    const [left, right] = tool.operands;
    if (left === undefined || right === undefined) {
      tool.fail(`missing operand after '${left ?? 'diff'}'`);
      return tool.fail("Try 'diff --help' for more information.", 2);
    }
    const texts: string[] = [];
    for (const operand of [left, right]) {
      const absent = tool.has('N') && operand !== '-' && tool.stat(operand) === undefined;
      const text = absent ? '' : yield* tool.read(operand);
      if (text !== undefined) texts.push(text);
    }
    if (texts.length < 2) return 2;
    const [a = '', b = ''] = texts;
    if (a === b) {
      if (tool.has('s')) yield* tool.print(`Files ${left} and ${right} are identical\n`);
      return 0;
    }
    if (tool.has('q')) {
      yield* tool.print(`Files ${left} and ${right} differ\n`);
      return 1;
    }
    const unified = tool.has('u') || tool.has('U');
    const context = unified ? Number(tool.value('U') ?? 3) : 0;
    const key = (line: string) => {
      const folded = tool.has('i') ? line.toLowerCase() : line;
      return tool.has('w') ? folded.replace(/\s+/g, '') : folded;
    };
    const hunks = diffHunks(linesOf(a), linesOf(b), context, key);
    if (hunks.length === 0) return 0;
    if (unified) yield* tool.print(`--- ${heading(tool, left)}\n+++ ${heading(tool, right)}\n`);
    for (const hunk of hunks) yield* tool.print(unified ? unifiedHunk(hunk) : plainHunk(hunk));
    return 1;
  },
});

function heading(tool: Tool, operand: string): string {
  const moment = tool.stat(operand)?.modified ?? 0;
  return `${operand}\t${formatDate(moment, '%F %T.%N +0000')}`;
}

type Hunk = ReturnType<typeof diffHunks>[number];

function unifiedHunk(hunk: Hunk): string {
  const range = (start: number, count: number) => `${count === 0 ? start : start + 1}${count === 1 ? '' : `,${count}`}`;
  const marks = { same: ' ', removed: '-', added: '+' } as const;
  const lines = hunk.lines.map((line) => `${marks[line.kind]}${line.text}\n`).join('');
  return `@@ -${range(hunk.left, hunk.leftCount)} +${range(hunk.right, hunk.rightCount)} @@\n${lines}`;
}

function plainHunk(hunk: Hunk): string {
  const range = (start: number, count: number) =>
    count === 0 ? String(start) : count === 1 ? String(start + 1) : `${start + 1},${start + count}`;
  const letter = hunk.leftCount === 0 ? 'a' : hunk.rightCount === 0 ? 'd' : 'c';
  const removed = hunk.lines
    .filter((line) => line.kind === 'removed')
    .map((line) => `< ${line.text}\n`)
    .join('');
  const added = hunk.lines
    .filter((line) => line.kind === 'added')
    .map((line) => `> ${line.text}\n`)
    .join('');
  return `${range(hunk.left, hunk.leftCount)}${letter}${range(hunk.right, hunk.rightCount)}\n${removed}${letter === 'c' ? '---\n' : ''}${added}`;
}
