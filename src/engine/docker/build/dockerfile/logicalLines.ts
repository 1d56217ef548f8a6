/** A Dockerfile as a list of instructions: comments are gone, continued lines joined, here-documents taken out. */
import { fail, ok, type Result } from '../../../../base/result';
import { type Heredoc, heredocMarks } from './heredoc';
import { firstWord, jsonTexts } from './words';

export interface LogicalLine {
  readonly text: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly heredocs: readonly Heredoc[];
}

export interface LogicalLines {
  readonly lines: readonly LogicalLine[];
  /** What escapes: `\`, or the backtick after `# escape=` and a backtick. */
  readonly escapeMark: string;
}

/** Instructions that may have here-documents. */
const WITH_HEREDOCS: ReadonlySet<string> = new Set(['run', 'copy', 'add']);

/** Reads a Dockerfile's lines; the error is BuildKit's. */
export function readLogicalLines(text: string): Result<LogicalLines, string> {
  const raw = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
  // What ends with a line's end has no further line.
  if (raw.at(-1) === '') raw.pop();
  const directives = readDirectives(raw);
  if (!directives.ok) return directives;
  const reader = new LineReader(raw, directives.value);
  const lines: LogicalLine[] = [];
  for (;;) {
    const line = reader.next();
    if (!line.ok) return line;
    if (line.value === undefined) break;
    lines.push(line.value);
  }
  return lines.length === 0 ? fail('file with no instructions') : ok({ lines, escapeMark: directives.value });
}

/** `# escape=`, `# syntax=` and `# check=` at the very top. Simplified: only the first means anything here. */
function readDirectives(raw: readonly string[]): Result<string, string> {
  const seen = new Set<string>();
  let escapeMark = '\\';
  for (const line of raw) {
    const match = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/.exec(line.trimStart());
    const name = match?.[1]?.toLowerCase() ?? '';
    if (!['escape', 'syntax', 'check'].includes(name)) break;
    if (seen.has(name)) return fail(`only one ${name} parser directive can be used`);
    seen.add(name);
    if (name !== 'escape') continue;
    escapeMark = match?.[2] ?? '';
    if (escapeMark !== '\\' && escapeMark !== '`')
      return fail(`invalid escape token '${escapeMark}' does not match \` or \\`);
  }
  return ok(escapeMark);
}

class LineReader {
  readonly #raw: readonly string[];
  readonly #escapeMark: string;
  #at = 0;

  constructor(raw: readonly string[], escapeMark: string) {
    this.#raw = raw;
    this.#escapeMark = escapeMark;
  }

  /** The next instruction; undefined at the end. */
  next(): Result<LogicalLine | undefined, string> {
    for (let line = this.#raw[this.#at++]; line !== undefined; line = this.#raw[this.#at++]) {
      const first = line.trimStart();
      if (first === '' || first.startsWith('#')) continue;
      const number = this.#at;
      const text = this.#joined(first);
      if (text.trim() === '') continue;
      const heredocs = this.#heredocs(text);
      return heredocs.ok ? ok({ text, line: number, heredocs: heredocs.value }) : heredocs;
    }
    return ok(undefined);
  }

  /** Takes the lines that continue one; comments and empty lines between don't end it. */
  #joined(first: string): string {
    let { text, continued } = this.#continuation(first);
    while (continued) {
      const line = this.#raw[this.#at];
      if (line === undefined) break;
      this.#at++;
      if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
      const next = this.#continuation(line);
      text += next.text;
      continued = next.continued;
    }
    return text;
  }

  /** An escape at the end continues a line, unless it is escaped itself. */
  #continuation(line: string): { text: string; continued: boolean } {
    const trimmed = line.replace(/[ \t]+$/, '');
    const { length } = this.#escapeMark;
    const continued = trimmed.endsWith(this.#escapeMark) && !trimmed.slice(0, -length).endsWith(this.#escapeMark);
    return continued ? { text: trimmed.slice(0, -length), continued } : { text: line, continued };
  }

  #heredocs(text: string): Result<readonly Heredoc[], string> {
    let [name, rest] = firstWord(text);
    if (name.toLowerCase() === 'onbuild') [name, rest] = firstWord(rest);
    if (!WITH_HEREDOCS.has(name.toLowerCase()) || jsonTexts(rest) !== undefined) return ok([]);
    const heredocs: Heredoc[] = [];
    for (const mark of heredocMarks(text, this.#escapeMark)) {
      let content = '';
      for (;;) {
        const line = this.#raw[this.#at];
        if (line === undefined) return fail('unterminated heredoc');
        this.#at++;
        if ((mark.chomp ? line.replace(/^\t+/, '') : line) === mark.name) break;
        content += `${line}\n`;
      }
      heredocs.push({ ...mark, content });
    }
    return ok(heredocs);
  }
}
