/** Instructions that change nothing but the configuration are made of two steps: reading, and the change itself. */
import { ok, type Result } from '../../../../../base/result';
import { readFlags } from '../flags';
import type { ConfigDraft, HistoryText, InstructionKind, InstructionText, ReadProblem } from '../instruction';
import { problem } from './problems';

/** An instruction without flags: `read` gives what `change` will do. */
export function configInstruction(
  keyword: string,
  read: (text: InstructionText) => Result<(draft: ConfigDraft) => Result<HistoryText, string>, ReadProblem>,
): InstructionKind {
  return {
    keyword,
    read: (text) => {
      const flags = readFlags(text.flags, {});
      const change = read(text);
      if (!change.ok) return change;
      if (!flags.ok) return problem(flags.error);
      return ok({ type: 'config', line: text.line, code: text.code, change: change.value });
    },
  };
}

/** A history that both builders write alike. */
export function said(text: string): Result<HistoryText, string> {
  return ok({ classic: text, buildkit: text });
}
