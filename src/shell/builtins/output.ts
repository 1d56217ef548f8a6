/** `echo` and `printf`. */
import type { Builtin } from '../interpreter/shell';
import { echoText } from '../text/echo';
import { formatPrintf } from '../text/printf';

export const echo: Builtin = {
  name: 'echo',
  run(shell, arguments_, descriptors) {
    return descriptors.stdout.write(echoText(arguments_, shell.flavour === 'dash')) ? 0 : 1;
  },
};

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
    else descriptors.stdout.write(text);
    return errors.length > 0 ? 1 : 0;
  },
};
