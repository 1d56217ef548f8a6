/** Parses lines as bash does: complete, unfinished (a second prompt asks for more) or wrong, in bash's words. */
import type { HereDoc, ParsedScript, ParseError, SyntaxNode, Word } from 'unbash';
import { forEachChild, parse } from 'unbash';

export interface SyntaxFailure {
  /** Without the shell's name: ``syntax error near unexpected token `)'``. */
  readonly message: string;
  /** The line in the source at which it was found, from 1. */
  readonly line: number;
}

export type Parsed =
  | {
      readonly kind: 'complete';
      readonly script: ParsedScript;
      readonly source: string;
      /** A here-document that ended with the text. */
      readonly warning?: SyntaxFailure;
    }
  /** More lines are needed; `failure` is what bash says when there are none. */
  | { readonly kind: 'unfinished'; readonly failure: SyntaxFailure }
  | { readonly kind: 'wrong'; readonly failure: SyntaxFailure };

/** Parses a whole source text. */
export function parseSource(source: string): Parsed {
  const script = parse(source);
  const error = firstError(script);
  if (error !== undefined) return judge(source, error);
  if (endsWithBackslash(source)) return unfinished(source, 'syntax error: unexpected end of file');
  const open = hereDocuments(script).find((document) => document.closing === undefined);
  if (open !== undefined) {
    const line = lineOf(source, open.pos);
    const delimiter = open.delimiter?.value ?? '';
    const message = `warning: here-document at line ${line} delimited by end-of-file (wanted \`${delimiter}')`;
    return { kind: 'unfinished', failure: { message, line: lineOf(source, source.length) } };
  }
  return { kind: 'complete', script, source };
}

/** Parses a source of which nothing more comes: an open here-document ends where the text ends, as in bash. */
export function parseWhole(source: string): Parsed {
  const parsed = parseSource(source);
  if (parsed.kind !== 'unfinished') return parsed;
  const open = parsed.failure.message.startsWith('warning');
  if (!open && !endsWithBackslash(source)) return parsed;
  return { kind: 'complete', script: parse(source), source, ...(open ? { warning: parsed.failure } : {}) };
}

/** A single word, as it would stand among a command's arguments. */
export function parseWord(text: string): Word | undefined {
  const statement = parse(`: ${text}`).commands[0]?.command;
  const first = statement?.type === 'Command' ? statement.suffix[0] : undefined;
  return first?.type === 'Word' ? first : undefined;
}

/** The line, from 1, at a position of the source. */
export function lineOf(source: string, position: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < position; at = source.indexOf('\n', at + 1)) line++;
  return line;
}

function firstError(script: ParsedScript): ParseError | undefined {
  const own = script.errors?.[0];
  if (own !== undefined) return own;
  let nested: ParseError | undefined;
  const visit = (node: SyntaxNode): void => {
    if (nested !== undefined) return;
    if (node.type === 'Script' && node !== script) nested = (node as ParsedScript).errors?.[0];
    if (nested === undefined) forEachChild(node, visit);
  };
  visit(script);
  return nested;
}

const QUOTES: Readonly<Record<string, string>> = {
  'unterminated double quote': '"',
  'unterminated single quote': "'",
  'unterminated command substitution': ')',
  'unterminated process substitution': ')',
  'unterminated backtick': '`',
  'unterminated parameter expansion': '}',
  'unterminated arithmetic expansion': ')',
  'unterminated extended glob': ')',
};

function judge(source: string, error: ParseError): Parsed {
  const quote = QUOTES[error.message];
  if (quote !== undefined || error.message.startsWith('unterminated')) {
    return unfinished(
      source,
      `unexpected EOF while looking for matching \`${quote ?? '"'}'`,
      lineOf(source, error.pos),
    );
  }
  if (error.message.startsWith("expected ']]'") && /\]\]\s*$/.test(source.slice(0, error.pos))) {
    const message = "unexpected argument `]]' to conditional binary operator";
    return { kind: 'wrong', failure: { message, line: lineOf(source, error.pos) } };
  }
  const misplaced = misplacedToken(source.slice(0, error.pos), error.message);
  if (misplaced !== undefined) return wrong(source, misplaced, error.pos);
  const stray = /^unexpected token '(.*)'$/.exec(error.message)?.[1];
  const rest = source.slice(error.pos).replace(/^\|\|?|^\|&/, '');
  const token = stray ?? nextToken(error.message.includes("after '|'") ? rest : source.slice(error.pos));
  const lone = error.message === 'expected redirect target' && (token === undefined || token === 'newline');
  if (lone) return wrong(source, 'newline', error.pos);
  if (token === undefined || (token === 'newline' && source.slice(error.pos).trim() === ''))
    return unfinished(source, 'syntax error: unexpected end of file');
  return wrong(source, token, error.pos);
}

/** Words that end or go on with a compound command; none can begin a command. */
const CLOSERS: ReadonlySet<string> = new Set(['done', 'fi', 'esac', 'then', 'else', 'elif', 'do', '}']);

/** The token that stands where `do`, `then` or `in` should; the parser points behind it. */
function misplacedToken(before: string, message: string): string | undefined {
  if (message === 'expected compound command as function body' && /\bfunction\s*$/.test(before)) return 'newline';
  if (message === "expected 'do'") {
    const after = /\bfor\s+\w+(?:\s+in\b[^;\n]*)?\s*[;\n]\s*(\S+)$/.exec(before)?.[1];
    if (after !== undefined) return after;
  }
  if (message.startsWith("expected 'in'")) return /\bcase\s+\S+\s+(\S+)$/.exec(before)?.[1];
  if (!/^expected '(?:do|then)'$/.test(message)) return undefined;
  const last = /[^\s;&|()]+$/.exec(before)?.[0];
  return last !== undefined && CLOSERS.has(last) ? last : undefined;
}

function wrong(source: string, token: string, position: number): Parsed {
  const message = `syntax error near unexpected token \`${token}'`;
  return { kind: 'wrong', failure: { message, line: lineOf(source, position) } };
}

function unfinished(source: string, message: string, line = lineOf(source, source.length) + 1): Parsed {
  return { kind: 'unfinished', failure: { message, line } };
}

/** The token that stands at the beginning of the text; undefined at its end. */
function nextToken(text: string): string | undefined {
  const trimmed = text.replace(/^(?:[ \t]|\\\n)+/, '').replace(/^#[^\n]*/, '');
  if (trimmed === '') return undefined;
  if (trimmed.startsWith('\n')) return trimmed.trim() === '' ? undefined : nextToken(trimmed.trimStart());
  const operator = /^(?:;;&|;;|;&|&&|\|\||\|&|&>>|&>|>>|<<<|<<-|<<|>&|<&|>\||<>|[;&|()<>])/.exec(trimmed);
  return operator?.[0] ?? /^[^\s;&|()<>]+/.exec(trimmed)?.[0] ?? trimmed[0];
}

function endsWithBackslash(source: string): boolean {
  if (!/(?<!\\)(?:\\\\)*\\\n?$/.test(source) || !/\\\n?$/.test(source)) return false;
  const lastLine = source.replace(/\n$/, '').split('\n').at(-1) ?? '';
  return !/(^|\s)#/.test(lastLine);
}

function hereDocuments(script: ParsedScript): HereDoc[] {
  const found: HereDoc[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'HereDoc') found.push(node);
    forEachChild(node, visit);
  };
  visit(script);
  return found;
}
