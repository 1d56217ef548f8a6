/** `vi`, `vim`, `nano`, `emacs`: they open the file in the page's editor and wait until it is closed. */
import type { Process } from '../engine/processes/process';
import type { Routine } from '../engine/processes/routine';
import type { Command, ShellServices } from './command';

const NAMES = ['vi', 'vim', 'nano', 'emacs', 'code'];

export function editors(services: ShellServices): readonly Command[] {
  return NAMES.map((name) => ({
    name,
    summary: 'edit a file',
    *run(process: Process): Routine<number> {
      const file = process.argv.slice(1).find((argument) => !/^[-+]/.test(argument));
      if (services.editor === undefined || process.tty === undefined) {
        process.stderr.write(`${name}: there is no editor here: it opens in the page, from its terminal\n`);
        return 1;
      }
      if (file === undefined) {
        process.stderr.write(`${name}: which file? (${name} FILE)\n`);
        return 1;
      }
      const stat = process.files.stat(file.startsWith('/') ? file : `${process.workingDirectory}/${file}`);
      if (stat.ok && stat.value.type === 'directory') {
        process.stderr.write(`${name}: ${file}: Is a directory\n`);
        return 1;
      }
      yield* services.editor.edit(process, file);
      return 0;
    },
  }));
}
