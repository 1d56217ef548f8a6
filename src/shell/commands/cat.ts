import { type Input, read as readSome } from '../../engine/processes/pipe';
import type { Routine } from '../../engine/processes/routine';
import type { LineReader, Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `cat`: prints files, or what comes in, as it comes in. */
export const cat = defineTool({
  name: 'cat',
  summary: 'print files one after another',
  usage: '[OPTION]... [FILE]...',
  options: 'n|number b|number-nonblank E|show-ends T|show-tabs A|show-all s|squeeze-blank e t v|show-nonprinting u',
  *run(tool) {
    const plain = !['n', 'b', 's', 'A', 'E', 'e', 'T', 't'].some((option) => tool.has(option));
    const state = { number: 0, blank: false };
    let status = 0;
    for (const operand of tool.operands.length > 0 ? tool.operands : ['-']) {
      const input = operand === '-' ? tool.process.stdin : tool.endless(operand);
      if (plain && input !== undefined) {
        yield* passOn(tool, input);
        continue;
      }
      const lines = yield* tool.lines(operand);
      if (lines === undefined) status = 1;
      else yield* printLines(tool, lines, state);
    }
    return status;
  },
});

function* passOn(tool: Tool, input: Input): Routine<void> {
  for (;;) {
    const text = yield* readSome(input);
    if (text === undefined) return;
    yield* tool.print(text);
  }
}

function* printLines(tool: Tool, lines: LineReader, state: { number: number; blank: boolean }): Routine<void> {
  const ends = tool.has('A') || tool.has('E') || tool.has('e');
  const tabs = tool.has('A') || tool.has('T') || tool.has('t');
  for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
    const empty = line === '\n';
    const squeezed = tool.has('s') && empty && state.blank;
    state.blank = empty;
    if (squeezed) continue;
    const counted = tool.has('b') ? !empty : tool.has('n');
    let text = tabs ? line.replace(/\t/g, '^I') : line;
    if (ends) text = text.replace(/\n$/, '$\n');
    yield* tool.print(counted ? `${String(++state.number).padStart(6)}\t${text}` : text);
  }
}
