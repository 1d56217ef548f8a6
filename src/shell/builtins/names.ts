/** `alias`, `unalias`, `type`, `command`, `builtin`, `hash`, `history`, `help`, `complete`. */
import type { Descriptors } from '../interpreter/descriptors';
import { streamsOf, waitForeground } from '../interpreter/launch';
import { quoteForShell } from '../interpreter/quote';
import type { Builtin, Shell } from '../interpreter/shell';
import { runBuiltin } from '../interpreter/shell';
import { lookUp } from '../interpreter/simpleCommand';
import { statusOfProgramError } from '../programs';

export const alias: Builtin = {
  name: 'alias',
  *run(shell, arguments_, descriptors) {
    const operands = arguments_.filter((argument) => argument !== '-p');
    const show = (name: string) =>
      descriptors.stdout.write(
        `${shell.flavour === 'bash' ? 'alias ' : ''}${name}=${quoteForShell(shell.aliases.get(name) ?? '', true)}\n`,
      );
    if (operands.length === 0) for (const name of [...shell.aliases.keys()].sort()) show(name);
    let status = 0;
    for (const operand of operands) {
      const equals = operand.indexOf('=');
      if (equals > 0) shell.aliases.set(operand.slice(0, equals), operand.slice(equals + 1));
      else if (shell.aliases.has(operand)) show(operand);
      else {
        shell.complain(descriptors, `alias: ${operand}: not found`);
        status = 1;
      }
    }
    return status;
  },
};

export const unalias: Builtin = {
  name: 'unalias',
  run(shell, arguments_, descriptors) {
    if (arguments_.length === 0) {
      descriptors.stderr.write('unalias: usage: unalias [-a] name [name ...]\n');
      return 2;
    }
    let status = 0;
    for (const operand of arguments_) {
      if (operand === '-a') shell.aliases.clear();
      else if (!shell.aliases.delete(operand)) {
        if (shell.flavour === 'bash') shell.complain(descriptors, `unalias: ${operand}: not found`);
        else descriptors.stderr.write(`unalias: ${operand} not found\n`);
        status = 1;
      }
    }
    return status;
  },
};

const KEYWORDS = new Set(
  'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(' '),
);

type Kind = 'alias' | 'keyword' | 'function' | 'builtin' | 'file';

function kindsOf(shell: Shell, name: string): readonly { readonly kind: Kind; readonly path?: string }[] {
  const found: { kind: Kind; path?: string }[] = [];
  if (shell.aliases.has(name)) found.push({ kind: 'alias' });
  if (KEYWORDS.has(name)) found.push({ kind: 'keyword' });
  if (shell.functions.has(name)) found.push({ kind: 'function' });
  if (shell.builtin(name) !== undefined) found.push({ kind: 'builtin' });
  const program = lookUp(shell, [name]);
  if (program.ok) found.push({ kind: 'file', path: program.value.path });
  return found;
}

function describeKind(shell: Shell, name: string, kind: Kind, path = ''): string {
  switch (kind) {
    case 'alias':
      return `${name} is aliased to \`${shell.aliases.get(name)}'`;
    case 'keyword':
      return `${name} is a shell keyword`;
    case 'function': {
      const defined = shell.functions.get(name);
      return `${name} is a function\n${name} () \n${defined?.source.slice(defined.body.pos, defined.body.end)}`;
    }
    case 'builtin':
      return `${name} is a shell builtin`;
    default:
      return `${name} is ${path}`;
  }
}

export const type: Builtin = {
  name: 'type',
  *run(shell, arguments_, descriptors) {
    const flags = arguments_.filter((argument) => argument.startsWith('-')).join('');
    let status = 0;
    for (const name of arguments_.filter((argument) => !argument.startsWith('-'))) {
      const all = kindsOf(shell, name).filter(({ kind }) => !/[pP]/.test(flags) || kind === 'file');
      const shown = flags.includes('a') ? all : all.slice(0, 1);
      for (const { kind, path } of shown) {
        if (flags.includes('t')) descriptors.stdout.write(`${kind}\n`);
        else if (/[pP]/.test(flags)) descriptors.stdout.write(`${path}\n`);
        else descriptors.stdout.write(`${describeKind(shell, name, kind, path)}\n`);
      }
      if (all.length > 0) continue;
      status = shell.flavour === 'bash' ? 1 : 127;
      if (shell.flavour !== 'bash') descriptors.stdout.write(`${name}: not found\n`);
      else if (!/[tpP]/.test(flags)) shell.complain(descriptors, `type: ${name}: not found`);
    }
    return status;
  },
};

