/** Conditions: `[[ ... ]]` on its syntax tree, and the operators that it shares with `test`. */
import type { TestBinaryExpression, TestExpression, TestUnaryExpression } from 'unbash';
import { type Access, normalise } from '../../engine/files/fileSystem';
import type { Process } from '../../engine/processes/process';
import { isTerminal } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { evaluateText } from './arithmetic';
import { ExpansionError } from './control';
import { expandPattern, expandText } from './expand';
import type { ExpansionContext } from './expansionContext';
import { matchesPattern } from './pattern';
import type { Shell } from './shell';

/** The truth of a `[[ ... ]]` expression. */
export function* evaluateCondition(expression: TestExpression, context: ExpansionContext): Routine<boolean> {
  switch (expression.type) {
    case 'TestGroup':
      return yield* evaluateCondition(expression.expression, context);
    case 'TestNot': {
      const truth = yield* evaluateCondition(expression.operand, context);
      return expression.negations.length % 2 === 1 ? !truth : truth;
    }
    case 'TestLogical': {
      const stop = expression.operator === '||';
      for (const operand of expression.operands) if ((yield* evaluateCondition(operand, context)) === stop) return stop;
      return !stop;
    }
    case 'TestUnary':
      return yield* unaryTest(expression, context);
    default:
      return yield* binaryTest(expression, context);
  }
}

function* unaryTest(expression: TestUnaryExpression, context: ExpansionContext): Routine<boolean> {
  const text = yield* expandText(expression.operand, context);
  const { shell } = context;
  if (expression.operator === '-v') return isSet(shell, text);
  if (expression.operator === '-o') return shell.options.has(text);
  if (expression.operator === '-t') return isTerminalDescriptor(text, context);
  return testUnary(expression.operator, text, shell.process) ?? false;
}

/** `-v name`. */
export function isSet(shell: Shell, name: string): boolean {
  const element = /^(\w+)\[(.*)\]$/.exec(name);
  if (element !== null) return shell.variables.elements(element[1] as string).some(([key]) => key === element[2]);
  return shell.variables.get(name) !== undefined;
}

function isTerminalDescriptor(text: string, context: ExpansionContext): boolean {
  const descriptor = context.descriptors.find(Number(text));
  const stream = descriptor?.input ?? descriptor?.output;
  return stream !== undefined && isTerminal(stream);
}

function* binaryTest(expression: TestBinaryExpression, context: ExpansionContext): Routine<boolean> {
  const { shell } = context;
  const { operator } = expression;
  const left = yield* expandText(expression.left, context);
  if (operator === '==' || operator === '=' || operator === '!=') {
    const pattern = yield* expandPattern(expression.right, context);
    const ignoreCase = shell.options.has('nocasematch');
    return matchesPattern(left, pattern, { ignoreCase }) === (operator !== '!=');
  }
  if (operator === '=~') return yield* matchesRegularExpression(left, expression, context);
  const right = yield* expandText(expression.right, context);
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  const numeric = compareNumbers(operator, evaluateText(left, shell.variables), evaluateText(right, shell.variables));
  return numeric ?? testBinary(left, operator, right, shell.process) ?? false;
}

function* matchesRegularExpression(
  text: string,
  expression: TestBinaryExpression,
  context: ExpansionContext,
): Routine<boolean> {
  const quoted = expression.right.parts?.some((part) => part.type === 'SingleQuoted' || part.type === 'DoubleQuoted');
  const source =
    expression.right.parts === undefined
      ? expression.right.text
      : quoted === true
        ? yield* expandPattern(expression.right, context)
        : yield* expandText(expression.right, context);
  let match: RegExpExecArray | null;
  try {
    match = new RegExp(source.replace(/\[\[:(\w+):\]\]/g, (_, name) => CLASSES[name] ?? _)).exec(text);
  } catch {
    throw new ExpansionError(`[[: invalid regular expression \`${source}'`);
  }
  const { variables } = context.shell;
  variables.clearElements('BASH_REMATCH');
  for (const group of match ?? []) variables.setElement('BASH_REMATCH', undefined, group ?? '');
  return match !== null;
}

const CLASSES: Readonly<Record<string, string>> = {
  digit: '\\d',
  space: '\\s',
  alpha: '[A-Za-z]',
  alnum: '[A-Za-z0-9]',
  upper: '[A-Z]',
  lower: '[a-z]',
};

/** `-f file`, `-z text` and the like; undefined for an operator that is none. */
export function testUnary(operator: string, operand: string, process: Process): boolean | undefined {
  if (operator === '-z') return operand === '';
  if (operator === '-n') return operand !== '';
  const stat = process.files.stat(normalise(operand, process.workingDirectory));
  const found = operand !== '' && stat.ok ? stat.value : undefined;
  const path = normalise(operand, process.workingDirectory);
  const permission = (access: Access) => found !== undefined && process.files.allows?.(path, access) !== false;
  switch (operator) {
    case '-e':
    case '-a':
      return found !== undefined;
    case '-f':
      return found?.type === 'file' && found.device === undefined;
    case '-d':
      return found?.type === 'directory';
    case '-s':
      return found !== undefined && (found.type === 'directory' || found.size > 0);
    case '-r':
      return permission('read');
    case '-w':
      return permission('write');
    case '-x':
      return permission('execute');
    case '-h':
    case '-L':
      return found?.type === 'link';
    case '-O':
      return found !== undefined && [process.user, String(process.machineUser)].includes(found.owner);
    case '-b':
      return found?.device?.kind === 'block';
    case '-c':
      return found?.device?.kind === 'character';
    case '-k':
      return found !== undefined && (found.mode & 0o1000) !== 0;
    case '-p':
    case '-S':
    case '-g':
    case '-u':
      return false;
    default:
      return undefined;
  }
}

/** `a = b`, `a -nt b` and the like; undefined for an operator that is none or that compares numbers. */
export function testBinary(left: string, operator: string, right: string, process: Process): boolean | undefined {
  const time = (path: string) => {
    const stat = process.files.stat(normalise(path, process.workingDirectory));
    return stat.ok ? stat.value.modified : undefined;
  };
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
      return (time(left) ?? Number.NEGATIVE_INFINITY) > (time(right) ?? Number.NEGATIVE_INFINITY);
    case '-ot':
      return (time(left) ?? Number.POSITIVE_INFINITY) < (time(right) ?? Number.NEGATIVE_INFINITY);
    case '-ef':
      return normalise(left, process.workingDirectory) === normalise(right, process.workingDirectory);
    default:
      return undefined;
  }
}

/** `-eq`, `-lt`, ...; undefined for an operator that compares no numbers. */
export function compareNumbers(operator: string, left: bigint, right: bigint): boolean | undefined {
  switch (operator) {
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    case '-ge':
      return left >= right;
    default:
      return undefined;
  }
}
