/** The taints that arguments of `kubectl taint` set and take away. */
import type { Taint } from 'kubernetes-types/core/v1';
import { labelValueErrors, qualifiedNameErrors } from '../../../kinds/names';
import { CommandError } from '../errors';

/** Without an effect, all effects are meant. */
export interface TaintToRemove {
  readonly key: string;
  readonly effect: string;
}

export interface TaintChanges {
  readonly add: readonly Taint[];
  readonly remove: readonly TaintToRemove[];
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Arguments before the first taint name nodes. @throws CommandError for a node after a taint */
export function splitTaints(args: readonly string[]): {
  readonly resources: readonly string[];
  readonly taints: readonly string[];
} {
  const isTaint = (word: string) => word.includes('=') || word.includes(':') || word.endsWith('-');
  const first = args.findIndex(isTaint);
  if (first < 0) return { resources: args, taints: [] };
  const late = args.slice(first).find((word) => !isTaint(word));
  if (late !== undefined) throw new CommandError(`all resources must be specified before taint changes: ${late}`);
  return { resources: args.slice(0, first), taints: args.slice(first) };
}

/** @throws CommandError for what is no taint */
export function readTaints(words: readonly string[]): TaintChanges {
  const add: Taint[] = [];
  const remove: TaintToRemove[] = [];
  for (const word of words) {
    if (word.endsWith('-')) {
      const { key, effect } = readTaint(word.slice(0, -1));
      remove.push({ key, effect });
      continue;
    }
    const taint = readTaint(word);
    if (taint.effect === '') throw new CommandError(`invalid taint spec: ${word}`);
    if (add.some(({ key, effect }) => key === taint.key && effect === taint.effect)) {
      const shown = `{${taint.key} ${taint.value ?? ''} ${taint.effect} <nil>}`;
      throw new CommandError(`duplicated taints with the same key and effect: ${shown}`);
    }
    add.push(taint);
  }
  return { add, remove };
}

/** `key=value:effect`, `key:effect` or `key`. */
function readTaint(word: string): Taint {
  const wrong = (problems: readonly string[] = []) =>
    new CommandError(`invalid taint spec: ${word}${problems.length === 0 ? '' : `, ${problems.join('; ')}`}`);
  const parts = word.split(':');
  if (parts.length > 2) throw wrong();
  const [start = '', effect] = parts;
  if (effect !== undefined && !EFFECTS.includes(effect)) {
    throw new CommandError(`invalid taint effect: ${effect}, unsupported taint effect`);
  }
  const [key = '', value, ...more] = effect === undefined ? [start] : start.split('=');
  if (more.length > 0) throw wrong();
  const valueProblems = value === undefined ? [] : labelValueErrors(value);
  if (valueProblems.length > 0) throw wrong(valueProblems);
  const keyProblems = qualifiedNameErrors(key);
  if (keyProblems.length > 0) throw wrong(keyProblems);
  return { key, ...(value === undefined || value === '' ? {} : { value }), effect: effect ?? '' };
}
