/** COPY and ADD with their variables, and what isn't simulated of them. */
import { fail, ok, type Result } from '../../../base/result';
import { expandWord } from './dockerfile/expand';
import { heredocText } from './dockerfile/heredoc';
import type { CopyInstruction } from './dockerfile/instruction';
import type { StageConfig } from './stageConfig';

interface ExpandedCopy {
  readonly sources: readonly string[];
  /** Relative to the working directory, as it is written. */
  readonly destination: string;
  readonly documents: readonly { readonly name: string; readonly text: string }[];
  readonly owner: string;
  readonly mode: number | undefined;
}

/** COPY and ADD with their variables; the error is BuildKit's, and ours for what isn't simulated. */
export function expandCopy(
  config: StageConfig,
  instruction: CopyInstruction,
  escapeMark: string,
): Result<ExpandedCopy, string> {
  const { keyword } = instruction;
  const words: string[] = [];
  for (const word of [...instruction.sources, instruction.destination, instruction.owner, instruction.mode]) {
    const expanded = config.expand(word);
    if (!expanded.ok) return expanded;
    words.push(expanded.value);
  }
  const sources = words.slice(0, -3);
  const [destination = '', owner = '', mode = ''] = words.slice(-3);
  const remote = sources.find((source) => /^(?:https?:\/\/|git@|git:\/\/|ssh:\/\/)/.test(source));
  if (remote !== undefined && keyword === 'COPY') return fail("source can't be a URL for COPY");
  if (remote !== undefined) return fail(`ADD of a URL is not simulated: ${remote}`);
  if (mode !== '' && (!/^[0-7]+$/.test(mode) || Number.parseInt(mode, 8) > 0o7777)) {
    return fail(`invalid chmod parameter: '${mode}'. it should be octal string and between 0 and 07777`);
  }
  const documents: { name: string; text: string }[] = [];
  for (const document of instruction.heredocs) {
    const text = heredocText(document);
    const expanded = document.expand ? expandWord(text, config.variables, { escapeMark, plainQuotes: true }) : ok(text);
    if (!expanded.ok) return expanded;
    documents.push({ name: document.name, text: expanded.value });
  }
  return ok({ sources, destination, documents, owner, mode: mode === '' ? undefined : Number.parseInt(mode, 8) });
}
