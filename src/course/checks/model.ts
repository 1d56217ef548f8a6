import type { Check, Verdict } from '../check';
import { agrees, valueAt } from './shared';

export const model: Check = {
  about: 'At some moment of the step the knobs and figures of the lesson’s model were so, all at once.',
  fields: {
    where:
      'values of knobs and figures, as in `where` of objects: `{machines: {min: 2}, refused: 0, cost: {max: 500}}`',
  },
  required: ['where'],
  // turning on is what the next step asks for: nobody should be told that the world has moved on
  lasting: false,
  judge(view, use): Verdict {
    const where = Object.entries((use['where'] as Record<string, unknown> | undefined) ?? {});
    const facts = view.model;
    if (facts === undefined) return { met: false, detail: {} };
    const missed = where.filter(([path, wanted]) => !agrees(valueAt(facts, path), wanted));
    // words are no news to somebody who sees the knobs
    const numbers = missed.flatMap(([path]) => {
      const value = valueAt(facts, path);
      return typeof value === 'number' ? [[path, value] as const] : [];
    });
    return { met: missed.length === 0, detail: Object.fromEntries(numbers) };
  },
};
