import { read } from '../../engine/processes/pipe';
import { defineTool } from '../tool/tool';

/** `tee`: passes on what it reads and writes it to files as well. */
export const tee = defineTool({
  name: 'tee',
  summary: 'copy standard input to files and on',
  usage: '[OPTION]... [FILE]...',
  options: 'a|append i|ignore-interrupts',
  *run(tool) {
    let status = 0;
    const paths: string[] = [];
    for (const operand of tool.operands) {
      const opened = tool.process.files.write(tool.path(operand), '', { append: tool.has('a') });
      if (opened.ok) paths.push(tool.path(operand));
      else status = tool.complain(operand, opened.error);
    }
    for (;;) {
      const text = yield* read(tool.process.stdin);
      if (text === undefined) return status;
      for (const path of [...paths]) {
        const written = tool.process.files.write(path, text, { append: true });
        if (written.ok) continue;
        status = tool.complain(path, written.error);
        paths.splice(paths.indexOf(path), 1);
      }
      yield* tool.print(text);
    }
  },
});
