/** Cuts awk's programs into tokens. */
import { AwkSyntaxError } from './syntax';

export interface Token {
  readonly kind: 'number' | 'text' | 'match' | 'name' | 'function' | 'keyword' | 'operator' | 'newline' | 'end';
  readonly text: string;
  readonly line: number;
  /** A blank or a line end stood before it. */
  readonly spaced: boolean;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  'BEGIN END if else while for do in print printf next exit return break continue delete function func getline'.split(
    ' ',
  ),
);

const OPERATORS = [
  '**=',
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '^=',
  '>>',
  '!~',
  '**',
];

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  '/': '/',
  a: '\u0007',
  b: '\b',
};

export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  let spaced = false;
  const add = (kind: Token['kind'], text: string, length: number) => {
    tokens.push({ kind, text, line, spaced });
    at += length;
    spaced = false;
  };
  while (at < source.length) {
    const rest = source.slice(at);
    const blank = /^(?:[ \t\r]|\\\r?\n|#[^\n]*)+/.exec(rest)?.[0];
    if (blank !== undefined) {
      at += blank.length;
      spaced = true;
      continue;
    }
    if (rest.startsWith('\n')) {
      add('newline', '\n', 1);
      line++;
      spaced = true;
      continue;
    }
    const number = /^(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(rest)?.[0];
    const name = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    if (number !== undefined) add('number', number, number.length);
    else if (name !== undefined) add(nameKind(name, rest[name.length]), name, name.length);
    else if (rest.startsWith('"')) {
      const text = /^"((?:\\[\s\S]|[^"\\\n])*)"/.exec(rest);
      if (text === null) throw new AwkSyntaxError(`runaway string constant ${rest.split('\n')[0]} ...`, line);
      add('text', unescapeText(text[1] as string), text[0].length);
    } else if (rest.startsWith('/') && matchAllowed(tokens.at(-1))) {
      const match = /^\/((?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n[])*)\//.exec(rest);
      if (match === null) throw new AwkSyntaxError(`runaway regular expression ${rest.split('\n')[0]} ...`, line);
      add('match', (match[1] as string).replace(/\\\//g, '/'), match[0].length);
    } else {
      const operator = OPERATORS.find((known) => rest.startsWith(known)) ?? (rest[0] as string);
      add('operator', operator, operator.length);
    }
  }
  tokens.push({ kind: 'end', text: '', line, spaced });
  return tokens;
}

function nameKind(name: string, next: string | undefined): Token['kind'] {
  if (KEYWORDS.has(name)) return 'keyword';
  return next === '(' ? 'function' : 'name';
}

/** A slash divides behind a value; elsewhere it begins a regular expression. */
function matchAllowed(last: Token | undefined): boolean {
  if (last === undefined) return true;
  if (last.kind === 'number' || last.kind === 'text' || last.kind === 'name' || last.kind === 'match') return false;
  return !(last.kind === 'operator' && [')', ']', '$', '++', '--'].includes(last.text));
}

function unescapeText(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (all, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? all),
  );
}
