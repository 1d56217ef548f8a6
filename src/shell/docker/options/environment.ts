/** Variables and labels, from flags and from files. */
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import type { Process } from '../../../engine/processes/process';
import { CliFailure } from '../failure';

/** `NAME=value` for each; a bare NAME is taken from the client's own environment, and left out where it is not there. */
export function readEnvironment(
  process: Process,
  files: readonly string[],
  given: readonly string[],
): readonly string[] {
  const fromFiles = files.flatMap((file) => linesOf(process, file));
  return [...fromFiles.flatMap((text) => own(process, text)), ...given.flatMap((text) => own(process, text, true))];
}

export function readLabels(
  process: Process,
  files: readonly string[],
  given: readonly string[],
): Readonly<Record<string, string>> {
  // In a file a bare name says nothing.
  const fromFiles = files.flatMap((file) => linesOf(process, file)).filter((line) => line.includes('='));
  const lines = [...fromFiles, ...given];
  return Object.fromEntries(
    lines.map((text) => {
      const at = text.indexOf('=');
      return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

function own(process: Process, text: string, keep = false): readonly string[] {
  if (text.includes('=')) return [text];
  const value = process.env.get(text);
  if (value !== undefined) return [`${text}=${value}`];
  return keep ? [text] : [];
}

function linesOf(process: Process, file: string): readonly string[] {
  const path = normalise(file, process.workingDirectory);
  const text = process.files.read(path);
  if (!text.ok) throw new CliFailure(`open ${file}: ${describeFileError(text.error).toLowerCase()}`);
  const lines = text.value.split('\n').map((line) => line.replace(/\r$/, '').trimStart());
  const used = lines.filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of used) {
    const name = line.split('=')[0] ?? '';
    if (name === '') throw new CliFailure(`invalid env file (${file}): no variable name on line '${line}'`);
    if (/\s/.test(name)) throw new CliFailure(`invalid env file (${file}): variable '${name}' contains whitespaces`);
  }
  return used;
}