/** Runs a builtin or a program, but no function. */
function* runPlain(shell: Shell, words: readonly string[], descriptors: Descriptors) {
  const [name = '', ...rest] = words;
  const builtin = shell.builtin(name);
  if (builtin !== undefined) return yield* runBuiltin(builtin, shell, rest, descriptors);
  const found = lookUp(shell, words);
  if (!found.ok) {
    shell.complain(descriptors, `${name}: ${found.error === 'not found' ? 'command not found' : 'cannot execute'}`);
    return statusOfProgramError(found.error);
  }
  const { argv, program } = found.value;
  const child = shell.process.spawn({
    argv,
    program,
    env: shell.variables.environment(),
    ...streamsOf(shell, descriptors),
  });
  return (yield* waitForeground(shell, [child], words.join(' '), descriptors))[0] ?? 0;
}

export const command: Builtin = {
  name: 'command',
  *run(shell, arguments_, descriptors) {
    const [flag, ...names] = arguments_;
    if (flag === '-p') return yield* runPlain(shell, names, descriptors);
    if (flag !== '-v' && flag !== '-V')
      return arguments_.length === 0 ? 0 : yield* runPlain(shell, arguments_, descriptors);
    return describeNames(shell, flag, names, descriptors);
  },
};

/** `command -v` and `-V`: dash and ash look at the first name only; bash is content when it finds one. */
function describeNames(shell: Shell, flag: string, names: readonly string[], descriptors: Descriptors): number {
  const bash = shell.flavour === 'bash';
  let found = 0;
  for (const name of bash ? names : names.slice(0, 1)) {
    const [first] = kindsOf(shell, name);
    if (first !== undefined) found++;
    if (first === undefined) {
      if (flag === '-V') shell.complain(descriptors, `command: ${name}: not found`);
    } else if (flag === '-V') descriptors.stdout.write(`${describeKind(shell, name, first.kind, first.path)}\n`);
    else if (first.kind === 'alias')
      descriptors.stdout.write(`alias ${name}=${quoteForShell(shell.aliases.get(name) ?? '', true)}\n`);
    else descriptors.stdout.write(`${first.path ?? name}\n`);
  }
  if (found > 0 || names.length === 0) return 0;
  return bash ? 1 : 127;
}

export const builtin: Builtin = {
  name: 'builtin',
  *run(shell, arguments_, descriptors) {
    const [name, ...rest] = arguments_;
    if (name === undefined) return 0;
    const found = shell.builtin(name);
    if (found !== undefined) return yield* runBuiltin(found, shell, rest, descriptors);
    shell.complain(descriptors, `builtin: ${name}: not a shell builtin`);
    return 1;
  },
};

export const hash: Builtin = {
  name: 'hash',
  *run(shell, arguments_, descriptors) {
    const missing = arguments_.find((argument) => !argument.startsWith('-') && !lookUp(shell, [argument]).ok);
    if (missing === undefined) return 0;
    shell.complain(descriptors, `hash: ${missing}: not found`);
    return 1;
  },
};

export const history: Builtin = {
  name: 'history',
  *run(shell, arguments_, descriptors) {
    if (arguments_[0] === '-c') {
      shell.history.clear();
      return 0;
    }
    const count = arguments_[0] === undefined ? Number.POSITIVE_INFINITY : Number(arguments_[0]);
    if (Number.isNaN(count)) {
      shell.complain(descriptors, `history: ${arguments_[0]}: numeric argument required`);
      return 1;
    }
    const { lines, first } = shell.history;
    lines.forEach((line, at) => {
      if (at >= lines.length - count) descriptors.stdout.write(`${String(first + at).padStart(5)}  ${line}\n`);
    });
    return 0;
  },
};

export const help: Builtin = {
  name: 'help',
  run(shell, _arguments, descriptors) {
    const names = shell.runner.builtinNames
      .filter((one) => shell.builtin(one) !== undefined)
      .sort()
      .join(' ');
    descriptors.stdout.write(
      `These commands are built into the shell:\n${names}\n\nOther commands are programs; \`ls /usr/bin' lists them.\n`,
    );
    return 0;
  },
};

/** `complete -F __start_kubectl k`: `k` is completed as the command that the function is for. */
export const complete: Builtin = {
  name: 'complete',
  run(shell, arguments_) {
    const at = arguments_.indexOf('-F');
    const target = /^_+(?:start_)?(.+)$/.exec(arguments_[at + 1] ?? '')?.[1];
    const name = arguments_.at(-1);
    if (at >= 0 && target !== undefined && name !== undefined) shell.completions.set(name, target);
    return 0;
  },
};
