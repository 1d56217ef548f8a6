import { ok } from '../../../../../base/result';
import { configInstruction, said } from './configInstruction';
import { exactlyOne } from './problems';

/** `USER NAME[:GROUP]` */
export const user = configInstruction('USER', ({ rest }) => {
  if (rest === '') return exactlyOne('USER');
  return ok((draft) => {
    const name = draft.expand(rest);
    if (!name.ok) return name;
    draft.set({ user: name.value });
    return said(`USER ${name.value}`);
  });
});
