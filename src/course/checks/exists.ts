import type { Check } from '../check';
import { marksOf, missing, nearest } from '../goal';
import { matching, OBJECT_FIELDS } from './shared';

export const exists: Check = {
  about: 'At least one object fits.',
  fields: OBJECT_FIELDS,
  required: ['kind'],
  lasting: true,
  judge(view, use) {
    const found = matching(view, use);
    return { met: found.length > 0, detail: { found: found.length, name: found[0]?.metadata.name ?? '' } };
  },
  goal(view, use) {
    const [first] = matching(view, use);
    if (first !== undefined) return marksOf([first], 'met');
    const near = nearest(view, use, 1);
    return near.length > 0 ? near : [missing(use, 1)];
  },
};
