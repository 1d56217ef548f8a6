/** The two forms of a command: `["node", "app.js"]`, or a text for the shell. */
import { ok, type Result } from '../../../../../base/result';
import type { ReadProblem } from '../instruction';
import { jsonTexts } from '../words';
import { earlyProblem, NOT_ONLY_TEXTS } from './problems';

export interface CommandLine {
  readonly words: readonly string[];
  /** The shell form: one text (none when nothing is there at all). */
  readonly shell: boolean;
}

export function readCommandLine(rest: string): Result<CommandLine, ReadProblem> {
  const words = jsonTexts(rest);
  if (words === 'mixed') return earlyProblem(NOT_ONLY_TEXTS);
  if (words !== undefined) return ok({ words, shell: false });
  return ok({ words: rest === '' ? [] : [rest], shell: true });
}
