import type { Check } from '../check';
import { marksOf } from '../goal';
import { matching, OBJECT_FIELDS } from './shared';

export const absent: Check = {
  about: 'No object fits.',
  fields: OBJECT_FIELDS,
  required: ['kind'],
  lasting: true,
  judge(view, use) {
    const found = matching(view, use);
    return { met: found.length === 0, detail: { found: found.length, name: found[0]?.metadata.name ?? '' } };
  },
  goal: (view, use) => marksOf(matching(view, use), 'leaves'),
};
