import type { Check } from '../check';
import { matching, OBJECT_FIELDS } from './shared';

/** No object fits. */
export const absent: Check = {
  fields: OBJECT_FIELDS,
  required: ['kind'],
  judge(view, use) {
    const found = matching(view, use);
    return { met: found.length === 0, detail: { found: found.length, name: found[0]?.metadata.name ?? '' } };
  },
};
