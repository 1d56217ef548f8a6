/** `export`, `readonly`, `declare`, `typeset`, `local`, `unset`, `set`, `shift`, `shopt`. */
import { evaluateText } from '../interpreter/arithmetic';
import { ShellExit } from '../interpreter/control';
import type { Descriptors } from '../interpreter/descriptors';
import { setOptions } from '../interpreter/options';
import { elementKey } from '../interpreter/parameters';
import { quoteForShell } from '../interpreter/quote';
import type { Builtin, Shell } from '../interpreter/shell';
import type { Attributes, Variable } from '../interpreter/variables';
import { isName } from '../interpreter/variables';

/** A value as `declare -p` and `set` write it. */
function quoteValue(text: string): string {
  return `"${text.replace(/[\\"$`]/g, '\\$&')}"`;
}

function declaration(name: string, variable: Variable, shell: Shell): string {
  const flags = `${variable.kind === 'indexed' ? 'a' : ''}${variable.kind === 'associative' ? 'A' : ''}${variable.integer ? 'i' : ''}${variable.readonly ? 'r' : ''}${variable.exported ? 'x' : ''}`;
  if (shell.flavour !== 'bash')
    return `${variable.exported ? 'export' : 'readonly'} ${name}${variable.value === undefined ? '' : `=${quoteForShell(variable.value, true)}`}`;
  const start = `declare -${flags === '' ? '-' : flags} ${name}`;
  if (variable.elements !== undefined) {
    const items = shell.variables.elements(name).map(([key, text]) => `[${key}]=${quoteValue(text)}`);
    return `${start}=(${items.join(' ')})`;
  }
  return variable.value === undefined ? start : `${start}=${quoteValue(variable.value)}`;
}

/** Declares each `name`, `name=value`, `name+=value`; gives the status. */
function declare(
  shell: Shell,
  command: string,
  operands: readonly string[],
  attributes: Attributes,
  local: boolean,
  descriptors: Descriptors,
): number {
  let status = 0;
  for (const operand of operands) {
    const match = /^([A-Za-z_]\w*)(?:\[([^\]]*)\])?(?:(\+?)=([\s\S]*))?$/.exec(operand);
    if (match === null) {
      shell.complain(descriptors, `${command}: \`${operand}': not a valid identifier`);
      status = 1;
      continue;
    }
    const [, name = '', index, append, value] = match;
    if (shell.variables.find(name)?.readonly === true && (value !== undefined || attributes.readonly === false)) {
      shell.complain(descriptors, `${name}: readonly variable`);
      status = 1;
      continue;
    }
    const { readonly, ...before } = attributes;
    shell.variables.declare(name, before, local);
    if (value !== undefined) setValue(shell, name, index, append === '+', value);
    if (readonly !== undefined) shell.variables.declare(name, { readonly }, local);
  }
  return status;
}

function setValue(shell: Shell, name: string, index: string | undefined, append: boolean, value: string): void {
  if (index !== undefined) {
    shell.variables.setElement(name, elementKey(shell, name, index), value);
    return;
  }
  const text = append ? (shell.variables.get(name) ?? '') + value : value;
  const integer = shell.variables.find(name)?.integer === true;
  shell.variables.set(name, integer ? String(evaluateText(text, shell.variables)) : text);
}

interface Flags {
  readonly attributes: Attributes;
  readonly print: boolean;
  readonly functions: boolean;
  readonly global: boolean;
  readonly operands: readonly string[];
  readonly unknown: string | undefined;
}

/** What each letter of `declare` sets; `-` gives it, `+` takes it away. */
const ATTRIBUTES: Readonly<Record<string, (on: boolean) => Attributes>> = {
  x: (on) => ({ exported: on }),
  r: (on) => ({ readonly: on }),
  i: (on) => ({ integer: on }),
  a: () => ({ kind: 'indexed' }),
  A: () => ({ kind: 'associative' }),
  n: () => ({ exported: false }),
};

function parseFlags(arguments_: readonly string[]): Flags {
  let attributes: Attributes = {};
  let letters = '';
  let at = 0;
  for (; /^[-+][A-Za-z-]/.test(arguments_[at] ?? ''); at++) {
    const argument = arguments_[at] as string;
    if (argument === '--') {
      at++;
      break;
    }
    for (const letter of argument.slice(1))
      attributes = { ...attributes, ...ATTRIBUTES[letter]?.(argument.startsWith('-')) };
    letters += argument.slice(1);
  }
  const odd = /[^xriaAnpfFgtlu]/.exec(letters)?.[0];
  return {
    attributes,
    print: letters.includes('p'),
    functions: /f/i.test(letters),
    global: letters.includes('g'),
    operands: arguments_.slice(at),
    unknown: odd === undefined ? undefined : `-${odd}`,
  };
}

