import { readCount } from '../tool/count';
import { defineTool, LineReader } from '../tool/tool';

/** `head`: the first lines or bytes. Stops reading when it has them. */
export const head = defineTool({
  name: 'head',
  summary: 'print the first part of files',
  usage: '[OPTION]... [FILE]...',
  options: 'n|lines= c|bytes= q|quiet v|verbose',
  rewrite: (arguments_) =>
    arguments_.flatMap((argument) => (/^-\d+$/.test(argument) ? ['-n', argument.slice(1)] : [argument])),
  *run(tool) {
    const bytes = tool.has('c');
    const text = tool.value(bytes ? 'c' : 'n') ?? '10';
    const count = readCount(text);
    if (count === undefined) return tool.fail(`invalid number of ${bytes ? 'bytes' : 'lines'}: '${text}'`);
    const operands = tool.operands.length > 0 ? tool.operands : ['-'];
    let status = 0;
    let first = true;
    for (const operand of operands) {
      const lines = operand === '-' ? new LineReader(tool.process.stdin) : yield* tool.lines(operand);
      if (lines === undefined) {
        status = 1;
        continue;
      }
      if ((operands.length > 1 && !tool.has('q')) || tool.has('v')) {
        yield* tool.print(`${first ? '' : '\n'}==> ${operand === '-' ? 'standard input' : operand} <==\n`);
      }
      first = false;
      if (bytes || count < 0) {
        let all = '';
        const kept: string[] = [];
        for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
          all += line;
          kept.push(line);
          if (bytes && count >= 0 && all.length >= count) break;
        }
        yield* tool.print(bytes ? all.slice(0, count) : kept.slice(0, count).join(''));
        continue;
      }
      for (let taken = 0; taken < count; taken++) {
        const line = yield* lines.next();
        if (line === undefined) break;
        yield* tool.print(line);
      }
    }
    return status;
  },
});
