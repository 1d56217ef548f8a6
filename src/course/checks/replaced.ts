import type { Check } from '../check';
import { fits, matching, OBJECT_FIELDS } from './shared';

export const replaced: Check = {
  about:
    'Since the step began an object that fits went away (or is on its way out); now so many that fit are there, one of them new.',
  fields: { ...OBJECT_FIELDS, count: 'how many must be there; 1 when left out' },
  required: ['kind'],
  lasting: false,
  judge(view, use) {
    const { where: _, ...identity } = use;
    const gone = view.gone(String(use['kind'])).filter((object) => fits(object, identity));
    const here = matching(view, use).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const last = gone.at(-1);
    const younger = here.filter((object) => last !== undefined && isYounger(object, last));
    const wanted = Number(use['count'] ?? 1);
    return {
      met: gone.length > 0 && younger.length > 0 && here.length >= wanted,
      detail: { gone: last?.metadata.name ?? '', name: younger[0]?.metadata.name ?? '', found: here.length, wanted },
    };
  },
};

function isYounger(object: { metadata: { creationTimestamp?: string } }, than: typeof object): boolean {
  return (object.metadata.creationTimestamp ?? '') >= (than.metadata.creationTimestamp ?? '');
}
