import { read } from '../../engine/processes/pipe';
import { isTerminal, Pty } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import type { Tool } from '../tool/tool';
import { defineTool, linesOf } from '../tool/tool';

/** A pager: space and b by pages, j and k by lines, g and G to the ends, / to search, q to leave. */
function pager(name: string) {
  return defineTool({
    name,
    summary: 'show text a page at a time',
    usage: '[OPTION]... [FILE]...',
    options: 'F X R N S i f e r n',
    *run(tool) {
      if (tool.operands.length === 0 && isTerminal(tool.process.stdin))
        return tool.fail('Missing filename ("less --help" for help)');
      const { texts, status } = yield* tool.readAll();
      const text = texts.join('');
      const terminal = tool.process.tty;
      if (!(terminal instanceof Pty) || !isTerminal(tool.process.stdout)) {
        yield* tool.print(text);
        return status;
      }
      const lines = linesOf(text);
      if (tool.has('F') && lines.length < terminal.rows) {
        yield* tool.print(text);
        return status;
      }
      yield* page(tool, lines, terminal);
      return status;
    },
  });
}

function* page(tool: Tool, lines: readonly string[], terminal: Pty): Routine<void> {
  let top = 0;
  let query: string | undefined;
  let found = '';
  terminal.raw = true;
  tool.process.stdout.write('\u001b[?1049h');
  try {
    for (;;) {
      const size = Math.max(1, terminal.rows - 1);
      const end = Math.max(0, lines.length - size);
      top = Math.max(0, Math.min(top, end));
      const shown = Array.from({ length: size }, (_, at) => lines[top + at] ?? '~');
      const status = query !== undefined ? `/${query}` : top >= end ? '\u001b[7m(END)\u001b[0m' : ':';
      tool.process.stdout.write(`\u001b[H\u001b[2J${shown.join('\n')}\n${status}`);
      const keys = yield* read(terminal.input, 6);
      if (keys === undefined) return;
      if (query !== undefined) {
        const result = searchKeys(query, keys);
        query = result.query;
        if (result.done !== undefined) found = result.done;
        if (result.done !== undefined) top = next(lines, found, top + 1) ?? top;
        continue;
      }
      if (['q', 'Q', '\u0003'].includes(keys[0] ?? '')) return;
      if (keys === '/') query = '';
      else if (keys === 'n') top = next(lines, found, top + 1) ?? top;
      else top = moved(keys, top, size, lines.length);
    }
  } finally {
    terminal.raw = false;
    tool.process.stdout.write('\u001b[?1049l');
  }
}

function searchKeys(query: string, keys: string): { query: string | undefined; done?: string } {
  if (keys === '\r' || keys === '\n') return { query: undefined, done: query };
  if (keys === '\u0003' || keys === '\u001b') return { query: undefined };
  return { query: keys === '\u007f' ? query.slice(0, -1) : query + keys };
}

function next(lines: readonly string[], text: string, from: number): number | undefined {
  const at = lines.findIndex((line, index) => index >= from && text !== '' && line.includes(text));
  return at < 0 ? undefined : at;
}

function moved(keys: string, top: number, size: number, length: number): number {
  if (keys === ' ' || keys === 'f' || keys === '\u001b[6~' || keys === '\u0006') return top + size;
  if (keys === 'b' || keys === '\u001b[5~' || keys === '\u0002') return top - size;
  if (keys === 'd' || keys === '\u0004') return top + Math.floor(size / 2);
  if (keys === 'u' || keys === '\u0015') return top - Math.floor(size / 2);
  if (['j', 'e', '\r', '\n', '\u001b[B', '\u001bOB'].includes(keys)) return top + 1;
  if (['k', 'y', '\u001b[A', '\u001bOA'].includes(keys)) return top - 1;
  if (keys === 'g' || keys === '<' || keys === '\u001b[H') return 0;
  if (keys === 'G' || keys === '>' || keys === '\u001b[F') return length;
  return top;
}

export const less = pager('less');
export const more = pager('more');