function printVariables(shell: Shell, descriptors: Descriptors, choose: (variable: Variable) => boolean): number {
  for (const name of shell.variables.names) {
    const variable = shell.variables.find(name);
    if (variable !== undefined && choose(variable)) descriptors.stdout.write(`${declaration(name, variable, shell)}\n`);
  }
  return 0;
}

function declaring(name: string, extra: Attributes): Builtin {
  return {
    name,
    *run(shell, arguments_, descriptors) {
      const flags = parseFlags(arguments_);
      if (flags.unknown !== undefined) {
        shell.complain(descriptors, `${name}: ${flags.unknown}: invalid option`);
        return 2;
      }
      if (name === 'local' && shell.functionNames.length === 0) {
        shell.complain(descriptors, 'local: can only be used in a function');
        return shell.flavour === 'bash' ? 1 : 2;
      }
      if (flags.functions) return printFunctions(shell, flags.operands, descriptors);
      const attributes: Attributes = { ...extra, ...flags.attributes };
      if (flags.operands.length === 0)
        return printVariables(
          shell,
          descriptors,
          (variable) =>
            (attributes.exported !== true || variable.exported) && (attributes.readonly !== true || variable.readonly),
        );
      if (flags.print && name !== 'export' && name !== 'readonly')
        return printNamed(shell, name, flags.operands, descriptors);
      const local = name !== 'export' && name !== 'readonly' && !flags.global && shell.functionNames.length > 0;
      return declare(shell, name, flags.operands, attributes, local, descriptors);
    },
  };
}

function printFunctions(shell: Shell, names: readonly string[], descriptors: Descriptors): number {
  let status = 0;
  for (const name of names.length > 0 ? names : [...shell.functions.keys()].sort()) {
    const found = shell.functions.get(name);
    if (found === undefined) status = 1;
    else descriptors.stdout.write(`${name} () \n${found.source.slice(found.body.pos, found.body.end)}\n`);
  }
  return status;
}

function printNamed(shell: Shell, command: string, names: readonly string[], descriptors: Descriptors): number {
  let status = 0;
  for (const name of names) {
    const variable = shell.variables.find(name);
    if (variable !== undefined) descriptors.stdout.write(`${declaration(name, variable, shell)}\n`);
    else {
      shell.complain(descriptors, `${command}: ${name}: not found`);
      status = 1;
    }
  }
  return status;
}

export const exportBuiltin = declaring('export', { exported: true });
export const readonlyBuiltin = declaring('readonly', { readonly: true });
export const declareBuiltin = declaring('declare', {});
export const typeset = declaring('typeset', {});
export const local = declaring('local', {});

export const unset: Builtin = {
  name: 'unset',
  *run(shell, arguments_, descriptors) {
    const functionsOnly = arguments_.includes('-f');
    let status = 0;
    for (const operand of arguments_.filter((argument) => !/^-[fvn]+$/.test(argument))) {
      const match = /^([A-Za-z_]\w*)(?:\[([^\]]*)\])?$/.exec(operand);
      if (
        functionsOnly ||
        match === null ||
        (shell.variables.find(operand) === undefined && shell.functions.has(operand))
      ) {
        shell.functions.delete(operand);
      } else if (!shell.variables.unset(match[1] as string, match[2])) {
        shell.complain(descriptors, `unset: ${operand}: cannot unset: readonly variable`);
        status = shell.flavour === 'bash' ? 1 : 2;
      }
    }
    return status;
  },
};

export const set: Builtin = {
  name: 'set',
  run(shell, arguments_, descriptors) {
    if (arguments_.length === 0) return printAll(shell, descriptors);
    let at = 0;
    for (; at < arguments_.length; at++) {
      const argument = arguments_[at] as string;
      if (argument === '--' || !/^[-+]./.test(argument)) break;
      const on = argument.startsWith('-');
      for (const letter of argument.slice(1)) {
        const long = letter === 'o' ? arguments_[++at] : undefined;
        if (letter === 'o' && long === undefined) return printOptions(shell, on, descriptors);
        const problem = setOption(shell, letter, long, on);
        if (problem === undefined) continue;
        shell.complain(descriptors, `set: ${problem}`);
        return long === undefined || shell.flavour === 'dash' ? 2 : 1;
      }
    }
    if (arguments_[at] === '--') shell.positional = arguments_.slice(at + 1);
    else if (at < arguments_.length) shell.positional = arguments_.slice(at);
    return 0;
  },
};

/** Sets an option by its letter or its long name; the text is what is wrong with it. */
function setOption(shell: Shell, letter: string, long: string | undefined, on: boolean): string | undefined {
  const name = long ?? Object.entries(setOptions).find(([, short]) => short === letter)?.[0];
  if (name === undefined) return `${on ? '-' : '+'}${letter}: invalid option`;
  if (setOptions[name] === undefined) return `${name}: invalid option name`;
  shell.options.set(name, on);
  return undefined;
}

