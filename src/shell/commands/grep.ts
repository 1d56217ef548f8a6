import { isTerminal } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { moveNumber } from '../tool/numberOption';
import { translateRegularExpression } from '../tool/regularExpression';
import type { LineReader, Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

const COLOURS = {
  match: '\u001b[01;31m\u001b[K',
  name: '\u001b[35m\u001b[K',
  mark: '\u001b[36m\u001b[K',
  number: '\u001b[32m\u001b[K',
  end: '\u001b[m\u001b[K',
};

/** `grep`: lines that match. Output comes line by line, so that it can stand behind a watch. */
export const grep = defineTool({
  name: 'grep',
  summary: 'print lines that match a pattern',
  usage: '[OPTION]... PATTERNS [FILE]...',
  usageStatus: 2,
  options:
    'E|extended-regexp F|fixed-strings G|basic-regexp P|perl-regexp e|regexp= f|file= i|ignore-case y v|invert-match w|word-regexp x|line-regexp c|count l|files-with-matches L|files-without-match n|line-number o|only-matching q|quiet|silent s|no-messages h|no-filename H|with-filename r|recursive R|dereference-recursive A|after-context= B|before-context= C|context= m|max-count= color|colour? line-buffered a|text I include= exclude= z b',
  rewrite: (arguments_) => moveNumber(arguments_, 'C', 'efABCm'),
  *run(tool) {
    const patterns = [...tool.options.values('e')];
    let operands = [...tool.operands];
    for (const file of tool.options.values('f')) {
      const text = yield* tool.read(file);
      if (text === undefined) return 2;
      patterns.push(...text.replace(/\n$/, '').split('\n'));
    }
    if (patterns.length === 0) {
      const [first, ...rest] = operands;
      if (first === undefined) {
        tool.process.stderr.write(
          "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n",
        );
        return 2;
      }
      patterns.push(first);
      operands = rest;
    }
    const expression = compile(
      tool,
      patterns.flatMap((pattern) => pattern.split('\n')),
    );
    if (typeof expression === 'string') return tool.fail(expression, 2);
    const recursive = tool.has('r') || tool.has('R');
    const files = operands.length > 0 ? operands : [recursive ? '.' : '-'];
    return yield* search(tool, expression, recursive ? files.flatMap((file) => walk(tool, file)) : files, recursive);
  },
});

function compile(tool: Tool, patterns: readonly string[]): RegExp | string {
  const kind = tool.has('F') ? 'fixed' : tool.has('P') ? 'perl' : tool.has('E') ? 'extended' : 'basic';
  const alternatives = patterns.map((pattern) => `(?:${translateRegularExpression(pattern, kind)})`);
  let source = alternatives.join('|');
  if (tool.has('w')) source = `(?<!\\w)(?:${source})(?!\\w)`;
  if (tool.has('x')) source = `^(?:${source})$`;
  try {
    return new RegExp(source, tool.has('i') || tool.has('y') ? 'gi' : 'g');
  } catch {
    const [pattern = ''] = patterns;
    if (/\[[^\]]*$/.test(pattern)) return 'Unmatched [, [^, [:, [., or [=';
    if (/\($|\([^)]*$/.test(pattern)) return 'Unmatched ( or \\(';
    return /\\$/.test(pattern) ? 'Trailing backslash' : 'Invalid regular expression';
  }
}

function walk(tool: Tool, operand: string): string[] {
  const names = tool.process.files.list(tool.path(operand));
  if (!names.ok) return [operand];
  const prefix = operand === '.' && tool.operands.length < 2 ? '' : operand.endsWith('/') ? operand : `${operand}/`;
  // devices are never read on the way, links only where that is wished
  const passed = (path: string) => {
    const link = tool.link(path);
    if (link !== undefined && (link.direct === true || !tool.has('R'))) return true;
    return tool.stat(path)?.device !== undefined;
  };
  const paths = names.value.map((name) => `${prefix}${name}`);
  const wanted = paths.flatMap((path) => (passed(path) ? [] : walk(tool, path)));
  const matches = (file: string, glob: string) =>
    new RegExp(
      `^${glob
        .replace(/[.+^$()|]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.')}$`,
    ).test(file.split('/').at(-1) ?? '');
  const include = tool.options.values('include');
  const exclude = tool.options.values('exclude');
  return wanted.filter(
    (file) =>
      (include.length === 0 || include.some((glob) => matches(file, glob))) &&
      !exclude.some((glob) => matches(file, glob)),
  );
}

function* search(tool: Tool, expression: RegExp, files: readonly string[], recursive: boolean): Routine<number> {
  const named = tool.has('H') || ((files.length > 1 || recursive) && !tool.has('h'));
  let matched = false;
  let failed = false;
  for (const file of files) {
    if (tool.isDirectory(file)) {
      if (!tool.has('s')) tool.fail(`${file}: Is a directory`);
      continue;
    }
    const found = yield* searchFile(tool, expression, file, named);
    if (found === undefined) failed = true;
    else if (found) matched = true;
    if (matched && tool.has('q')) return 0;
  }
  return failed ? 2 : matched ? 0 : 1;
}

function* searchFile(tool: Tool, expression: RegExp, file: string, named: boolean): Routine<boolean | undefined> {
  const silent = tool.has('s') && file !== '-' && !tool.process.files.read(tool.path(file)).ok;
  const lines = silent ? undefined : yield* tool.lines(file);
  return lines === undefined ? undefined : yield* new FileSearch(tool, expression, file, named).run(lines);
}

interface Line {
  readonly text: string;
  readonly number: number;
}

/** The search of one file: what was found, and the lines around it that are shown as well. */
class FileSearch {
  readonly #tool: Tool;
  readonly #expression: RegExp;
  readonly #name: string;
  readonly #named: boolean;
  readonly #coloured: boolean;
  readonly #before: number;
  readonly #after: number;
  /** Only counts or names are wanted. */
  readonly #quiet: boolean;
  readonly #kept: Line[] = [];
  #count = 0;
  #pending = 0;
  #lastPrinted = 0;

  constructor(tool: Tool, expression: RegExp, file: string, named: boolean) {
    const setting = tool.value('color');
    this.#tool = tool;
    this.#expression = expression;
    this.#name = file === '-' ? '(standard input)' : file;
    this.#named = named;
    this.#coloured =
      setting === 'always' || (setting !== undefined && setting !== 'never' && isTerminal(tool.process.stdout));
    this.#after = Number(tool.value('A') ?? tool.value('C') ?? 0);
    this.#before = Number(tool.value('B') ?? tool.value('C') ?? 0);
    this.#quiet = ['c', 'l', 'L', 'q'].some((option) => tool.has(option));
  }

  /** True when something was found. */
  *run(lines: LineReader): Routine<boolean> {
    const tool = this.#tool;
    const limit = Number(tool.value('m') ?? Number.POSITIVE_INFINITY);
    for (let number = 1; this.#count < limit || this.#pending > 0; number++) {
      const line = yield* lines.next();
      if (line === undefined) break;
      const text = line.replace(/\n$/, '');
      this.#expression.lastIndex = 0;
      const hit = this.#count < limit && this.#expression.test(text) !== tool.has('v');
      if (!hit) yield* this.#pass({ text, number });
      else {
        this.#count++;
        if (tool.has('q') || tool.has('l')) break;
        if (!this.#quiet) yield* this.#show({ text, number });
      }
    }
    if (tool.has('l') && this.#count > 0) yield* tool.print(`${this.#name}\n`);
    else if (tool.has('L') && this.#count === 0) yield* tool.print(`${this.#name}\n`);
    else if (tool.has('c')) yield* tool.print(`${this.#named ? `${this.#name}:` : ''}${this.#count}\n`);
    return this.#count > 0;
  }

  /** A line that does not match: it may stand behind a match, or before the next one. */
  *#pass(line: Line): Routine<void> {
    if (this.#pending-- > 0 && !this.#quiet) {
      yield* this.#tool.print(this.#format(line, '-'));
      this.#lastPrinted = line.number;
    } else if (this.#before > 0) {
      this.#kept.push(line);
      if (this.#kept.length > this.#before) this.#kept.shift();
    }
  }

  *#show(line: Line): Routine<void> {
    const from = this.#kept[0]?.number ?? line.number;
    const apart = this.#lastPrinted > 0 && from > this.#lastPrinted + 1;
    if ((this.#after > 0 || this.#before > 0) && apart) yield* this.#tool.print('--\n');
    for (const earlier of this.#kept) yield* this.#tool.print(this.#format(earlier, '-'));
    this.#kept.length = 0;
    yield* this.#tool.print(this.#format(line, ':'));
    this.#lastPrinted = line.number;
    this.#pending = this.#after;
  }

  #format({ text, number }: Line, mark: ':' | '-'): string {
    const separator = this.#paint(mark, COLOURS.mark);
    const name = this.#named ? this.#paint(this.#name, COLOURS.name) + separator : '';
    const start = `${name}${this.#tool.has('n') ? this.#paint(String(number), COLOURS.number) + separator : ''}`;
    this.#expression.lastIndex = 0;
    if (mark === ':' && this.#tool.has('o')) {
      const matches = [...text.matchAll(this.#expression)].map((match) => match[0]).filter((part) => part !== '');
      return matches.map((part) => `${start}${this.#paint(part, COLOURS.match)}\n`).join('');
    }
    const painted = this.#coloured && mark === ':' && !this.#tool.has('v');
    const shown = painted
      ? text.replace(this.#expression, (part) => (part === '' ? '' : this.#paint(part, COLOURS.match)))
      : text;
    return `${start}${shown}\n`;
  }

  #paint(part: string, colour: string): string {
    return this.#coloured ? `${colour}${part}${COLOURS.end}` : part;
  }
}
