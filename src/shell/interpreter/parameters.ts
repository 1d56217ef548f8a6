/** What a parameter's name stands for: variables, arrays, positional and special parameters. */
import { evaluateText } from './arithmetic';
import { ExpansionError } from './control';
import type { Shell } from './shell';

export interface ParameterValue {
  /** Its texts: one, or those of a list. Empty when it is not set. */
  readonly items: readonly string[];
  /** `$@` and `$*` and whole arrays: how the items are joined within quotes. */
  readonly list: '@' | '*' | undefined;
}

const UNSET: ParameterValue = { items: [], list: undefined };

/** The value of `name`, or of its element when `index` is given (already expanded). */
export function parameterValue(shell: Shell, name: string, index?: string): ParameterValue {
  if (name === '@' || name === '*') return { items: shell.positional, list: name };
  if (index === '@' || index === '*') return { items: arrayItems(shell, name).map(([, text]) => text), list: index };
  if (index !== undefined) return elementValue(shell, name, index);
  const text = special(shell, name) ?? shell.variables.get(name);
  return text === undefined ? UNSET : { items: [text], list: undefined };
}

/** An array's elements with their indexes. */
export function arrayItems(shell: Shell, name: string): readonly (readonly [string, string])[] {
  if (name === 'PIPESTATUS') return shell.pipeStatus.map((status, at) => [String(at), String(status)] as const);
  if (name === 'FUNCNAME') return shell.functionNames.map((text, at) => [String(at), text] as const);
  return shell.variables.elements(name);
}

/** An index as the key under which an array has it. */
export function elementKey(shell: Shell, name: string, index: string): string {
  if (shell.variables.find(name)?.kind === 'associative') return index;
  const at = Number(evaluateText(index, shell.variables));
  if (at >= 0) return String(at);
  const last = Math.max(-1, ...arrayItems(shell, name).map(([key]) => Number(key)));
  if (last + 1 + at < 0) throw new ExpansionError(`${name}: bad array subscript`);
  return String(last + 1 + at);
}

function elementValue(shell: Shell, name: string, index: string): ParameterValue {
  const key = elementKey(shell, name, index);
  const item = arrayItems(shell, name).find(([at]) => at === key);
  return item === undefined ? UNSET : { items: [item[1]], list: undefined };
}

function special(shell: Shell, name: string): string | undefined {
  if (/^\d+$/.test(name)) return name === '0' ? shell.name : shell.positional[Number(name) - 1];
  switch (name) {
    case '?':
      return String(shell.status);
    case '#':
      return String(shell.positional.length);
    case '$':
      return String(shell.rootPid);
    case '!':
      return shell.lastBackground === undefined ? undefined : String(shell.lastBackground);
    case '-':
      return shell.flavour === 'bash'
        ? shell.options.letters(shell.interactive) + shell.invocation
        : shell.options.letters(shell.interactive).replace(/[hB]/g, '') +
            (shell.flavour === 'ash' ? shell.invocation : '');
    case 'RANDOM':
      return String(shell.process.random.integer(32_768));
    case 'SECONDS':
      return String(Math.floor((shell.process.clock.now - shell.process.started) / 1000));
    case 'EPOCHSECONDS':
      return String(Math.floor(shell.process.clock.now / 1000));
    case 'LINENO':
      return String(shell.countedLine);
    case 'BASHPID':
      return String(shell.process.pid);
    case 'PPID':
      return String(shell.process.parent?.pid ?? 0);
    case 'UID':
    case 'EUID':
      if (shell.flavour !== 'bash') return undefined;
      return shell.process.user === 'root' ? '0' : '1000';
    case 'PIPESTATUS':
      return String(shell.pipeStatus[0] ?? 0);
    case 'FUNCNAME':
      return shell.functionNames[0];
    default:
      return undefined;
  }
}
