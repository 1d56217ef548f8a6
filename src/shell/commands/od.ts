import { encodeUtf8 } from '../../base/utf8';
import { readCount } from '../tool/count';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

interface Format {
  readonly width: number;
  /** Bytes that one value is made of. */
  readonly size: number;
  readonly value: (bytes: readonly number[]) => string;
}

const ESCAPES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

const NAMES =
  'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'.split(
    ' ',
  );

function character([byte = 0]: readonly number[]): string {
  const escaped = ESCAPES[byte];
  if (escaped !== undefined) return escaped;
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0');
}

const little = (bytes: readonly number[]) => bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);

/** What `-t` means: a letter, and for numbers how many bytes. */
function formatOf(type: string): Format | undefined {
  if (type === 'c') return { width: 4, size: 1, value: character };
  if (type === 'a')
    return {
      width: 4,
      size: 1,
      value: ([byte = 0]) => (byte === 127 ? 'del' : (NAMES[byte & 127] ?? String.fromCharCode(byte & 127))),
    };
  const match = /^([xdou])([1248CSIL]?)$/.exec(type);
  if (match === null) return undefined;
  const size = { C: 1, S: 2, I: 4, L: 8, '': 4 }[match[2] ?? ''] ?? Number(match[2]);
  const base = { x: 16, o: 8, d: 10, u: 10 }[match[1] ?? 'o'] ?? 8;
  const digits = (256 ** size - 1).toString(base).length;
  const pad = base === 10 ? ' ' : '0';
  return {
    width: digits + 1,
    size,
    value: (bytes) => little(bytes).toString(base).padStart(digits, pad),
  };
}

/** `od`: shows the bytes of files. */
export const od = defineTool({
  name: 'od',
  summary: 'dump files in octal and other formats',
  usage: '[OPTION]... [FILE]...',
  options: 'A|address-radix= t|format= N|read-bytes= j|skip-bytes= v|output-duplicates w|width? c a b d o x s i l h',
  rewrite: (arguments_) => arguments_.flatMap((argument) => (/^-An$/.test(argument) ? ['-A', 'n'] : [argument])),
  *run(tool) {
    const { texts, status } = yield* tool.readAll();
    const all = [...encodeUtf8(texts.join(''))];
    const skip = readCount(tool.value('j') ?? '0') ?? 0;
    const limit = readCount(tool.value('N') ?? String(all.length)) ?? all.length;
    const bytes = all.slice(skip, skip + limit);
    const types = typesOf(tool);
    const formats = types.map(formatOf);
    const odd = types.find((_, at) => formats[at] === undefined);
    if (odd !== undefined) return tool.fail(`invalid type string ${tool.quoted(odd)}`);
    yield* tool.print(
      dump(
        tool,
        bytes,
        skip,
        formats.flatMap((format) => format ?? []),
      ),
    );
    return status;
  },
});

function typesOf(tool: Tool): readonly string[] {
  const short: Readonly<Record<string, string>> = {
    c: 'c',
    a: 'a',
    b: 'o1',
    d: 'u2',
    o: 'o2',
    x: 'x2',
    h: 'x2',
    s: 'd2',
    i: 'd4',
    l: 'd8',
  };
  const given = tool.options.given.flatMap(([name, value]) => (name === 't' ? [value] : (short[name] ?? [])));
  return given.length > 0 ? given : ['o2'];
}

function dump(tool: Tool, bytes: readonly number[], from: number, formats: readonly Format[]): string {
  const radix = tool.value('A') ?? 'o';
  const address = (offset: number) => {
    if (radix === 'n') return '';
    const [base, width] = radix === 'x' ? [16, 6] : radix === 'd' ? [10, 7] : [8, 7];
    return offset.toString(base).padStart(width, '0');
  };
  const lines: string[] = [];
  let before = '';
  let starred = false;
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.slice(at, at + 16);
    const key = row.join();
    if (key === before && row.length === 16 && !tool.has('v')) {
      if (!starred) lines.push('*');
      starred = true;
      continue;
    }
    [before, starred] = [key, false];
    formats.forEach((format, index) => {
      const head = index === 0 ? address(from + at) : ' '.repeat(address(from + at).length);
      lines.push(head + values(row, format));
    });
  }
  if (radix !== 'n') lines.push(address(from + bytes.length));
  return lines.map((line) => `${line}\n`).join('');
}

function values(row: readonly number[], { size, width, value }: Format): string {
  let text = '';
  for (let at = 0; at < row.length; at += size) {
    const part = Array.from({ length: size }, (_, index) => row[at + index] ?? 0);
    text += value(part).padStart(width);
  }
  return text;
}
