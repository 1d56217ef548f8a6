/** What the marks of a goal say in words: `replicas 1 → 3`. */
import type { ConditionMark, Difference, Wish } from '../../../course/goal';
import { fill } from '../../i18n/format';
import type { Text } from '../../i18n/useText';
import { kindWords } from './kindWords';

type Words = Text['t'];

/** What something is called: its kind and its name, its labels, or nothing more. */
export function tellThing(t: Words, { kind, name, labels }: ConditionMark): string {
  const called = name === '' ? labels : name;
  return `${kindWords(t, kind)}${called === '' ? '' : ` ${called}`}`;
}

/** What is to happen with it. */
export function tellMark(t: Words, mark: ConditionMark, differences = mark.differences): string {
  const { goal } = t.diagram;
  switch (mark.state) {
    case 'missing':
      return goal.missing;
    case 'differs':
      return differences.map((difference) => tellDifference(t, difference)).join(' · ');
    case 'surplus':
      return fill(goal.surplus, { count: mark.count });
    default:
      return goal[mark.state];
  }
}

export function tellDifference(t: Words, { path, now, wanted }: Difference): string {
  const none = t.diagram.goal.none;
  if (wanted.word === 'like') return fill(t.diagram.goal.other, { field: fieldOf(t, path) });
  return `${fieldOf(t, path)} ${now === '' ? none : now} → ${tellWish(t, wanted)}`;
}

function tellWish(t: Words, { word, value }: Wish): string {
  const { goal } = t.diagram;
  if (word === 'set') return goal.some;
  if (word === 'unset') return goal.none;
  if (value === '') return goal.none;
  return fill(goal.wish[word] ?? '{value}', { value });
}

/** The field's own last word, as YAML has it; a condition of a status by its type. */
function fieldOf(t: Words, path: string): string {
  const known = t.diagram.goal.fields[path];
  if (known !== undefined) return known;
  const type = /\[type=(\w+)\]\.status$/.exec(path)?.[1];
  return (
    type ??
    path
      .replace(/\[[^\]]*\]/g, '')
      .split('.')
      .at(-1) ??
    path
  );
}
