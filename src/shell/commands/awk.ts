import type { Routine } from '../../engine/processes/routine';
import { AwkInterpreter } from '../awk/interpreter';
import { parseAwk } from '../awk/parser';
import type { AwkProgram } from '../awk/syntax';
import { AwkSyntaxError } from '../awk/syntax';
import type { LineReader, Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `awk`: the language but pipes, `system` and `RS`; output can go to files. */
export const awk = defineTool({
  name: 'awk',
  summary: 'scan and process text by patterns',
  usage: "[-F SEPARATOR] [-v NAME=VALUE] 'PROGRAM' [FILE]...",
  usageStatus: 2,
  options: 'F= v= f=',
  inOrder: true,
  *run(tool) {
    let files = tool.operands;
    let source = '';
    for (const file of tool.options.values('f')) {
      const text = yield* tool.read(file);
      if (text === undefined) return 2;
      source += `${text}\n`;
    }
    if (!tool.has('f')) {
      const [program, ...rest] = files;
      if (program === undefined) {
        tool.process.stderr.write("Usage: awk [-F SEPARATOR] [-v NAME=VALUE] 'PROGRAM' [FILE]...\n");
        return 2;
      }
      source = program;
      files = rest;
    }
    let program: AwkProgram;
    try {
      program = parseAwk(source);
    } catch (thrown) {
      if (!(thrown instanceof AwkSyntaxError)) throw thrown;
      return tool.fail(`line ${thrown.line}: ${thrown.message}`, 2);
    }
    const interpreter = new AwkInterpreter(program, tool);
    const separator = tool.value('F');
    if (separator !== undefined) interpreter.set('FS', separator === 't' ? '\t' : separator.replace(/\\t/g, '\t'));
    for (const assignment of tool.options.values('v')) assign(interpreter, assignment);
    return yield* interpreter.run(readersOf(tool, interpreter, files));
  },
});

function assign(interpreter: AwkInterpreter, text: string): void {
  const equals = text.indexOf('=');
  interpreter.set(
    text.slice(0, equals),
    text
      .slice(equals + 1)
      .replace(/\\n/g, '\n')
      .replace(/\\t/g, '\t'),
  );
}

/** Gives the files one after another; assignments between them are carried out on the way. */
function readersOf(
  tool: Tool,
  interpreter: AwkInterpreter,
  files: readonly string[],
): () => Routine<LineReader | undefined> {
  const queue = [...files];
  let used = false;
  return function* () {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      if (/^[A-Za-z_]\w*=/.test(file)) {
        assign(interpreter, file);
        continue;
      }
      used = true;
      interpreter.set('FILENAME', file);
      const reader = yield* tool.lines(file);
      if (reader !== undefined) return reader;
    }
    if (used) return undefined;
    used = true;
    return yield* tool.lines('-');
  };
}
