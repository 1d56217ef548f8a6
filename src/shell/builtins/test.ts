/** `test` and `[`. */
import { isSet } from '../interpreter/conditional';
import type { Builtin, Shell } from '../interpreter/shell';
import { evaluateTest } from '../text/test';

function testing(name: string): Builtin {
  return {
    name,
    *run(shell, arguments_, descriptors) {
      const result = evaluateTest(name, arguments_, shell.process, (operator, operand) =>
        shellTest(shell, operator, operand),
      );
      if (typeof result === 'boolean') return result ? 0 : 1;
      shell.complain(descriptors, `${name}: ${result.problem}`);
      return 2;
    },
  };
}

function shellTest(shell: Shell, operator: string, operand: string): boolean | undefined {
  if (operator === '-v') return isSet(shell, operand);
  return operator === '-o' ? shell.options.has(operand) : undefined;
}

export const test = testing('test');
export const bracket = testing('[');
