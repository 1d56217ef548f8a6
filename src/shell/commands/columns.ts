import { defineTool, linesOf } from '../tool/tool';

/** `tac`: lines in reverse order. */
export const tac = defineTool({
  name: 'tac',
  summary: 'print files in reverse',
  usage: '[FILE]...',
  *run(tool) {
    const { texts, status } = yield* tool.readAll();
    for (const text of texts)
      yield* tool.print(
        linesOf(text)
          .reverse()
          .map((line) => `${line}\n`)
          .join(''),
      );
    return status;
  },
});

/** `rev`: each line backwards. */
export const rev = defineTool({
  name: 'rev',
  summary: 'reverse lines characterwise',
  usage: '[FILE]...',
  *run(tool) {
    const { texts, status } = yield* tool.readAll();
    for (const text of texts)
      yield* tool.print(
        linesOf(text)
          .map((line) => `${[...line].reverse().join('')}\n`)
          .join(''),
      );
    return status;
  },
});

/** `nl`: numbers lines that are not empty. */
export const nl = defineTool({
  name: 'nl',
  summary: 'number lines',
  usage: '[OPTION]... [FILE]...',
  options: 'b|body-numbering= w|number-width= s|number-separator=',
  *run(tool) {
    const { texts, status } = yield* tool.readAll();
    const width = Number(tool.value('w') ?? 6);
    let number = 0;
    for (const line of texts.flatMap(linesOf)) {
      const counted = line !== '' || tool.value('b') === 'a';
      yield* tool.print(
        counted
          ? `${String(++number).padStart(width)}${tool.value('s') ?? '\t'}${line}\n`
          : `${' '.repeat(width + 1)}${line}\n`,
      );
    }
    return status;
  },
});

/** `paste`: lines of files side by side, or in a row with `-s`. */
export const paste = defineTool({
  name: 'paste',
  summary: 'merge lines of files',
  usage: '[OPTION]... [FILE]...',
  options: 'd|delimiters= s|serial',
  *run(tool) {
    const { texts, status } = yield* tool.readAll();
    const delimiter = (tool.value('d') ?? '\t').replace('\\n', '\n').replace('\\t', '\t');
    const columns = texts.map(linesOf);
    if (tool.has('s')) for (const column of columns) yield* tool.print(`${column.join(delimiter)}\n`);
    else {
      const rows = Math.max(0, ...columns.map((column) => column.length));
      for (let row = 0; row < rows; row++)
        yield* tool.print(`${columns.map((column) => column[row] ?? '').join(delimiter)}\n`);
    }
    return status;
  },
});

/** `column -t`: aligns fields in columns. */
export const column = defineTool({
  name: 'column',
  summary: 'format input into columns',
  usage: '-t [-s SEPARATOR] [FILE]...',
  options: 't|table s|separator= o|output-separator=',
  *run(tool) {
    const { texts, status } = yield* tool.readAll();
    const separator = tool.value('s');
    const rows = texts
      .flatMap(linesOf)
      .filter((line) => line.trim() !== '')
      .map((line) => (separator === undefined ? line.trim().split(/\s+/) : line.split(separator)));
    const width = (at: number) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0));
    const joint = tool.value('o') ?? '  ';
    for (const row of rows)
      yield* tool.print(
        `${row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(width(at)))).join(joint)}\n`,
      );
    return status;
  },
});
