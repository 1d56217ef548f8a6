import { ok } from '../../../../../base/result';
import type { InstructionKind } from '../instruction';
import { firstWord } from '../words';
import { atLeastOne, problem } from './problems';

/** `ONBUILD INSTRUCTION`: run by whoever builds on the image. */
export const onBuild: InstructionKind = {
  keyword: 'ONBUILD',
  read: ({ rest, line, code, heredocs }) => {
    if (rest === '') return atLeastOne('ONBUILD');
    const trigger = firstWord(rest)[0].toUpperCase();
    if (trigger === 'ONBUILD') return problem("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
    if (trigger === 'MAINTAINER' || trigger === 'FROM') {
      return problem(`${trigger} isn't allowed as an ONBUILD trigger`);
    }
    const documents = heredocs.map(({ content, name }) => `\n${content}${name}`);
    const expression = rest + documents.join('');
    return ok({
      type: 'config',
      line,
      code,
      change: (draft) => {
        draft.set({ onBuild: [...draft.config.onBuild, expression] });
        // BuildKit writes no history of it.
        return ok({ classic: `ONBUILD ${expression}`, buildkit: undefined });
      },
    });
  },
};
