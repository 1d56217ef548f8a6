import { encodeUtf8 } from '../../base/utf8';
import { defineTool } from '../tool/tool';

/** `wc`: counts lines, words, bytes. */
export const wc = defineTool({
  name: 'wc',
  summary: 'count lines, words and bytes',
  usage: '[OPTION]... [FILE]...',
  options: 'l|lines w|words c|bytes m|chars L|max-line-length',
  *run(tool) {
    const chosen = ['l', 'w', 'm', 'c', 'L'].filter((option) => tool.has(option));
    const columns = chosen.length > 0 ? chosen : ['l', 'w', 'c'];
    const rows: { counts: number[]; name: string }[] = [];
    let status = 0;
    for (const operand of tool.operands.length > 0 ? tool.operands : ['-']) {
      const text = yield* tool.read(operand);
      if (text === undefined) {
        status = 1;
        if (!tool.isDirectory(operand)) continue;
      }
      rows.push({
        counts: columns.map((column) => count(text ?? '', column)),
        name: tool.operands.length === 0 ? '' : operand,
      });
    }
    if (tool.operands.length > 1) {
      const total = columns.map((_, at) => rows.reduce((sum, row) => sum + (row.counts[at] ?? 0), 0));
      rows.push({ counts: total, name: 'total' });
    }
    const largest = Math.max(0, ...rows.flatMap((row) => row.counts));
    const width =
      columns.length === 1 && rows.length === 1 ? 1 : tool.operands.length === 0 ? 7 : String(largest).length;
    for (const { counts, name } of rows)
      yield* tool.print(
        `${counts.map((value) => String(value).padStart(width)).join(' ')}${name === '' ? '' : ` ${name}`}\n`,
      );
    return status;
  },
});

function count(text: string, column: string): number {
  switch (column) {
    case 'l':
      return text.split('\n').length - 1;
    case 'w':
      return text.match(/\S+/g)?.length ?? 0;
    case 'm':
      return [...text].length;
    case 'L':
      return Math.max(0, ...text.split('\n').map((line) => line.length));
    default:
      return encodeUtf8(text).length;
  }
}
