import { ok } from '../../../../../base/result';
import { configInstruction, said } from './configInstruction';
import { exactlyOne } from './problems';

/** `MAINTAINER NAME`: the image's author. Docker prefers a label today. */
export const maintainer = configInstruction('MAINTAINER', ({ rest }) => {
  if (rest === '') return exactlyOne('MAINTAINER');
  return ok((draft) => {
    draft.author = rest;
    return said(`MAINTAINER ${rest}`);
  });
});
