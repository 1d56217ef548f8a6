/** `:`, `true`, `false`, `exit`, `return`, `break`, `continue`, `eval`, `source`, `exec`, `trap`, `umask`, `times`. */
import { describeFileError, normalise } from '../../engine/files/fileSystem';
import { findExecutable } from '../../engine/processes/executable';
import type { Signal } from '../../engine/processes/process';
import { signalNumbers } from '../../engine/processes/process';
import { FunctionReturn, LoopJump, ShellExit } from '../interpreter/control';
import type { Descriptors } from '../interpreter/descriptors';
import { streamsOf } from '../interpreter/launch';
import { quoteForShell } from '../interpreter/quote';
import type { Builtin, Shell } from '../interpreter/shell';
import { lookUp } from '../interpreter/simpleCommand';
import { statusOfProgramError } from '../programs';

function constant(name: string, status: number): Builtin {
  return {
    name,
    run() {
      return status;
    },
  };
}

export const colon = constant(':', 0);
export const trueBuiltin = constant('true', 0);
export const falseBuiltin = constant('false', 1);

/** The number given, or `$?`; undefined after a complaint. */
function statusArgument(
  shell: Shell,
  name: string,
  text: string | undefined,
  descriptors: Descriptors,
): number | undefined {
  if (text === undefined) return shell.status;
  if ((shell.flavour === 'bash' ? /^[-+]?\d+$/ : /^\d+$/).test(text)) return Number(text) & 255;
  shell.complain(descriptors, `${name}: ${text}: numeric argument required`);
  return undefined;
}

export const exit: Builtin = {
  name: 'exit',
  run(shell, arguments_, descriptors) {
    if (shell.interactive && shell.flavour === 'bash') descriptors.stderr.write('exit\n');
    const warning = shell.interactive ? shell.jobs.warning(shell.flavour) : undefined;
    if (warning !== undefined) {
      descriptors.stderr.write(warning);
      return shell.flavour === 'bash' ? 1 : 0;
    }
    const status = statusArgument(shell, 'exit', arguments_[0], descriptors);
    if (arguments_.length > 1 && status !== undefined) {
      shell.complain(descriptors, 'exit: too many arguments');
      return 1;
    }
    throw new ShellExit(status ?? 2);
  },
};

export const logout: Builtin = { ...exit, name: 'logout' };

export const returnBuiltin: Builtin = {
  name: 'return',
  run(shell, arguments_, descriptors) {
    if (shell.functionNames.length === 0 && shell.sourceDepth === 0) {
      if (shell.flavour !== 'bash') return exit.run(shell, arguments_, descriptors);
      shell.complain(descriptors, "return: can only `return' from a function or sourced script");
      return 2;
    }
    throw new FunctionReturn(statusArgument(shell, 'return', arguments_[0], descriptors) ?? 2);
  },
};

function jump(kind: 'break' | 'continue'): Builtin {
  return {
    name: kind,
    run(shell, arguments_, descriptors) {
      const levels = Number(arguments_[0] ?? 1);
      if (shell.loopDepth === 0 && shell.flavour !== 'bash') return 0;
      if (shell.loopDepth === 0) {
        shell.complain(descriptors, `${kind}: only meaningful in a \`for', \`while', or \`until' loop`);
        return 0;
      }
      if (!Number.isInteger(levels) || levels < 1) {
        const reason = Number.isInteger(levels) ? 'loop count out of range' : 'numeric argument required';
        shell.complain(descriptors, `${kind}: ${arguments_[0]}: ${reason}`);
        return 1;
      }
      throw new LoopJump(kind, levels);
    },
  };
}

export const breakBuiltin = jump('break');
export const continueBuiltin = jump('continue');

export const evalBuiltin: Builtin = {
  name: 'eval',
  *run(shell, arguments_, descriptors) {
    return yield* shell.runner.text(arguments_.join(' '), shell, descriptors);
  },
};

