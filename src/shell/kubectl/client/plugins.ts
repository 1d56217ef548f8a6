/** Executables called `kubectl-NAME` in PATH: kubectl runs them as its own commands. */
import { normalise } from '../../../engine/files/fileSystem';
import { waitForExit } from '../../../engine/processes/kernel';
import type { Process } from '../../../engine/processes/process';
import type { Routine } from '../../../engine/processes/routine';
import { describeProgramError, startProgram } from '../../programs';
import { CommandError } from '../errors';

export interface Plugin {
  readonly name: string;
  readonly path: string;
  readonly executable: boolean;
}

/** All that PATH has, in its order; the same name may come several times. */
export function allPlugins(process: Process): readonly Plugin[] {
  const found: Plugin[] = [];
  for (const directory of new Set((process.env.get('PATH') ?? '').split(':'))) {
    if (directory === '') continue;
    const whole = normalise(directory, process.workingDirectory);
    const listed = process.files.list(whole);
    for (const name of listed.ok ? [...listed.value].sort() : []) {
      const stat = process.files.stat(`${whole}/${name}`);
      if (!name.startsWith('kubectl-') || !stat.ok || stat.value.type === 'directory') continue;
      found.push({
        name,
        path: `${directory.replace(/\/$/, '')}/${name}`,
        executable: (stat.value.mode & 0o111) !== 0,
      });
    }
  }
  return found;
}

/** Runs the plugin with the longest name that these words make; undefined when there is none. */
export function* runPlugin(process: Process, words: readonly string[]): Routine<number | undefined> {
  const first = words.findIndex((word) => word.startsWith('-'));
  const names = (first < 0 ? words : words.slice(0, first)).map((word) => word.replaceAll('-', '_'));
  const plugins = allPlugins(process).filter((one) => one.executable);
  for (let count = names.length; count > 0; count--) {
    const name = `kubectl-${names.slice(0, count).join('-')}`;
    const plugin = plugins.find((one) => one.name === name);
    if (plugin === undefined) continue;
    const started = startProgram(process, [plugin.path, ...words.slice(count)]);
    if (!started.ok)
      throw new CommandError(`fork/exec ${plugin.path}: ${describeProgramError(started.error).toLowerCase()}`);
    return (yield* waitForExit(started.value)).code;
  }
  return undefined;
}
