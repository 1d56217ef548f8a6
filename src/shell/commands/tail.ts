import { encodeUtf8, textOfBytes } from '../../base/utf8';
import { sleep } from '../../engine/processes/kernel';
import type { Routine } from '../../engine/processes/routine';
import { readCount } from '../tool/count';
import { moveNumber } from '../tool/numberOption';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** Milliseconds between two looks at a followed file. */
const INTERVAL = 1000;

/** `tail`: the last lines or bytes; `-f` goes on with what is added. */
export const tail = defineTool({
  name: 'tail',
  summary: 'print the last part of files',
  usage: '[OPTION]... [FILE]...',
  options: 'n|lines= c|bytes= f F|follow? q|quiet v|verbose s|sleep-interval= retry pid=',
  rewrite: (arguments_) => moveNumber(arguments_, 'n', 'ncs'),
  *run(tool) {
    const bytes = tool.has('c');
    const text = tool.value(bytes ? 'c' : 'n') ?? '10';
    const count = readCount(text);
    if (count === undefined) return tool.fail(`invalid number of ${bytes ? 'bytes' : 'lines'}: ${tool.quoted(text)}`);
    const operands = tool.operands.length > 0 ? tool.operands : ['-'];
    const sizes = new Map<string, number>();
    let status = 0;
    for (const [at, operand] of operands.entries()) {
      const whole = yield* tool.read(operand, 'open');
      if (whole === undefined) {
        status = 1;
        continue;
      }
      sizes.set(operand, whole.length);
      if ((operands.length > 1 && !tool.has('q')) || tool.has('v'))
        yield* tool.print(`${at === 0 ? '' : '\n'}==> ${operand === '-' ? 'standard input' : operand} <==\n`);
      yield* tool.print(lastPart(whole, Math.abs(count), bytes, text.startsWith('+')));
    }
    if ((tool.has('f') || tool.has('F')) && sizes.size > 0) yield* follow(tool, sizes);
    return status;
  },
});

function lastPart(text: string, count: number, bytes: boolean, fromStart: boolean): string {
  if (bytes) {
    const all = encodeUtf8(text);
    return textOfBytes(all.subarray(fromStart ? Math.max(0, count - 1) : Math.max(0, all.length - count)));
  }
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  if (fromStart) return lines.slice(Math.max(0, count - 1)).join('');
  return count === 0 ? '' : lines.slice(-count).join('');
}

function* follow(tool: Tool, sizes: Map<string, number>): Routine<never> {
  for (;;) {
    yield* sleep(tool.process.clock, INTERVAL, { background: true });
    for (const [operand, before] of sizes) {
      if (operand === '-') continue;
      const text = tool.process.files.read(tool.path(operand));
      if (!text.ok) continue;
      if (text.value.length < before) tool.fail(`${operand}: file truncated`);
      const from = text.value.length < before ? 0 : before;
      if (text.value.length > from) {
        if (sizes.size > 1) yield* tool.print(`\n==> ${operand} <==\n`);
        yield* tool.print(text.value.slice(from));
      }
      sizes.set(operand, text.value.length);
    }
  }
}