function sourcing(name: string): Builtin {
  return {
    name,
    *run(shell, arguments_, descriptors) {
      const [file, ...rest] = arguments_;
      if (file === undefined) {
        shell.complain(descriptors, `${name}: filename argument required`);
        descriptors.stderr.write(`${name}: usage: ${name} filename [arguments]\n`);
        return 2;
      }
      const found = file.includes('/') ? undefined : findExecutable(shell.process, file);
      const path = found?.ok === true ? found.value.path : normalise(file, shell.process.workingDirectory);
      const text = shell.process.files.read(path);
      if (!text.ok) {
        const words = text.error.code === 'EISDIR' ? 'is a directory' : describeFileError(text.error);
        const named = text.error.code === 'EISDIR' || shell.flavour !== 'bash';
        shell.complain(descriptors, named ? `${name}: ${file}: ${words}` : `${file}: ${words}`);
        if (shell.flavour !== 'bash' && !shell.interactive) throw new ShellExit(2);
        return 1;
      }
      const { positional } = shell;
      if (rest.length > 0) shell.positional = rest;
      shell.sourceDepth++;
      try {
        return yield* shell.runner.text(text.value, shell, descriptors);
      } catch (thrown) {
        if (thrown instanceof FunctionReturn && shell.functionNames.length === 0) return thrown.status;
        throw thrown;
      } finally {
        shell.sourceDepth--;
        if (rest.length > 0) shell.positional = positional;
      }
    },
  };
}

export const source = sourcing('source');
export const dot = sourcing('.');

export const exec: Builtin = {
  name: 'exec',
  *run(shell, arguments_, descriptors) {
    if (arguments_.length === 0) return 0;
    const found = lookUp(shell, arguments_);
    if (!found.ok) {
      const missing = found.error === 'not found' ? 'not found' : 'cannot execute';
      const path = shell.flavour === 'bash' && arguments_[0]?.includes('/') === true && found.error === 'not found';
      shell.complain(
        descriptors,
        path ? `${arguments_[0]}: No such file or directory` : `exec: ${arguments_[0]}: ${missing}`,
      );
      if (shell.interactive) return statusOfProgramError(found.error);
      throw new ShellExit(statusOfProgramError(found.error));
    }
    const { argv, program } = found.value;
    shell.process.become({ argv, env: shell.variables.environment(), ...streamsOf(shell, descriptors) });
    throw new ShellExit(yield* program(shell.process));
  },
};

function trapName(text: string): string | undefined {
  const upper = text.toUpperCase();
  if (upper === 'EXIT' || upper === '0') return 'EXIT';
  if (['ERR', 'DEBUG', 'RETURN'].includes(upper)) return upper;
  const named = (upper.startsWith('SIG') ? upper : `SIG${upper}`) as Signal;
  if (signalNumbers[named] !== undefined) return named;
  return Object.entries(signalNumbers).find(([, number]) => String(number) === text)?.[0];
}

export const trap: Builtin = {
  name: 'trap',
  run(shell, arguments_, descriptors) {
    const operands = arguments_[0] === '--' ? arguments_.slice(1) : arguments_;
    if (operands.length === 0 || operands[0] === '-p') {
      for (const [name, command] of shell.traps)
        descriptors.stdout.write(
          `trap -- ${quoteForShell(command, true)} ${shell.flavour === 'bash' ? name : name.replace(/^SIG/, '')}\n`,
        );
      return 0;
    }
    if (operands[0] === '-l') {
      for (const [name, number] of Object.entries(signalNumbers))
        descriptors.stdout.write(`${String(number).padStart(2)}) ${name}\n`);
      return 0;
    }
    const resets = operands[0] === '-' || operands.length === 1;
    const [command, ...names] = operands.length === 1 ? ['', operands[0] as string] : operands;
    let status = 0;
    for (const text of names) {
      const name = trapName(text);
      if (name === undefined) {
        if (shell.flavour === 'dash') descriptors.stderr.write(`trap: ${text}: bad trap\n`);
        else shell.complain(descriptors, `trap: ${text}: invalid signal specification`);
        status = 1;
      } else shell.setTrap(name, resets ? undefined : command);
    }
    return status;
  },
};

export const umask: Builtin = {
  name: 'umask',
  *run(shell, arguments_, descriptors) {
    const mask = arguments_.find((argument) => /^[0-7]+$/.test(argument));
    if (mask === undefined) descriptors.stdout.write(`${arguments_.includes('-S') ? 'u=rwx,g=rx,o=rx' : '0022'}\n`);
    else if (Number.parseInt(mask, 8) !== 0o22) {
      shell.complain(descriptors, 'umask: changing the mask is not simulated; files are made with 0022');
      return 1;
    }
    return 0;
  },
};

export const times: Builtin = {
  name: 'times',
  run(_shell, _arguments, descriptors) {
    descriptors.stdout.write('0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
    return 0;
  },
};
