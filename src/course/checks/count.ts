import type { Check } from '../check';
import { marksOfCount } from '../goal';
import { matching, OBJECT_FIELDS } from './shared';

export const count: Check = {
  about: 'So many objects fit.',
  fields: { ...OBJECT_FIELDS, is: 'exactly so many', min: 'at least so many', max: 'at most so many' },
  required: ['kind'],
  lasting: true,
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
  goal(view, use) {
    const least = Number(use['is'] ?? use['min'] ?? 0);
    return marksOfCount(view, use, least, Number(use['is'] ?? use['max'] ?? Number.POSITIVE_INFINITY));
  },
};
