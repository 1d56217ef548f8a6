import { encodeUtf8, textOfBytes, utf8Length } from '../../base/utf8';
import { type Input, read } from '../../engine/processes/pipe';
import type { Routine } from '../../engine/processes/routine';
import { readCount } from '../tool/count';
import { moveNumber } from '../tool/numberOption';
import type { LineReader, Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `head`: the first lines or bytes. Stops reading when it has them. */
export const head = defineTool({
  name: 'head',
  summary: 'print the first part of files',
  usage: '[OPTION]... [FILE]...',
  options: 'n|lines= c|bytes= q|quiet v|verbose',
  rewrite: (arguments_) => moveNumber(arguments_, 'n', 'nc'),
  *run(tool) {
    const bytes = tool.has('c');
    const text = tool.value(bytes ? 'c' : 'n') ?? '10';
    const count = readCount(text);
    if (count === undefined) return tool.fail(`invalid number of ${bytes ? 'bytes' : 'lines'}: ${tool.quoted(text)}`);
    const operands = tool.operands.length > 0 ? tool.operands : ['-'];
    const titled = (operands.length > 1 && !tool.has('q')) || tool.has('v');
    let status = 0;
    let first = true;
    for (const operand of operands) {
      const lines = yield* tool.lines(operand, 'open');
      if (lines === undefined) {
        status = 1;
        continue;
      }
      const title = operand === '-' ? 'standard input' : operand;
      if (titled) yield* tool.print(`${first ? '' : '\n'}==> ${title} <==\n`);
      first = false;
      const stream = operand === '-' ? tool.process.stdin : tool.endless(operand);
      if (bytes && count >= 0 && stream !== undefined) yield* fromStream(tool, stream, count);
      else if (bytes || count < 0) yield* fromWhole(tool, lines, count, bytes);
      else yield* firstLines(tool, lines, count);
    }
    return status;
  },
});

function* firstLines(tool: Tool, lines: LineReader, count: number): Routine<void> {
  for (let taken = 0; taken < count; taken++) {
    const line = yield* lines.next();
    if (line === undefined) return;
    yield* tool.print(line);
  }
}

/** Bytes, or all lines but the last: the end has to be known. */
function* fromWhole(tool: Tool, lines: LineReader, count: number, bytes: boolean): Routine<void> {
  const kept: string[] = [];
  let size = 0;
  for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
    kept.push(line);
    size += bytes ? utf8Length(line) : 1;
    if (bytes && count >= 0 && size >= count) break;
  }
  yield* tool.print(bytes ? firstBytes(kept.join(''), count) : kept.slice(0, count).join(''));
}

/** Bytes of what may have neither line ends nor an end. */
function* fromStream(tool: Tool, input: Input, count: number): Routine<void> {
  for (let left = count; left > 0; ) {
    const text = yield* read(input, left);
    if (text === undefined) return;
    const part = firstBytes(text, left);
    left -= utf8Length(part);
    yield* tool.print(part);
  }
}

/** So many bytes from the beginning, or all but so many at the end where the number is negative. */
function firstBytes(text: string, count: number): string {
  return textOfBytes(encodeUtf8(text).subarray(0, count < 0 ? Math.max(0, utf8Length(text) + count) : count));
}
