/** A temporary file in an editor: the page's, or the command that KUBE_EDITOR or EDITOR names. */

import { waitForExit } from '../../../engine/processes/kernel';
import type { Routine } from '../../../engine/processes/routine';
import { startProgram } from '../../programs';
import { CommandError } from '../errors';
import type { Invocation } from '../verb';

/** Opens the file and waits until it is closed. @throws CommandError when there is no such editor or it failed */
export function* openEditor(invocation: Invocation, path: string): Routine<void> {
  const { process, editor: page } = invocation;
  const named = process.env.get('KUBE_EDITOR') || process.env.get('EDITOR') || '';
  if (named === '' && page !== undefined) {
    yield* page.edit(process, path);
    return;
  }
  const editor = named === '' ? 'vi' : named;
  const needsShell = /["'\\$`|&;<>\n]/.test(editor);
  const argv = needsShell ? ['bash', '-c', `${editor} ${JSON.stringify(path)}`] : [...editor.split(/ +/), path];
  const started = startProgram(process, argv);
  if (!started.ok) throw new CommandError(`unable to launch the editor ${JSON.stringify(editor)}`);
  const exit = yield* waitForExit(started.value);
  if (exit.code !== 0) throw new CommandError(`there was a problem with the editor ${JSON.stringify(editor)}`);
}

/** Makes a file for editing. Gives its path, such as `/tmp/kubectl-edit-1580240805.yaml`. */
export function makeTemporaryFile({ process }: Invocation, extension: string, text: string): string {
  const path = `/tmp/kubectl-edit-${1 + process.random.integer(4_294_967_294)}${extension}`;
  process.files.makeDirectory('/tmp', { parents: true });
  process.files.write(path, text);
  return path;
}

/** The lines that are no comments. */
export function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trim().startsWith('#'))
    .join('\n');
}
