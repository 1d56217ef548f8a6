import { sleep } from '../../engine/processes/kernel';
import { Pipe, readAll } from '../../engine/processes/pipe';
import { Pty } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { textWidth } from '../lineEditor/width';
import { startProgram } from '../programs';
import { formatDate } from '../text/date';
import type { Tool } from '../tool/tool';
import { defineTool, linesOf } from '../tool/tool';

/** `watch`: runs a command again and again and shows its output on a screen of its own. Ctrl-C ends it. */
export const watch = defineTool({
  name: 'watch',
  summary: 'run a command repeatedly, showing its output',
  usage: '[OPTION]... COMMAND',
  options: 'n|interval= t|no-title d|differences? x|exec b|beep e|errexit g|chgexit c|color p|precise',
  inOrder: true,
  *run(tool) {
    if (tool.operands.length === 0) {
      tool.process.stderr.write('Usage:\n watch [options] command\n');
      return 1;
    }
    const interval = Number((tool.value('n') ?? '2').replace(',', '.'));
    if (!(interval >= 0)) return tool.fail(`failed to parse argument: '${tool.value('n')}'`);
    const pause = Math.max(0.1, interval);
    const screen = tool.process.tty instanceof Pty ? tool.process.tty : undefined;
    if (screen !== undefined) tool.process.stdout.write('\u001b[?1049h\u001b[22;0;0t');
    try {
      let before: string | undefined;
      for (;;) {
        const { text, code } = yield* output(tool);
        yield* tool.print(frame(tool, text, pause, screen));
        if (tool.has('e') && code !== 0) return code;
        if (tool.has('g') && before !== undefined && before !== text) return 0;
        before = text;
        yield* sleep(tool.process.clock, pause * 1000, { background: true });
      }
    } finally {
      if (screen !== undefined) tool.process.stdout.write('\u001b[?1049l');
    }
  },
});

function* output(tool: Tool): Routine<{ text: string; code: number }> {
  const { process } = tool;
  const words = tool.has('x') ? tool.operands : ['sh', '-c', tool.operands.join(' ')];
  const pipe = new Pipe();
  const nothing = new Pipe();
  nothing.close();
  const started = startProgram(process, words, { stdin: nothing, stdout: pipe, stderr: pipe, tty: undefined });
  if (!started.ok) return { text: `sh: 1: ${words[0]}: not found\n`, code: 127 };
  started.value.onExit(() => pipe.close());
  const text = yield* readAll(pipe);
  return { text, code: started.value.exit?.code ?? 0 };
}

function frame(tool: Tool, text: string, interval: number, screen: Pty | undefined): string {
  const { process } = tool;
  const columns = screen?.columns ?? 80;
  const rows = (screen?.rows ?? 24) - (tool.has('t') ? 0 : 2);
  const left = `Every ${interval.toFixed(1)}s: ${tool.operands.join(' ')}`;
  const right = `${process.hostname}: ${formatDate(process.clock.now, '%a %b %e %T %Y')}`;
  const space = columns - textWidth(left) - textWidth(right);
  const title = tool.has('t')
    ? ''
    : `${space > 0 ? left + ' '.repeat(space) : left.slice(0, Math.max(0, columns - right.length - 4))}${space > 0 ? '' : '... '}${right}\n\n`;
  const lines = linesOf(text).map((line) => cut(line, columns));
  return `\u001b[H\u001b[2J${title}${lines.slice(0, rows).join('\n')}`;
}

function cut(line: string, columns: number): string {
  let width = 0;
  let out = '';
  for (const character of line.replace(/\t/g, '        ')) {
    width += textWidth(character);
    if (width > columns) break;
    out += character;
  }
  return out;
}
