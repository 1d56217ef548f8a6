import type { Routine } from '../../engine/processes/routine';
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
    const text = tool.process.files.read(tool.path(file));
    if (!text.ok) {
      status = 4;
      tool.fail(
        text.error.code === 'EISDIR'
          ? `couldn't edit ${file}: not a regular file`
          : `can't read ${file}: No such file or directory`,
      );
      continue;
    }
    const editor = new Editor(commands, tool.has('n'));
    let out = '';
    const reader = new LineReader(undefined, text.value);
    const ended = yield* editor.run(reader, function* (piece) {
      out += piece;
    });
    const rest = ended ? yield* restOf(reader) : '';
    const suffix = tool.value('in-place') ?? '';
    if (suffix !== '') tool.process.files.write(tool.path(`${file}${suffix}`), text.value);
    const written = tool.process.files.write(tool.path(file), out + rest);
    if (!written.ok) status = tool.complain(file, written.error, "couldn't open file ") + 3;
  }
  return status;
}

function* restOf(reader: LineReader): Routine<string> {
  let rest = '';
  for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) rest += line;
  return rest;
}

function* stream(tool: Tool, commands: readonly SedCommand[], files: readonly string[]): Routine<number> {
  const editor = new Editor(commands, tool.has('n'));
  if (files.length === 0 || (files.length === 1 && files[0] === '-')) {
    yield* editor.run(new LineReader(tool.process.stdin), (text) => tool.print(text));
    return editor.status;
  }
  let status = 0;
  let all = '';
  for (const file of files) {
    const text = tool.process.files.read(tool.path(file));
    if (text.ok) all += text.value;
    else {
      status = 2;
      tool.fail(
        text.error.code === 'EISDIR'
          ? `couldn't edit ${file}: not a regular file`
          : `can't read ${file}: No such file or directory`,
      );
    }
  }
  yield* editor.run(new LineReader(undefined, all), (text) => tool.print(text));
  return editor.status || status;
}

/** Runs the commands over lines. */
class Editor {
  readonly #commands: readonly SedCommand[];
  readonly #quiet: boolean;
  readonly #active = new Set<SedCommand>();
  #hold = '';
  status = 0;

  constructor(commands: readonly SedCommand[], quiet: boolean) {
    this.#commands = commands;
    this.#quiet = quiet;
  }

  /** True when `q` ended it early. */
  *run(reader: LineReader, print: (text: string) => Routine<void>): Routine<boolean> {
    let next = yield* reader.next();
    let number = 0;
    while (next !== undefined) {
      let line: string = next;
      next = yield* reader.next();
      number++;
      let end = line.endsWith('\n') ? '\n' : '';
      let space = line.replace(/\n$/, '');
      let after = '';
      let at = 0;
      let replaced = false;
      let deleted = false;
      let quit = false;
      let steps = 0;
      while (at < this.#commands.length && !deleted && !quit) {
        if (++steps > 100_000) return true;
        const command = this.#commands[at++] as SedCommand;
        if (!this.#selects(command, space, number, next === undefined)) {
          if (command.name === '{') at = command.jump ?? at;
          continue;
        }
        switch (command.name) {
          case 's': {
            const result = substitute(command, space);
            if (result === undefined) break;
            space = result;
            replaced = true;
            if (command.printed === true) yield* print(`${space}\n`);
            break;
          }
          case 'y':
            space = [...space].map((character) => command.table?.get(character) ?? character).join('');
            break;
          case 'd':
            deleted = true;
            break;
          case 'D': {
            const cut = space.indexOf('\n');
            if (cut >= 0) next = `${space.slice(cut + 1)}${end}`;
            deleted = true;
            break;
          }
          case 'p':
            yield* print(`${space}\n`);
            break;
          case 'P':
            yield* print(`${space.split('\n')[0]}\n`);
            break;
          case '=':
            yield* print(`${number}\n`);
            break;
          case 'l':
            yield* print(`${JSON.stringify(space).slice(1, -1)}$\n`);
            break;
          case 'q':
          case 'Q':
            quit = true;
            deleted = command.name === 'Q';
            this.status = command.code ?? 0;
            break;
          case 'a':
            after += `${command.text}\n`;
            break;
          case 'i':
            yield* print(`${command.text}\n`);
            break;
          case 'c':
            if (!this.#active.has(command)) yield* print(`${command.text}\n`);
            deleted = true;
            break;
          case 'n':
          case 'N': {
            if (next === undefined) {
              if (command.name === 'n' || !this.#quiet) quit = true;
              break;
            }
            if (command.name === 'n' && !this.#quiet) yield* print(space + end);
            line = next;
            next = yield* reader.next();
            number++;
            end = line.endsWith('\n') ? '\n' : '';
            space = command.name === 'n' ? line.replace(/\n$/, '') : `${space}\n${line.replace(/\n$/, '')}`;
            break;
          }
          case 'h':
            this.#hold = space;
            break;
          case 'H':
            this.#hold += `\n${space}`;
            break;
          case 'g':
            space = this.#hold;
            break;
          case 'G':
            space += `\n${this.#hold}`;
            break;
          case 'x':
            [space, this.#hold] = [this.#hold, space];
            break;
          case 'b':
            at = command.jump ?? this.#commands.length;
            break;
          case 't':
            if (replaced) at = command.jump ?? this.#commands.length;
            replaced = false;
            break;
        }
      }
      if (!deleted && !this.#quiet) yield* print(space + (after !== '' || next !== undefined ? end || '\n' : end));
      if (after !== '') yield* print(after);
      if (quit) {
        if (next !== undefined) reader.giveBack(next);
        return true;
      }
    }
    return false;
  }

  #selects(command: SedCommand, space: string, number: number, last: boolean): boolean {
    const matches = (address: SedCommand['from']) =>
      address !== undefined &&
      (address === '$' ? last : typeof address === 'number' ? address === number : address.test(space));
    let selected = true;
    if (command.step !== undefined) {
      const [first, step] = command.step;
      selected = step === 0 ? number === first : number >= first && (number - first) % step === 0;
    } else if (command.from !== undefined && command.to === undefined) selected = matches(command.from);
    else if (command.from !== undefined) {
      if (this.#active.has(command)) {
        if (typeof command.to === 'number' ? number >= command.to : matches(command.to)) this.#active.delete(command);
        selected = typeof command.to !== 'number' || number <= command.to;
      } else {
        selected = matches(command.from);
        if (selected && !(typeof command.to === 'number' && command.to <= number)) this.#active.add(command);
      }
    }
    return selected !== command.negated;
  }
}

/** The changed text; undefined when nothing matched. */
function substitute(command: SedCommand, space: string): string | undefined {
  const { expression, replacement, occurrence = 1, global = false } = command;
  if (expression === undefined || replacement === undefined) return undefined;
  let count = 0;
  let changed = false;
  const result = space.replace(new RegExp(expression.source, `g${expression.flags.replace('g', '')}`), (...groups) => {
    count++;
    if (count < occurrence || (count > occurrence && !global)) return groups[0] as string;
    changed = true;
    return replacement(
      groups.filter((group, at) => at === 0 || typeof group === 'string' || group === undefined) as string[],
    );
  });
  return changed ? result : undefined;
}
