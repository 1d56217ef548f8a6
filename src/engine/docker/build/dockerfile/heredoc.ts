/** Here-documents of `RUN`, `COPY` and `ADD`: `<<NAME` in an instruction, and the lines up to NAME after it. */
import { expandWords } from './expand';

export interface HeredocMark {
  readonly name: string;
  /** Variables in the text are expanded: the name isn't quoted. */
  readonly expand: boolean;
  /** Tabs at the beginnings of lines are taken off: `<<-NAME`. */
  readonly chomp: boolean;
}

export interface Heredoc extends HeredocMark {
  /** With its last line's end, tabs included. */
  readonly content: string;
}

const NOTHING: ReadonlyMap<string, string> = new Map();

/** A word as the mark of a here-document; undefined when it is none. */
export function heredocMark(word: string, escapeMark: string): HeredocMark | undefined {
  const match = /^\d*<<(-?)([^<]+)$/u.exec(word);
  const rest = match?.[2];
  if (rest === undefined) return undefined;
  const words = expandWords(rest, NOTHING, { escapeMark, keepUnset: true });
  const name = words.ok && words.value.length === 1 ? words.value[0] : undefined;
  if (name === undefined) return undefined;
  return { name, expand: name === rest, chomp: match?.[1] === '-' };
}

/** The marks in an instruction's line, in their order. */
export function heredocMarks(line: string, escapeMark: string): readonly HeredocMark[] {
  const words = expandWords(line, NOTHING, { escapeMark, keepQuotes: true, keepUnset: true });
  if (!words.ok) return [];
  return words.value.flatMap((word) => heredocMark(word, escapeMark) ?? []);
}

/** The text as the step gets it, without the tabs that `<<-` takes off. */
export function heredocText(heredoc: Heredoc): string {
  return heredoc.chomp ? heredoc.content.replace(/^\t+/gm, '') : heredoc.content;
}
