/** Shell patterns (`*`, `?`, `[a-z]`, `@(a|b)`) as regular expressions. A backslash takes a character's meaning away. */

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
  word: '\\w',
  cntrl: '\\x00-\\x1f\\x7f',
  print: '\\x20-\\x7e',
  graph: '\\x21-\\x7e',
};

export interface PatternOptions {
  /** `*` and `?` do not match `/`, as in file names. */
  readonly path?: boolean;
  /** `*` takes as little as it can (`${x#*}`). */
  readonly lazy?: boolean;
  readonly ignoreCase?: boolean;
}

/** The regular expression's source for a pattern, without anchors. */
export function patternSource(pattern: string, options: PatternOptions = {}): string {
  const any = options.path === true ? '[^/]' : '[\\s\\S]';
  const star = `${any}*${options.lazy === true ? '?' : ''}`;
  let source = '';
  let at = 0;
  while (at < pattern.length) {
    const character = pattern[at] as string;
    const group = extendedGroup(pattern, at);
    if (group !== undefined) {
      const inner = group.alternatives.map((alternative) => patternSource(alternative, options)).join('|');
      source += group.operator === '!' ? `(?:(?!(?:${inner})$)${any}*)` : `(?:${inner})${QUANTIFIERS[group.operator]}`;
      at = group.end;
    } else if (character === '\\') {
      source += escapeLiteral(pattern[at + 1] ?? '\\');
      at += 2;
    } else if (character === '*') {
      while (pattern[at] === '*') at++;
      source += star;
    } else if (character === '?') {
      source += any;
      at++;
    } else if (character === '[') {
      const set = bracket(pattern, at);
      source += set?.source ?? '\\[';
      at = set?.end ?? at + 1;
    } else {
      source += escapeLiteral(character);
      at++;
    }
  }
  return source;
}

/** True when the pattern matches the whole text. */
export function matchesPattern(text: string, pattern: string, options: PatternOptions = {}): boolean {
  const flags = options.ignoreCase === true ? 'iu' : 'u';
  const tokens = simpleTokens(pattern, options, flags);
  if (tokens !== undefined) return matchesTokens([...text], tokens);
  return new RegExp(`^(?:${patternSource(pattern, options)})$`, flags.replace('u', '')).test(text);
}

/** A pattern as single characters (a text, or what matches one) and stars; undefined when it has groups. */
type PatternToken = 'star' | string | RegExp;

function simpleTokens(pattern: string, options: PatternOptions, flags: string): PatternToken[] | undefined {
  if (options.path === true || /[?*+@!]\(/.test(pattern)) return undefined;
  const tokens: PatternToken[] = [];
  for (let at = 0; at < pattern.length; ) {
    const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    const set = character === '[' ? bracket(pattern, at) : undefined;
    if (set !== undefined) {
      tokens.push(new RegExp(`^${set.source}$`, flags.replace('u', '')));
      at = set.end;
    } else if (character === '*') {
      if (tokens.at(-1) !== 'star') tokens.push('star');
      at++;
    } else if (character === '?') {
      tokens.push(/^[\s\S]+$/);
      at++;
    } else {
      const literal = character === '\\' ? String.fromCodePoint(pattern.codePointAt(at + 1) ?? 92) : character;
      tokens.push(flags.includes('i') ? new RegExp(`^${escapeLiteral(literal)}$`, 'i') : `=${literal}`);
      at += character === '\\' ? 1 + literal.length : character.length;
    }
  }
  return tokens;
}

/** Takes time by the product of both lengths, whatever the pattern: a regular expression with many stars may not end. */
function matchesTokens(characters: readonly string[], tokens: readonly PatternToken[]): boolean {
  let [at, token, star, mark] = [0, 0, -1, 0];
  while (at < characters.length) {
    const wanted = tokens[token];
    const character = characters[at] as string;
    if (wanted === 'star') {
      star = token++;
      mark = at;
    } else if (
      wanted !== undefined &&
      (typeof wanted === 'string' ? wanted === `=${character}` : wanted.test(character))
    ) {
      at++;
      token++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++mark;
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === 'star');
}

/** True when a character of the text has a meaning in patterns. */
export function isPattern(text: string): boolean {
  return /(?<!\\)(?:\\\\)*(?:[*?]|\[[^\]]|[@+!]\()/.test(text);
}

/** The text as a pattern that matches just it. */
export function quotePattern(text: string): string {
  return text.replace(/[\\*?[\]()|@+!-]/g, '\\$&');
}

/** The text that a pattern without special characters stands for. */
export function unquotePattern(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, '$1');
}

const QUANTIFIERS: Readonly<Record<string, string>> = { '?': '?', '*': '*', '+': '+', '@': '' };

function escapeLiteral(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function extendedGroup(
  pattern: string,
  at: number,
): { operator: string; alternatives: string[]; end: number } | undefined {
  const operator = pattern[at] as string;
  if (!'?*+@!'.includes(operator) || pattern[at + 1] !== '(') return undefined;
  const alternatives: string[] = [];
  let depth = 0;
  let start = at + 2;
  for (let end = at + 1; end < pattern.length; end++) {
    const character = pattern[end];
    if (character === '\\') end++;
    else if (character === '(') depth++;
    else if (character === '|' && depth === 1) {
      alternatives.push(pattern.slice(start, end));
      start = end + 1;
    } else if (character === ')' && --depth === 0) {
      alternatives.push(pattern.slice(start, end));
      return { operator, alternatives, end: end + 1 };
    }
  }
  return undefined;
}

function bracket(pattern: string, start: number): { source: string; end: number } | undefined {
  let at = start + 1;
  const negated = pattern[at] === '!' || pattern[at] === '^';
  if (negated) at++;
  let set = '';
  for (let first = true; at < pattern.length; first = false) {
    const character = pattern[at] as string;
    if (character === ']' && !first) {
      const source = `[${negated ? '^' : ''}${set}]`;
      return { source: isValid(source) ? source : '(?!)', end: at + 1 };
    }
    const name = /^\[:(\w+):\]/.exec(pattern.slice(at));
    if (name !== null) {
      set += CLASSES[name[1] as string] ?? '';
      at += name[0].length;
    } else if (character === '\\') {
      set += `\\${pattern[at + 1] ?? '\\'}`.replace(/\\([A-Za-z0-9])/, '$1');
      at += 2;
    } else {
      set += /[[\]\\^]/.test(character) ? `\\${character}` : character;
      at++;
    }
  }
  return undefined;
}

function isValid(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
