/** Arithmetic (`$((...))`, `((...))`, `let`): 64-bit whole numbers over the shell's variables. */
import type { ArithmeticExpression } from 'unbash';
import { parse } from 'unbash';
import { ExpansionError } from './control';
import type { Variables } from './variables';
import { isName } from './variables';

/** Turns a word inside an expression into text: `$x`, `$(cmd)` and `${x}` are gone by then. */
export type WordText = (
  word: ArithmeticExpression & { type: 'ArithmeticWord' | 'ArithmeticCommandExpansion' },
) => string;

interface Scope {
  readonly variables: Variables;
  readonly wordText: WordText;
  readonly source: string;
  readonly depth: number;
}

/** The value of an expression; throws an ExpansionError in bash's words. */
export function evaluate(
  expression: ArithmeticExpression | undefined,
  variables: Variables,
  wordText: WordText,
  source: string,
): bigint {
  if (expression === undefined) {
    if (source.trim() === '') return 0n;
    throw new ExpansionError(`${source}: syntax error: operand expected (error token is "${source.trim()}")`, 'line');
  }
  return value(expression, { variables, wordText, source, depth: 0 });
}

/** The value of a text as an expression, as in an array's index or an integer variable. */
export function evaluateText(text: string, variables: Variables, depth = 0): bigint {
  const plain = number(text.trim());
  if (plain !== undefined) return plain;
  if (depth > 50)
    throw new ExpansionError(`${text}: expression recursion level exceeded (error token is "${text}")`, 'line');
  const command = parse(`((${text}))`).commands[0]?.command;
  if (command?.type !== 'ArithmeticCommand' || (command.expression === undefined && text.trim() !== ''))
    throw new ExpansionError(`${text}: syntax error in expression (error token is "${text.trim()}")`, 'line');
  if (command.expression === undefined) return 0n;
  const wordText: WordText = (word) => (word.type === 'ArithmeticWord' ? word.value : word.text);
  return value(command.expression, { variables, wordText, source: text, depth: depth + 1 });
}

function value(node: ArithmeticExpression, scope: Scope): bigint {
  switch (node.type) {
    case 'ArithmeticGroup':
      return value(node.expression, scope);
    case 'ArithmeticTernary':
      return value(node.test, scope) !== 0n ? value(node.consequent, scope) : value(node.alternate, scope);
    case 'ArithmeticUnary':
      return unary(node, scope);
    case 'ArithmeticBinary':
      return binary(node, scope);
    case 'ArithmeticWord':
      if (node.value.trim() === '') throw missingOperand(scope.source);
      return wordValue(scope.wordText(node).trim(), scope);
    default:
      return wordValue(scope.wordText(node).trim(), scope);
  }
}

