/**
 * What an executable file holds. A real one holds machine code; here it holds the name of a program that the machine's
 * kernel can run (`kernel.programs`), so that `ls /bin`, `which`, `cp`, `chmod -x` and PATH mean what they mean.
 */
import type { Result } from '../../base/result';
import { fail, ok } from '../../base/result';
import { normalise } from '../files/fileSystem';
import type { Process } from './process';

const MAGIC = '\u007fELF ';

/**
 * The text of an executable file that runs the program with that name; its mode should be 0o755. `build` tells builds of
 * one program apart, where they behave differently.
 */
export function executableText(program: string, build?: string): string {
  return build === undefined ? `${MAGIC}${program}\n` : `${MAGIC}${program}\n${build}\n`;
}

/** The program that an executable file names; undefined for any other file. */
export function programNamed(text: string): string | undefined {
  return text.startsWith(MAGIC) ? text.slice(MAGIC.length).split('\n')[0]?.trim() : undefined;
}

/** Which build of its program an executable file is. */
export function buildNamed(text: string): string | undefined {
  return text.startsWith(MAGIC) ? text.split('\n')[1]?.trim() || undefined : undefined;
}

export interface Executable {
  readonly path: string;
  /** The whole text of the file. */
  readonly text: string;
}

export type ExecutableError = 'not found' | 'permission denied' | 'is a directory';

/** The file that a command's name stands for: as it is when it has a slash, else the first in PATH. */
export function findExecutable(
  process: Pick<Process, 'files' | 'env' | 'workingDirectory'>,
  name: string,
): Result<Executable, ExecutableError> {
  if (name.includes('/')) return executableAt(process, normalise(name, process.workingDirectory));
  let denied = false;
  for (const directory of (process.env.get('PATH') ?? '/usr/local/bin:/usr/bin:/bin').split(':')) {
    if (name === '') break;
    const found = executableAt(process, normalise(`${directory}/${name}`, process.workingDirectory));
    if (found.ok) return found;
    if (found.error === 'permission denied') denied = true;
  }
  return fail(denied ? 'permission denied' : 'not found');
}

function executableAt(process: Pick<Process, 'files'>, path: string): Result<Executable, ExecutableError> {
  const stat = process.files.stat(path);
  if (!stat.ok) return fail('not found');
  if (stat.value.type === 'directory') return fail('is a directory');
  const allowed = (stat.value.mode & 0o111) !== 0 && process.files.allows?.(path, 'execute') !== false;
  if (!allowed) return fail('permission denied');
  const text = process.files.read(path);
  return text.ok ? ok({ path, text: text.value }) : fail('permission denied');
}
