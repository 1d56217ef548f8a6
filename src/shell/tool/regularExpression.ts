/** POSIX regular expressions as JavaScript's. */

export type ExpressionKind = 'basic' | 'extended' | 'fixed' | 'perl';

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
  print: '\\x20-\\x7e',
  cntrl: '\\x00-\\x1f\\x7f',
};

/** The JavaScript source of a pattern. In a basic one `\(`, `\|`, `\+`, `\?`, `\{` are the operators. */
export function translateRegularExpression(pattern: string, kind: ExpressionKind): string {
  if (kind === 'fixed') return pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  if (kind === 'perl') return pattern;
  let source = '';
  let at = 0;
  while (at < pattern.length) {
    const character = pattern[at] as string;
    if (character === '[') {
      const set = bracket(pattern, at);
      if (set !== undefined) {
        source += set.source;
        at = set.end;
        continue;
      }
    }
    if (character === '\\') {
      source += escaped(pattern[at + 1], kind);
      at += 2;
      continue;
    }
    source += kind === 'basic' ? basic(character, pattern, at) : extended(character, source);
    at++;
  }
  return source;
}

function escaped(next: string | undefined, kind: ExpressionKind): string {
  if (next === undefined) return '\\';
  if (kind === 'basic' && '(){}|+?'.includes(next)) return next;
  if (next === '<') return '\\b(?=\\w)';
  if (next === '>') return '\\b(?<=\\w)';
  if ('wWsSbB'.includes(next) || /[1-9]/.test(next)) return `\\${next}`;
  if (next === 'n' || next === 't') return `\\${next}`;
  return next.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function basic(character: string, pattern: string, at: number): string {
  if ('(){}|+?'.includes(character)) return `\\${character}`;
  const before = pattern.slice(0, at);
  const starts = at === 0 || /\\[(|]$/.test(before);
  if (character === '*' && (starts || before === '^')) return '\\*';
  if (character === '^' && !starts) return '\\^';
  if (character === '$' && at < pattern.length - 1 && !/^\\[)|]/.test(pattern.slice(at + 1))) return '\\$';
  return character === '/' ? '\\/' : character;
}

function extended(character: string, before: string): string {
  if ('*+?'.includes(character) && (before === '' || before.endsWith('('))) return `\\${character}`;
  if (character === '{' || character === '}') return character;
  return character === '/' ? '\\/' : character;
}

function bracket(pattern: string, start: number): { source: string; end: number } | undefined {
  let at = start + 1;
  let set = '';
  if (pattern[at] === '^') {
    set = '^';
    at++;
  }
  for (let first = true; at < pattern.length; first = false) {
    const character = pattern[at] as string;
    if (character === ']' && !first) return { source: `[${set}]`, end: at + 1 };
    const name = /^\[:(\w+):\]/.exec(pattern.slice(at));
    if (name !== null) {
      set += CLASSES[name[1] as string] ?? '';
      at += name[0].length;
    } else {
      set += /[[\]\\]/.test(character) ? `\\${character}` : character;
      at++;
    }
  }
  return undefined;
}
