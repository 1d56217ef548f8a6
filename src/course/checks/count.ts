import type { Check } from '../check';
import { matching, OBJECT_FIELDS } from './shared';

/** So many objects fit: `is`, or `min` and `max`. */
export const count: Check = {
  fields: [...OBJECT_FIELDS, 'is', 'min', 'max'],
  required: ['kind'],
  judge(view, use) {
    const found = matching(view, use).length;
    const exact = use['is'] === undefined || found === use['is'];
    const enough = use['min'] === undefined || found >= Number(use['min']);
    const few = use['max'] === undefined || found <= Number(use['max']);
    return {
      met: exact && enough && few,
      detail: { found, wanted: Number(use['is'] ?? use['min'] ?? use['max'] ?? 0) },
    };
  },
};
