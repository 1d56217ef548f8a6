import { defineTool } from '../tool/tool';

/** `cut`: columns of each line, by field, character or byte. */
export const cut = defineTool({
  name: 'cut',
  summary: 'remove sections from each line',
  usage: 'OPTION... [FILE]...',
  options: 'f|fields= d|delimiter= c|characters= b|bytes= s|only-delimited complement output-delimiter=',
  *run(tool) {
    const characters = tool.value('c') ?? tool.value('b');
    const list = characters ?? tool.value('f');
    if (list === undefined) return tool.misuse('you must specify a list of bytes, characters, or fields');
    const delimiter = tool.value('d') ?? '\t';
    if ([...delimiter].length > 1) return tool.misuse('the delimiter must be a single character');
    const ranges = readRanges(list);
    if (typeof ranges === 'string')
      return tool.misuse(ranges.replace('%', characters === undefined ? 'field' : 'byte/character'));
    const wanted = (at: number) => ranges.some(([from, to]) => at >= from && at <= to) !== tool.has('complement');
    const joint = tool.value('output-delimiter');
    let status = 0;
    for (const operand of tool.operands.length > 0 ? tool.operands : ['-']) {
      const lines = yield* tool.lines(operand);
      if (lines === undefined) {
        status = 1;
        continue;
      }
      for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
        const text = line.replace(/\n$/, '');
        if (characters !== undefined)
          yield* tool.print(`${[...text].filter((_, at) => wanted(at + 1)).join(joint ?? '')}\n`);
        else if (!text.includes(delimiter)) {
          if (!tool.has('s')) yield* tool.print(`${text}\n`);
        } else
          yield* tool.print(
            `${text
              .split(delimiter)
              .filter((_, at) => wanted(at + 1))
              .join(joint ?? delimiter)}\n`,
          );
      }
    }
    return status;
  },
});

function readRanges(list: string): (readonly [number, number])[] | string {
  const ranges: (readonly [number, number])[] = [];
  for (const item of list.split(',')) {
    const match = /^(\d*)(-?)(\d*)$/.exec(item);
    if (match === null || item === '' || item === '-') return `invalid % value '${item}'`;
    const [, from = '', dash, to = ''] = match;
    if (from === '0') return '%s are numbered from 1';
    const start = from === '' ? 1 : Number(from);
    const end = dash === '' ? start : to === '' ? Number.POSITIVE_INFINITY : Number(to);
    if (end < start) return 'invalid decreasing range';
    ranges.push([start, end]);
  }
  return ranges;
}
