import { ok } from '../../../../../base/result';
import { quotedList } from '../goText';
import { withShell } from '../instruction';
import { readCommandLine } from './commandLine';
import { configInstruction, said } from './configInstruction';

/** `CMD`: what runs when nothing else is asked for, or the entrypoint's arguments. */
export const cmd = configInstruction('CMD', ({ rest }) => {
  const line = readCommandLine(rest);
  if (!line.ok) return line;
  const { words, shell } = line.value;
  return ok((draft) => {
    const command = shell ? withShell(draft.config, words.join(' ')) : words;
    draft.set({ command, argsEscaped: true });
    draft.commandGiven = true;
    return said(`CMD ${quotedList(command)}`);
  });
});
