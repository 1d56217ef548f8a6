import { ok } from '../../../../../base/result';
import type { InstructionKind } from '../instruction';
import { quotedWords } from '../words';
import { atLeastOne, problem } from './problems';

/** `ARG NAME[=DEFAULT] ...`: variables of the build that --build-arg sets. */
export const arg: InstructionKind = {
  keyword: 'ARG',
  read: ({ rest, escapeMark, line, code }) => {
    const words = quotedWords(rest, escapeMark);
    if (words.length === 0) return atLeastOne('ARG');
    if (words.some((word) => word.startsWith('='))) return problem('ARG names can not be blank');
    const variables = words.map((word) => {
      const equals = word.indexOf('=');
      return equals < 0
        ? { name: word, value: undefined }
        : { name: word.slice(0, equals), value: word.slice(equals + 1) };
    });
    return ok({ type: 'arg', line, code, variables });
  },
};
