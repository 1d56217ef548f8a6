import { ok } from '../../../../../base/result';
import { readCommandLine } from './commandLine';
import { configInstruction, said } from './configInstruction';
import { atLeastOne, problem } from './problems';

/** `SHELL ["bash", "-c"]`: what the shell forms that follow are run with. */
export const shell = configInstruction('SHELL', ({ rest }) => {
  const line = readCommandLine(rest);
  if (!line.ok) return line;
  const { words } = line.value;
  if (words.length === 0) return atLeastOne('SHELL');
  if (line.value.shell) return problem('SHELL requires the arguments to be in JSON form');
  return ok((draft) => {
    draft.set({ shell: words });
    return said(`SHELL [${words.join(' ')}]`);
  });
});
