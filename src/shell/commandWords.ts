/** Finds the command that the end of an unfinished line belongs to, and the word that is being typed. */

interface UnfinishedWord {
  /** Where it begins in the line, in UTF-16 units. */
  readonly start: number;
  /** Without quotes and escapes. */
  readonly value: string;
  /** The quote that is open, or ''. */
  readonly quote: string;
}

export interface CommandWords {
  /** The words before the current one, the command first; assignments and redirects are left out. */
  readonly words: readonly string[];
  readonly current: UnfinishedWord;
  /** The current word is the target of a redirect. */
  readonly redirected: boolean;
}

const OPENERS: ReadonlySet<string> = new Set(['if', 'then', 'else', 'elif', 'do', 'while', 'until', '!', '{', 'time']);

/** Reads a line up to the cursor. */
export function commandWords(line: string): CommandWords {
  let words: string[] = [];
  let redirected = false;
  let at = 0;
  for (;;) {
    const blank = /^[ \t]*/.exec(line.slice(at))?.[0].length ?? 0;
    at += blank;
    const operator = /^(?:[0-9]*(?:>>|>\||<<<|<<|>&|<&|&>>|&>|>|<)|&&|\|\||\|&|[;|&()\n]|\$\(|`)/.exec(
      line.slice(at),
    )?.[0];
    if (operator !== undefined && /[<>]/.test(operator)) {
      redirected = true;
      at += operator.length;
      continue;
    }
    if (operator !== undefined) {
      words = [];
      redirected = false;
      at += operator.length;
      continue;
    }
    const word = readWord(line, at);
    if (word.end >= line.length) {
      const nested = nestedStart(line, at);
      if (nested !== undefined) return shifted(commandWords(line.slice(nested)), nested);
      return { words, redirected, current: { start: at, value: word.value, quote: word.quote } };
    }
    at = word.end;
    if (redirected) redirected = false;
    else if (words.length > 0) words.push(word.value);
    else if (!OPENERS.has(word.value) && !/^[A-Za-z_]\w*=/.test(word.value)) words.push(word.value);
  }
}

function shifted(found: CommandWords, by: number): CommandWords {
  return { ...found, current: { ...found.current, start: found.current.start + by } };
}

/** Behind the last `$(` or backquote that is open in the word at the line's end. */
function nestedStart(line: string, from: number): number | undefined {
  const open = line.lastIndexOf('$(');
  if (open >= from && !line.slice(open).includes(')')) return open + 2;
  const tick = line.lastIndexOf('`');
  return tick >= from && (line.slice(from).split('`').length - 1) % 2 === 1 ? tick + 1 : undefined;
}

function readWord(line: string, from: number): { value: string; quote: string; end: number } {
  let value = '';
  let quote = '';
  let at = from;
  for (; at < line.length; at++) {
    const character = line[at] as string;
    if (quote === "'") {
      if (character === "'") quote = '';
      else value += character;
    } else if (character === '\\') {
      value += line[++at] ?? '';
    } else if (quote === '"') {
      if (character === '"') quote = '';
      else value += character;
    } else if (character === '"' || character === "'") quote = character;
    else if (/[ \t\n;|&<>()]/.test(character) && !(character === '(' && line[at - 1] === '$')) break;
    else value += character;
  }
  return { value, quote, end: at };
}
