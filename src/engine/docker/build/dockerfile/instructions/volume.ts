import { fail, ok } from '../../../../../base/result';
import { blankSeparated, jsonTexts } from '../words';
import { configInstruction, said } from './configInstruction';
import { atLeastOne, earlyProblem, NOT_ONLY_TEXTS, problem } from './problems';

const EMPTY = 'VOLUME specified can not be an empty string';

/** `VOLUME PATH ...`: directories that get an anonymous volume in each container. */
export const volume = configInstruction('VOLUME', ({ rest }) => {
  const listed = jsonTexts(rest);
  if (listed === 'mixed') return earlyProblem(NOT_ONLY_TEXTS);
  const paths = (listed ?? blankSeparated(rest)).map((path) => path.trim());
  if (paths.length === 0) return atLeastOne('VOLUME');
  if (paths.includes('')) return problem(EMPTY);
  return ok((draft) => {
    const expanded: string[] = [];
    for (const path of paths) {
      const next = draft.expand(path);
      if (!next.ok) return next;
      if (next.value === '') return fail(EMPTY);
      expanded.push(next.value);
    }
    draft.set({ volumes: [...new Set([...draft.config.volumes, ...expanded])] });
    return said(`VOLUME [${expanded.join(' ')}]`);
  });
});
