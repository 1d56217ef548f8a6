import type { Check, CheckView } from '../check';
import { marksOf, marksOfCount } from '../goal';
import { fits, matching, OBJECT_FIELDS } from './shared';

export const replaced: Check = {
  about:
    'Since the step began an object that fits went away (or is on its way out); now so many that fit are there, one of them new.',
  fields: { ...OBJECT_FIELDS, count: 'how many must be there; 1 when left out' },
  required: ['kind'],
  lasting: false,
  judge(view, use) {
    const { gone, last, here, younger, wanted } = look(view, use);
    return {
      met: gone.length > 0 && younger.length > 0 && here.length >= wanted,
      detail: { gone: last?.metadata.name ?? '', name: younger[0]?.metadata.name ?? '', found: here.length, wanted },
    };
  },
  goal(view, use) {
    const { gone, here, younger, wanted } = look(view, use);
    if (gone.length === 0) return marksOf(here, 'replace');
    if (here.length < wanted) return marksOfCount(view, use, wanted, Number.POSITIVE_INFINITY);
    return marksOf(younger, 'met');
  },
};

function look(view: CheckView, use: Readonly<Record<string, unknown>>) {
  const { where: _, ...identity } = use;
  const gone = view.gone(String(use['kind'])).filter((object) => fits(object, identity));
  const here = matching(view, use).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const last = gone.at(-1);
  const younger = here.filter((object) => last !== undefined && isYounger(object, last));
  return { gone, last, here, younger, wanted: Number(use['count'] ?? 1) };
}

function isYounger(object: { metadata: { creationTimestamp?: string } }, than: typeof object): boolean {
  return (object.metadata.creationTimestamp ?? '') >= (than.metadata.creationTimestamp ?? '');
}