function printAll(shell: Shell, descriptors: Descriptors): number {
  for (const name of shell.variables.names) {
    const value = shell.variables.get(name);
    if (value !== undefined) descriptors.stdout.write(`${name}=${quoteForShell(value)}\n`);
  }
  return 0;
}

function printOptions(shell: Shell, readable: boolean, descriptors: Descriptors): number {
  for (const name of Object.keys(setOptions).sort()) {
    const on = shell.options.has(name);
    descriptors.stdout.write(
      readable ? `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n` : `set ${on ? '-' : '+'}o ${name}\n`,
    );
  }
  return 0;
}

export const shopt: Builtin = {
  name: 'shopt',
  *run(shell, arguments_, descriptors) {
    const flags = arguments_.filter((argument) => argument.startsWith('-')).join('');
    const names = arguments_.filter((argument) => !argument.startsWith('-'));
    let status = 0;
    for (const name of names.length > 0 ? names : shell.options.shopts) {
      if (!shell.options.shopts.includes(name)) {
        shell.complain(descriptors, `shopt: ${name}: invalid shell option name`);
        status = 1;
      } else if (flags.includes('s')) shell.options.set(name, true);
      else if (flags.includes('u')) shell.options.set(name, false);
      else {
        if (!flags.includes('q'))
          descriptors.stdout.write(`${name.padEnd(20)}\t${shell.options.has(name) ? 'on' : 'off'}\n`);
        if (names.length > 0 && !shell.options.has(name)) status = 1;
      }
    }
    return status;
  },
};

export const shift: Builtin = {
  name: 'shift',
  run(shell, arguments_, descriptors) {
    const count = Number(arguments_[0] ?? 1);
    if (!Number.isInteger(count)) {
      shell.complain(descriptors, `shift: ${arguments_[0]}: numeric argument required`);
      return 1;
    }
    if (count < 0 || count > shell.positional.length) {
      if (shell.flavour !== 'dash') return 1;
      shell.complain(descriptors, "shift: can't shift that many");
      throw new ShellExit(2);
    }
    shell.positional = shell.positional.slice(count);
    return 0;
  },
};

export const letBuiltin: Builtin = {
  name: 'let',
  *run(shell, arguments_, descriptors) {
    if (arguments_.length === 0) {
      shell.complain(descriptors, 'let: expression expected');
      return 1;
    }
    const values = arguments_.map((argument) => evaluateText(argument, shell.variables));
    return values.at(-1) === 0n ? 1 : 0;
  },
};

function complainOfOption(shell: Shell, letter: string, descriptors: Descriptors): void {
  const plain = shell.flavour !== 'bash';
  descriptors.stderr.write(plain ? `Illegal option -${letter}\n` : `${shell.name}: illegal option -- ${letter}\n`);
}

export const getopts: Builtin = {
  name: 'getopts',
  *run(shell, arguments_, descriptors) {
    const [specification = '', name = '', ...given] = arguments_;
    if (!isName(name)) {
      descriptors.stderr.write('getopts: usage: getopts optstring name [arg ...]\n');
      return 2;
    }
    const words = given.length > 0 ? given : shell.positional;
    const [index = 1, offset = 1] = (shell.variables.get('OPTIND') ?? '1').split('.').map(Number);
    const word = words[index - 1];
    const done = (next: number, place: number) =>
      shell.variables.set('OPTIND', place > 1 ? `${next}.${place}` : String(next));
    if (word === undefined || !/^-./.test(word) || word === '--') {
      shell.variables.set(name, '?');
      done(word === '--' ? index + 1 : index, 1);
      return 1;
    }
    const letter = word[offset] ?? '';
    const at = specification.replace(/^:/, '').indexOf(letter);
    const takes = at >= 0 && specification.replace(/^:/, '')[at + 1] === ':';
    const last = offset + 1 >= word.length;
    if (at < 0 || letter === ':') {
      shell.variables.set(name, '?');
      if (specification.startsWith(':')) shell.variables.set('OPTARG', letter);
      else complainOfOption(shell, letter, descriptors);
      done(last ? index + 1 : index, last ? 1 : offset + 1);
      return 0;
    }
    shell.variables.set(name, letter);
    if (!takes) {
      done(last ? index + 1 : index, last ? 1 : offset + 1);
      return 0;
    }
    const value = last ? words[index] : word.slice(offset + 1);
    if (value === undefined) {
      shell.variables.set(name, specification.startsWith(':') ? ':' : '?');
      if (specification.startsWith(':')) shell.variables.set('OPTARG', letter);
      else descriptors.stderr.write(`${shell.name}: option requires an argument -- ${letter}\n`);
    } else shell.variables.set('OPTARG', value);
    done(last ? index + 2 : index + 1, 1);
    return 0;
  },
};