function missingOperand(source: string): ExpansionError {
  const token = /[-+*/%<>=&|^!~?:(,]+\s*$/.exec(source)?.[0] ?? source;
  return new ExpansionError(
    `${source.trimStart()}: syntax error: operand expected (error token is "${token}")`,
    'line',
  );
}

function wordValue(text: string, scope: Scope): bigint {
  const literal = number(text);
  if (literal !== undefined) return literal;
  if (text === '') return 0n;
  if (isName(text)) return variableValue(scope.variables.get(text), scope);
  const element = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(text);
  if (element !== null) {
    const [, name = '', index = ''] = element;
    const key =
      scope.variables.find(name)?.kind === 'associative' ? index : String(evaluateText(index, scope.variables));
    return variableValue(new Map(scope.variables.elements(name)).get(key), scope);
  }
  if (/^\d+[A-Za-z]/.test(text))
    throw new ExpansionError(`${text}: value too great for base (error token is "${text}")`, 'line');
  return evaluateText(text, scope.variables, scope.depth);
}

function variableValue(text: string | undefined, scope: Scope): bigint {
  if (text === undefined || text.trim() === '') return 0n;
  return number(text.trim()) ?? evaluateText(text, scope.variables, scope.depth);
}

function number(text: string): bigint | undefined {
  if (/^-?\d+$/.test(text)) return /^-?0\d/.test(text) ? octal(text) : wrap(BigInt(text));
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return wrap(BigInt(text));
  const based = /^(\d+)#([0-9A-Za-z]+)$/.exec(text);
  if (based === null) return undefined;
  const base = BigInt(based[1] as string);
  let sum = 0n;
  for (const digit of (based[2] as string).toLowerCase()) sum = sum * base + BigInt(Number.parseInt(digit, 36));
  return wrap(sum);
}

function octal(text: string): bigint {
  const negative = text.startsWith('-');
  const digits = negative ? text.slice(1) : text;
  if (/[89]/.test(digits))
    throw new ExpansionError(`${text}: value too great for base (error token is "${text}")`, 'line');
  const parsed = BigInt(`0o${digits}`);
  return negative ? -parsed : parsed;
}

function wrap(result: bigint): bigint {
  return BigInt.asIntN(64, result);
}

function unary(node: ArithmeticExpression & { type: 'ArithmeticUnary' }, scope: Scope): bigint {
  if (node.operator === '++' || node.operator === '--') {
    const before = value(node.operand, scope);
    const after = wrap(node.operator === '++' ? before + 1n : before - 1n);
    assign(node.operand, after, scope);
    return node.prefix ? after : before;
  }
  const operand = value(node.operand, scope);
  if (node.operator === '-') return wrap(-operand);
  if (node.operator === '!') return operand === 0n ? 1n : 0n;
  return node.operator === '~' ? wrap(~operand) : operand;
}

function binary(node: ArithmeticExpression & { type: 'ArithmeticBinary' }, scope: Scope): bigint {
  const { operator } = node;
  if (operator === '&&') return value(node.left, scope) !== 0n && value(node.right, scope) !== 0n ? 1n : 0n;
  if (operator === '||') return value(node.left, scope) !== 0n || value(node.right, scope) !== 0n ? 1n : 0n;
  if (operator === '=') return assign(node.left, value(node.right, scope), scope);
  if (/^(?:[-+*/%&|^]|<<|>>)=$/.test(operator)) {
    const result = compute(operator.slice(0, -1), value(node.left, scope), value(node.right, scope), scope);
    return assign(node.left, result, scope);
  }
  return compute(operator, value(node.left, scope), value(node.right, scope), scope);
}

function assign(target: ArithmeticExpression, result: bigint, scope: Scope): bigint {
  const name = target.type === 'ArithmeticWord' ? target.value.trim() : '';
  const element = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(name);
  if (element !== null) {
    const [, array = '', index = ''] = element;
    const key =
      scope.variables.find(array)?.kind === 'associative' ? index : String(evaluateText(index, scope.variables));
    scope.variables.setElement(array, key, String(result));
  } else if (isName(name)) scope.variables.set(name, String(result));
  else
    throw new ExpansionError(
      `${scope.source}: attempted assignment to non-variable (error token is "${name}")`,
      'line',
    );
  return result;
}

function compute(operator: string, a: bigint, b: bigint, scope: Scope): bigint {
  const truth = (condition: boolean) => (condition ? 1n : 0n);
  switch (operator) {
    case '+':
      return wrap(a + b);
    case '-':
      return wrap(a - b);
    case '*':
      return wrap(a * b);
    case '/':
    case '%':
      if (b === 0n) throw new ExpansionError(`${scope.source}: division by 0 (error token is "${b}")`, 'line');
      return wrap(operator === '/' ? a / b : a % b);
    case '**':
      if (b < 0n) throw new ExpansionError(`${scope.source}: exponent less than 0 (error token is "${b}")`, 'line');
      return power(a, b);
    case '<<':
      return wrap(a << (b & 63n));
    case '>>':
      return wrap(a >> (b & 63n));
    case '<':
      return truth(a < b);
    case '>':
      return truth(a > b);
    case '<=':
      return truth(a <= b);
    case '>=':
      return truth(a >= b);
    case '==':
      return truth(a === b);
    case '!=':
      return truth(a !== b);
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    default:
      return b;
  }
}

/** Keeps to 64 bits at every step, so that a huge exponent costs nothing. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = wrap(result * factor);
    factor = wrap(factor * factor);
  }
  return result;
}
