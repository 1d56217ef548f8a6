import { ok } from '../../../../../base/result';
import { readFlags } from '../flags';
import type { InstructionKind } from '../instruction';
import { blankSeparated } from '../words';
import { problem } from './problems';

const STAGE_NAME = /^[a-z][a-z0-9\-_.]*$/;

/** `FROM [--platform=PLATFORM] IMAGE [AS STAGE]`: a new stage. */
export const from: InstructionKind = {
  keyword: 'FROM',
  read: ({ rest, flags, line, code }) => {
    const [image = '', as, stage = '', more] = blankSeparated(rest);
    const named = as?.toLowerCase() === 'as' && stage !== '' && more === undefined;
    if (image === '' || (as !== undefined && !named)) {
      return problem('FROM requires either one or three arguments');
    }
    const name = stage.toLowerCase();
    if (named && !STAGE_NAME.test(name)) {
      return problem(`invalid name for build stage: "${stage}", name can't start with a number or contain symbols`);
    }
    const values = readFlags(flags, { platform: 'text' });
    if (!values.ok) return problem(values.error);
    return ok({ type: 'from', line, code, image, stage: name, platform: values.value.text('platform') });
  },
};
