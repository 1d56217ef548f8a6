import { ok } from '../../../../../base/result';
import { readFlags } from '../flags';
import type { InstructionKind } from '../instruction';
import { exactlyOne, problem } from './problems';

/** `WORKDIR PATH`: where the steps that follow and the containers are; made when it isn't there. */
export const workdir: InstructionKind = {
  keyword: 'WORKDIR',
  read: ({ rest, flags, line, code }) => {
    if (rest === '') return exactlyOne('WORKDIR');
    const values = readFlags(flags, {});
    return values.ok ? ok({ type: 'workdir', line, code, path: rest }) : problem(values.error);
  },
};
