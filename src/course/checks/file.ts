import type { Check, Verdict } from '../check';
import { matching, OBJECT_FIELDS, valueAt } from './shared';

/**
 * A file in the home directory holds a text (`contains`), or the value at `field` of every object that fits (of at
 * least `min`, default 1).
 */
export const file: Check = {
  fields: ['path', 'contains', 'field', 'min', ...OBJECT_FIELDS],
  required: ['path'],
  judge(view, use): Verdict {
    const text = view.file(String(use['path']));
    if (text === undefined) return { met: false, detail: { found: 0 } };
    const wanted: string[] = [];
    if (use['contains'] !== undefined) wanted.push(String(use['contains']));
    if (use['field'] !== undefined) {
      for (const object of matching(view, use)) wanted.push(String(valueAt(object, String(use['field'])) ?? ''));
      if (wanted.length < Number(use['min'] ?? 1))
        return { met: false, detail: { found: 0, wanted: Number(use['min'] ?? 1) } };
    }
    const found = wanted.filter((one) => one !== '' && text.includes(one)).length;
    return { met: found === wanted.length, detail: { found, wanted: wanted.length } };
  },
};
