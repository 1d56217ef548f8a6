import { read as readSome } from '../../engine/processes/pipe';
import { defineTool } from '../tool/tool';

/** `cat`: prints files, or what comes in, as it comes in. */
export const cat = defineTool({
  name: 'cat',
  summary: 'print files one after another',
  usage: '[OPTION]... [FILE]...',
  options: 'n|number b|number-nonblank E|show-ends T|show-tabs A|show-all s|squeeze-blank e t v|show-nonprinting u',
  *run(tool) {
    let status = 0;
    let number = 0;
    let blank = false;
    const marked = tool.has('A') || tool.has('E') || tool.has('e');
    const tabs = tool.has('A') || tool.has('T') || tool.has('t');
    const plain = !marked && !tabs && !['n', 'b', 's'].some((option) => tool.has(option));
    for (const operand of tool.operands.length > 0 ? tool.operands : ['-']) {
      if (plain && operand === '-') {
        for (;;) {
          const text = yield* readSome(tool.process.stdin);
          if (text === undefined) break;
          yield* tool.print(text);
        }
        continue;
      }
      const lines = yield* tool.lines(operand);
      if (lines === undefined) {
        status = 1;
        continue;
      }
      for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
        const empty = line === '\n';
        if (tool.has('s') && empty && blank) continue;
        blank = empty;
        const counted = tool.has('b') ? !empty : tool.has('n');
        let text = tabs ? line.replace(/\t/g, '^I') : line;
        if (marked) text = text.replace(/\n$/, '$\n');
        yield* tool.print(counted ? `${String(++number).padStart(6)}\t${text}` : text);
      }
    }
    return status;
  },
});
