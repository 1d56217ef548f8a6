/** `echo` and `printf`. */
import type { Descriptors } from '../interpreter/descriptors';
import type { Builtin, Shell } from '../interpreter/shell';
import { echoText } from '../text/echo';
import { formatPrintf } from '../text/printf';

export const echo: Builtin = {
  name: 'echo',
  run(shell, arguments_, descriptors) {
    return write(shell, descriptors, 'echo', echoText(arguments_, shell.flavour === 'dash'));
  },
};

/** Writes, and says why it could not, unless there was only nobody to read it. */
function write(shell: Shell, descriptors: Descriptors, name: string, text: string): number {
  const { stdout } = descriptors;
  if (stdout.write(text)) return 0;
  if (stdout.problem === undefined) return 1;
  const messages = {
    bash: `${name}: write error: ${stdout.problem}`,
    dash: `${name}: ${name}: I/O error`,
    ash: `write error: ${stdout.problem}`,
  };
  shell.complain(descriptors, messages[shell.flavour]);
  return 1;
}

export const printf: Builtin = {
  name: 'printf',
  run(shell, arguments_, descriptors) {
    const toVariable = arguments_[0] === '-v' ? arguments_[1] : undefined;
    const rest = toVariable === undefined ? arguments_ : arguments_.slice(2);
    const operands = rest[0] === '--' ? rest.slice(1) : rest;
    if (operands[0] === undefined) {
      descriptors.stderr.write('printf: usage: printf [-v var] format [arguments]\n');
      return 2;
    }
    const { text, errors } = formatPrintf(operands[0], operands.slice(1), shell.process.clock.now);
    for (const error of errors) shell.complain(descriptors, `printf: ${error}`);
    if (toVariable !== undefined) shell.variables.set(toVariable, text);
    else if (write(shell, descriptors, 'printf', text) !== 0) return 1;
    return errors.length > 0 ? 1 : 0;
  },
};
