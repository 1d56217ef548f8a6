import { ok, type Result } from '../../../../../base/result';
import { type FlagKind, readFlags } from '../flags';
import { type Heredoc, heredocMark } from '../heredoc';
import type { CopyInstruction, InstructionKind, InstructionText, ReadProblem } from '../instruction';
import { blankSeparated, jsonTexts } from '../words';
import { earlyProblem, NOT_ONLY_TEXTS, problem } from './problems';

/** `COPY [--from=STAGE] [--chown=USER] [--chmod=MODE] SOURCE ... DESTINATION` */
export const copy: InstructionKind = {
  keyword: 'COPY',
  read: (text) => readCopy(text, 'COPY', { from: 'text', chown: 'text', chmod: 'text', link: 'boolean' }),
};

/** `ADD`: COPY that also unpacks archives; that it would fetch URLs is not simulated. */
export const add: InstructionKind = {
  keyword: 'ADD',
  read: (text) =>
    readCopy(text, 'ADD', {
      chown: 'text',
      chmod: 'text',
      link: 'boolean',
      checksum: 'text',
      'keep-git-dir': 'boolean',
    }),
};

function readCopy(
  text: InstructionText,
  keyword: 'COPY' | 'ADD',
  known: Readonly<Record<string, FlagKind>>,
): Result<CopyInstruction, ReadProblem> {
  const { rest, flags, line, code, escapeMark } = text;
  const listed = jsonTexts(rest);
  if (listed === 'mixed') return earlyProblem(NOT_ONLY_TEXTS);
  const words = listed ?? blankSeparated(rest);
  const destination = words.at(-1);
  if (words.length < 2 || destination === undefined) {
    return problem(
      `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined`,
    );
  }
  const values = readFlags(flags, known);
  if (!values.ok) return problem(values.error);
  if (heredocMark(destination, escapeMark) !== undefined) {
    return problem(`${keyword} cannot accept a heredoc as a destination`);
  }
  const sources: string[] = [];
  const heredocs: Heredoc[] = [];
  for (const word of words.slice(0, -1)) {
    const name = heredocMark(word, escapeMark)?.name;
    const document = text.heredocs.find((one) => one.name === name);
    if (document === undefined) sources.push(word);
    else heredocs.push(document);
  }
  const { value } = values;
  const [from, owner, mode] = ['from', 'chown', 'chmod'].map((name) => value.text(name));
  return ok({
    type: 'copy',
    keyword,
    line,
    code,
    sources,
    heredocs,
    destination,
    from: from ?? '',
    owner: owner ?? '',
    mode: mode ?? '',
  });
}
