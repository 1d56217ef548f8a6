import { describeFileError } from '../../engine/files/fileSystem';
import type { Routine } from '../../engine/processes/routine';
import { SedEditor } from '../tool/sedEditor';
import type { SedCommand } from '../tool/sedScript';
import { parseSed } from '../tool/sedScript';
import type { Tool } from '../tool/tool';
import { defineTool, LineReader } from '../tool/tool';

/** `sed`: edits streams and files (`s`, `d`, `p`, `q`, `a`, `i`, `c`, `y`, `n`, `=`, hold space, groups, `-i`). */
export const sed = defineTool({
  name: 'sed',
  summary: 'edit text line by line',
  usage: '[OPTION]... {script-only-if-no-other-script} [input-file]...',
  options: 'n|quiet|silent e|expression= f|file= E|r|regexp-extended s|separate u|unbuffered z in-place?',
  rewrite: (arguments_) =>
    arguments_
      .map((argument) =>
        /^-i.*$/.test(argument)
          ? `--in-place=${argument.slice(2)}`
          : argument.replace(/^-(n|E|r)i$/, '-$1 --in-place='),
      )
      .flatMap((argument) => (argument.includes(' --in-place=') ? argument.split(' ') : [argument])),
  *run(tool) {
    const scripts = [...tool.options.values('e')];
    for (const file of tool.options.values('f')) {
      const text = yield* tool.read(file);
      if (text === undefined) return 1;
      scripts.push(text);
    }
    let files = [...tool.operands];
    if (scripts.length === 0) {
      const [script, ...rest] = files;
      if (script === undefined) {
        tool.process.stderr.write('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n');
        return 1;
      }
      scripts.push(script);
      files = rest;
    }
    const commands = parseSed(scripts.join('\n'), tool.has('E'));
    if (!commands.ok) return tool.fail(`-e expression #1, char ${commands.error.character}: ${commands.error.message}`);
    if (tool.has('in-place')) return yield* inPlace(tool, commands.value, files);
    return yield* stream(tool, commands.value, files);
  },
});

function* inPlace(tool: Tool, commands: readonly SedCommand[], files: readonly string[]): Routine<number> {
  let status = 0;
  for (const file of files) {
    const text = readFile(tool, file, "couldn't edit");
    if (text === undefined) {
      status = 4;
      continue;
    }
    const pieces: string[] = [];
    const reader = new LineReader(undefined, text);
    const editor = new SedEditor(commands, tool.has('n'), reader, (piece) => {
      pieces.push(piece);
      return nothing();
    });
    if (yield* editor.run())
      for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) pieces.push(line);
    const suffix = tool.value('in-place') ?? '';
    if (suffix !== '') tool.process.files.write(tool.path(`${file}${suffix}`), text);
    const written = tool.process.files.write(tool.path(file), pieces.join(''));
    if (!written.ok) status = tool.complain(file, written.error, "couldn't open file ") + 3;
  }
  return status;
}

function* nothing(): Routine<void> {}

function readFile(tool: Tool, file: string, verb: string): string | undefined {
  const text = tool.process.files.read(tool.path(file));
  if (text.ok) return text.value;
  if (text.error.code === 'EISDIR')
    tool.fail(`${verb} ${file}: ${verb === 'read error on' ? 'Is a directory' : 'not a regular file'}`);
  else tool.fail(`can't read ${file}: ${describeFileError(text.error)}`);
  return undefined;
}

function* stream(tool: Tool, commands: readonly SedCommand[], files: readonly string[]): Routine<number> {
  const quiet = tool.has('n');
  const print = (text: string) => tool.print(text);
  const standard = files.length === 0 || (files.length === 1 && files[0] === '-');
  let status = 0;
  let all = '';
  for (const file of standard ? [] : files) {
    const text = readFile(tool, file, 'read error on');
    if (text === undefined) status = 2;
    all += text ?? '';
  }
  const reader = standard ? new LineReader(tool.process.stdin) : new LineReader(undefined, all);
  const editor = new SedEditor(commands, quiet, reader, print);
  yield* editor.run();
  return editor.status || status;
}
