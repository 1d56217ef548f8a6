/** `cd`, `pwd`, `pushd`, `popd`, `dirs`. */
import { describeFileError, normalise } from '../../engine/files/fileSystem';
import type { Descriptors } from '../interpreter/descriptors';
import type { Builtin, Shell } from '../interpreter/shell';

export const cd: Builtin = {
  name: 'cd',
  *run(shell, arguments_, descriptors) {
    const operands = arguments_.filter((argument) => !/^-[LPe@]+$/.test(argument) && argument !== '--');
    if (operands.length > 1 && shell.flavour === 'bash') {
      shell.complain(descriptors, 'cd: too many arguments');
      return 1;
    }
    const [operand] = operands;
    const variable = operand === undefined ? 'HOME' : operand === '-' ? 'OLDPWD' : undefined;
    const target = variable === undefined ? (operand as string) : shell.variables.get(variable);
    if (target === undefined) {
      shell.complain(descriptors, `cd: ${variable} not set`);
      return 1;
    }
    const status = changeDirectory(shell, target, 'cd', descriptors);
    if (status === 0 && operand === '-') descriptors.stdout.write(`${shell.process.workingDirectory}\n`);
    return status;
  },
};

/** Changes the working directory, PWD and OLDPWD; complains in the name of `command`. */
function changeDirectory(shell: Shell, target: string, command: string, descriptors: Descriptors): number {
  const { process, variables } = shell;
  const path = normalise(target === '' ? '.' : target, process.workingDirectory);
  const stat = process.files.stat(path);
  const allowed = process.files.allows?.(path, 'execute') !== false;
  if (!stat.ok || stat.value.type !== 'directory' || !allowed) {
    const found = !stat.ok ? describeFileError(stat.error) : undefined;
    const reason = found ?? (stat.ok && stat.value.type !== 'directory' ? 'Not a directory' : 'Permission denied');
    shell.complain(
      descriptors,
      shell.flavour === 'bash'
        ? `${command}: ${target}: ${reason}`
        : `${command}: can't cd to ${target}${shell.flavour === 'ash' ? `: ${reason}` : ''}`,
    );
    return shell.flavour === 'bash' ? 1 : 2;
  }
  variables.set('OLDPWD', process.workingDirectory);
  variables.set('PWD', path);
  process.workingDirectory = path;
  return 0;
}

/** `cd` under its older name, which dash and ash have. */
export const chdir: Builtin = { ...cd, name: 'chdir' };

export const pwd: Builtin = {
  name: 'pwd',
  run(shell, _arguments, descriptors) {
    descriptors.stdout.write(`${shell.process.workingDirectory}\n`);
    return 0;
  },
};

function listing(shell: Shell): string {
  const home = shell.variables.get('HOME') ?? '';
  const short = (path: string) =>
    home !== '' && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path;
  return [shell.process.workingDirectory, ...shell.directoryStack].map(short).join(' ');
}

export const dirs: Builtin = {
  name: 'dirs',
  run(shell, arguments_, descriptors) {
    if (arguments_.includes('-c')) shell.directoryStack = [];
    else descriptors.stdout.write(`${listing(shell)}\n`);
    return 0;
  },
};

export const pushd: Builtin = {
  name: 'pushd',
  run(shell, arguments_, descriptors) {
    const here = shell.process.workingDirectory;
    const [target] = arguments_;
    const [top, ...rest] = shell.directoryStack;
    if (target === undefined && top === undefined) {
      shell.complain(descriptors, 'pushd: no other directory');
      return 1;
    }
    const status = changeDirectory(shell, target ?? (top as string), 'pushd', descriptors);
    if (status !== 0) return status;
    shell.directoryStack = [here, ...(target === undefined ? rest : shell.directoryStack)];
    descriptors.stdout.write(`${listing(shell)}\n`);
    return 0;
  },
};

export const popd: Builtin = {
  name: 'popd',
  run(shell, _arguments, descriptors) {
    const [top, ...rest] = shell.directoryStack;
    if (top === undefined) {
      shell.complain(descriptors, 'popd: directory stack empty');
      return 1;
    }
    const status = changeDirectory(shell, top, 'popd', descriptors);
    if (status !== 0) return status;
    shell.directoryStack = rest;
    descriptors.stdout.write(`${listing(shell)}\n`);
    return 0;
  },
};
