import { ok } from '../../../../../base/result';
import { quotedList } from '../goText';
import { withShell } from '../instruction';
import { readCommandLine } from './commandLine';
import { configInstruction, said } from './configInstruction';

/** `ENTRYPOINT`: what always runs. It takes away a CMD that came with the base image. */
export const entrypoint = configInstruction('ENTRYPOINT', ({ rest }) => {
  const line = readCommandLine(rest);
  if (!line.ok) return line;
  const { words, shell } = line.value;
  return ok((draft) => {
    const command = shell ? withShell(draft.config, words.join(' ')) : words;
    draft.set({ entrypoint: command, ...(draft.commandGiven ? {} : { command: [] }) });
    return said(`ENTRYPOINT ${quotedList(command)}`);
  });
});
