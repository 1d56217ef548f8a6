import { waitForExit } from '../../engine/processes/kernel';
import { Pipe, readAll } from '../../engine/processes/pipe';
import type { Routine } from '../../engine/processes/routine';
import { describeProgramError, startProgram, statusOfProgramError } from '../programs';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `xargs`: builds command lines from its input. */
export const xargs = defineTool({
  name: 'xargs',
  summary: 'build and run command lines from standard input',
  usage: '[OPTION]... COMMAND [INITIAL-ARGS]...',
  options:
    'n|max-args= I|replace= 0|null r|no-run-if-empty t|verbose d|delimiter= P|max-procs= L|max-lines= a|arg-file=',
  inOrder: true,
  *run(tool) {
    const text = yield* readAll(tool.process.stdin);
    const replace = tool.value('I');
    const items = readItems(tool, text, replace !== undefined);
    if (typeof items === 'string') return tool.fail(items);
    const command = tool.operands.length > 0 ? tool.operands : ['echo'];
    if (items.length === 0 && (tool.has('r') || replace !== undefined || tool.busybox)) return 0;
    let status = 0;
    for (const line of commandLines(tool, command, items, replace)) {
      if (tool.has('t')) tool.process.stderr.write(`${line.join(' ')}\n`);
      const code = yield* runOne(tool, line);
      if (code >= 126 && code <= 127) return code;
      if (code === 255) return tool.fail(`${command[0]}: exited with status 255; aborting`, 124);
      if (code !== 0) status = 123;
    }
    return status;
  },
});

function readItems(tool: Tool, text: string, lines: boolean): string[] | string {
  if (tool.has('0')) return text.split('\0').filter((item, at, all) => item !== '' || at < all.length - 1);
  const delimiter = tool.value('d');
  if (delimiter !== undefined) return text.replace(/\n$/, '').split(delimiter === '\\n' ? '\n' : delimiter);
  if (lines)
    return text
      .split('\n')
      .map((line) => line.trimStart())
      .filter((line) => line !== '');
  const items: string[] = [];
  for (const match of text.matchAll(/(?:'[^'\n]*'|"[^"\n]*"|\\[\s\S]|[^\s'"\\])+|['"]/g)) {
    if (match[0] === "'" || match[0] === '"')
      return `unmatched ${match[0] === "'" ? 'single' : 'double'} quote; by default quotes are special to xargs unless you use the -0 option`;
    items.push(
      match[0].replace(/'([^']*)'|"([^"]*)"|\\([\s\S])/g, (_, single, double, escaped) => single ?? double ?? escaped),
    );
  }
  return items;
}

function commandLines(
  tool: Tool,
  command: readonly string[],
  items: readonly string[],
  replace: string | undefined,
): string[][] {
  if (replace !== undefined) return items.map((item) => command.map((word) => word.replaceAll(replace, () => item)));
  const size = Number(tool.value('n') ?? tool.value('L') ?? Math.max(1, items.length));
  const lines: string[][] = [];
  for (let at = 0; at < Math.max(1, items.length); at += size) lines.push([...command, ...items.slice(at, at + size)]);
  return lines;
}

function* runOne(tool: Tool, line: readonly string[]): Routine<number> {
  const nothing = new Pipe();
  nothing.close();
  const started = startProgram(tool.process, line, { stdin: nothing });
  if (started.ok) return (yield* waitForExit(started.value)).code;
  tool.fail(`${line[0]}: ${describeProgramError(started.error)}`);
  return statusOfProgramError(started.error);
}
