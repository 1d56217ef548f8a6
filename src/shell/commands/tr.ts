import { read } from '../../engine/processes/pipe';
import { defineTool } from '../tool/tool';

const CLASSES: Readonly<Record<string, string>> = {
  upper: 'A-Z',
  lower: 'a-z',
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  space: ' \t\n\r\v\f',
  blank: ' \t',
  punct: '!-/:-@[-`{-~',
};
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  f: '\f',
  v: '\v',
  a: '\u0007',
  b: '\b',
};

/** `tr`: replaces, squeezes or deletes characters. */
export const tr = defineTool({
  name: 'tr',
  summary: 'translate or delete characters',
  usage: '[OPTION]... STRING1 [STRING2]',
  options: 'd|delete s|squeeze-repeats c|complement C t|truncate-set1',
  inOrder: true,
  *run(tool) {
    const [first, second] = tool.operands;
    const deletes = tool.has('d');
    if (first === undefined) return tool.misuse('missing operand');
    if (second === undefined && !deletes && !tool.has('s'))
      return tool.misuse(`missing operand after ${tool.quoted(first)}\nTwo strings must be given when translating.`);
    const complement = tool.has('c') || tool.has('C');
    const from = expandSet(first);
    const to = second === undefined ? [] : expandSet(second);
    const includes = (character: string) => from.includes(character) !== complement;
    const squeezed = tool.has('s')
      ? second === undefined || deletes
        ? second === undefined
          ? undefined
          : to
        : to
      : [];
    const replace = (character: string): string => {
      if (deletes || second === undefined || !includes(character)) return character;
      const at = complement ? to.length - 1 : from.indexOf(character);
      return to[Math.min(at, to.length - 1)] ?? character;
    };
    let last = '';
    for (;;) {
      const text = yield* read(tool.process.stdin);
      if (text === undefined) return 0;
      let out = '';
      for (const character of text) {
        if (deletes && includes(character)) continue;
        const replaced = replace(character);
        const squeezes = squeezed === undefined ? includes(replaced) : squeezed.includes(replaced);
        if (squeezes && replaced === last) continue;
        out += replaced;
        last = replaced;
      }
      yield* tool.print(out);
    }
  },
});

function expandSet(text: string): string[] {
  const plain = text
    .replace(/\[:(\w+):\]/g, (all, name) => CLASSES[name as string] ?? all)
    .replace(/\\([0-7]{1,3}|.)/g, (_, code: string) =>
      /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
    );
  const characters = [...plain];
  const out: string[] = [];
  for (let at = 0; at < characters.length; at++) {
    const [start = '', dash, end] = characters.slice(at, at + 3);
    if (dash === '-' && end !== undefined && end >= start) {
      for (let code = start.codePointAt(0) ?? 0; code <= (end.codePointAt(0) ?? 0); code++)
        out.push(String.fromCodePoint(code));
      at += 2;
    } else out.push(start);
  }
  return out;
}
