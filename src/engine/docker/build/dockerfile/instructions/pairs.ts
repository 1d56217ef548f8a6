/** `NAME=VALUE ...`, or the old form `NAME VALUE`: what ENV and LABEL take. */
import { ok, type Result } from '../../../../../base/result';
import { quoted } from '../goText';
import type { ConfigDraft, InstructionText, ReadProblem } from '../instruction';
import { firstWord, quotedWords } from '../words';
import { atLeastOne, earlyProblem, problem } from './problems';

type Pair = readonly [string, string];

export function readPairs(text: InstructionText): Result<readonly Pair[], ReadProblem> {
  const { rest, keyword, escapeMark } = text;
  const words = quotedWords(rest, escapeMark);
  const [first] = words;
  if (first === undefined) return atLeastOne(keyword);
  if (!first.includes('=')) {
    const [name, value] = firstWord(rest);
    return value === '' ? earlyProblem(`${keyword} must have two arguments`) : ok([[name, value]]);
  }
  const bad = words.find((word) => !word.includes('='));
  if (bad !== undefined) {
    return earlyProblem(`Syntax error - can't find = in ${quoted(bad)}. Must be of the form: name=value`);
  }
  const pairs = words.map((word): Pair => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
  return pairs.some(([name]) => name === '') ? problem(`${keyword} names can not be blank`) : ok(pairs);
}

/** All names and values, with the variables as they were before the instruction. */
export function expandPairs(pairs: readonly Pair[], draft: ConfigDraft): Result<readonly Pair[], string> {
  const expanded: Pair[] = [];
  for (const [name, value] of pairs) {
    const newName = draft.expand(name);
    if (!newName.ok) return newName;
    const newValue = draft.expand(value);
    if (!newValue.ok) return newValue;
    expanded.push([newName.value, newValue.value]);
  }
  return ok(expanded);
}
