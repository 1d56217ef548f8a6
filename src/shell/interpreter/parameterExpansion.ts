/** `${...}`: defaults, lengths, slices, removing and replacing parts, changing case, quoting. */
import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import type { Routine } from '../../engine/processes/routine';
import { evaluateText } from './arithmetic';
import { ExpansionError } from './control';
import type { ExpansionContext } from './expansionContext';
import type { FieldBuilder } from './fields';
import { addItems } from './items';
import type { ParameterValue } from './parameters';
import { arrayItems, elementKey, parameterValue } from './parameters';
import { matchesPattern, patternSource } from './pattern';
import { quoteForShell } from './quote';

/** How the words inside `${...}` are expanded; handed in, since words may hold `${...}` again. */
export interface Operands {
  add(word: Word, builder: FieldBuilder, context: ExpansionContext, quoted: boolean): Routine<void>;
  text(word: Word, context: ExpansionContext): Routine<string>;
  pattern(word: Word, context: ExpansionContext): Routine<string>;
}

/** Adds the expansion of `${...}` to a builder. */
export function* expandParameter(
  part: ParameterExpansionPart,
  builder: FieldBuilder,
  context: ExpansionContext,
  quoted: boolean,
  operands: Operands,
): Routine<void> {
  const { shell } = context;
  const index = part.index === undefined ? undefined : yield* operands.text(part.index, context);
  let name = part.parameter;
  if (!/^(?:[A-Za-z_]\w*|\d+|[@*#?$!-])$/.test(name))
    throw new ExpansionError(`${part.text}: bad substitution`, 'line');
  if (part.prefix === '!') {
    if (part.operation?.type === 'Names' || index === '@' || index === '*') {
      const names = index === undefined ? variableNames(name, context) : arrayItems(shell, name).map(([key]) => key);
      return addItems(names, '@', builder, shell, quoted);
    }
    const target = shell.variables.get(name);
    if (target === undefined || target === '') throw new ExpansionError(`${name}: invalid indirect expansion`);
    name = target;
  }
  const value = parameterValue(shell, name, index);
  if (part.prefix === '#') {
    const length = value.list === undefined ? [...(value.items[0] ?? '')].length : value.items.length;
    return addItems([String(length)], undefined, builder, shell, quoted);
  }
  const { operation } = part;
  if (operation?.type === 'Default')
    return yield* applyDefault(operation, name, index, value, builder, context, quoted, operands);
  if (value.items.length === 0 && value.list === undefined && shell.options.has('nounset'))
    throw new ExpansionError(`${name}: unbound variable`, 'shell');
  const items = operation === undefined ? value.items : yield* operate(operation, name, value, context, part, operands);
  addItems(items, value.list, builder, shell, quoted);
}

function variableNames(prefix: string, context: ExpansionContext): readonly string[] {
  return context.shell.variables.names.filter((name) => name.startsWith(prefix));
}

function* applyDefault(
  operation: ParameterOperation & { type: 'Default' },
  name: string,
  index: string | undefined,
  value: ParameterValue,
  builder: FieldBuilder,
  context: ExpansionContext,
  quoted: boolean,
  operands: Operands,
): Routine<void> {
  const { shell } = context;
  const kind = operation.operator.at(-1);
  const empty = operation.operator.startsWith(':') && value.items.join('') === '';
  const missing = value.items.length === 0 || empty;
  if (missing === (kind === '+')) {
    if (kind !== '+') addItems(value.items, value.list, builder, shell, quoted);
    return;
  }
  if (kind === '?') {
    const message = yield* operands.text(operation.operand, context);
    const usual = operation.operator.startsWith(':') ? 'parameter null or not set' : 'parameter not set';
    throw new ExpansionError(`${name}: ${message === '' ? usual : message}`, 'shell');
  }
  if (kind === '=') {
    const text = yield* operands.text(operation.operand, context);
    if (!/^[A-Za-z_]/.test(name)) throw new ExpansionError(`$${name}: cannot assign in this way`);
    if (index === undefined) shell.variables.set(name, text);
    else shell.variables.setElement(name, elementKey(shell, name, index), text);
    return addItems([text], undefined, builder, shell, quoted);
  }
  yield* operands.add(operation.operand, builder, context, quoted && operation.operand.parts === undefined);
}

function* operate(
  operation: ParameterOperation,
  name: string,
  value: ParameterValue,
  context: ExpansionContext,
  part: ParameterExpansionPart,
  operands: Operands,
): Routine<readonly string[]> {
  const { items } = value;
  switch (operation.type) {
    case 'Remove': {
      const pattern = yield* operands.pattern(operation.operand, context);
      return items.map((item) => removePart(item, pattern, operation.operator));
    }
    case 'Replace': {
      const pattern = yield* operands.pattern(operation.pattern, context);
      const replacement = yield* operands.text(operation.replacement, context);
      return items.map((item) => replacePart(item, pattern, replacement, operation.operator));
    }
    case 'Slice': {
      const offset = yield* operands.text(operation.offset, context);
      const length = operation.length === undefined ? undefined : yield* operands.text(operation.length, context);
      return slice(name, value, offset, length, context);
    }
    case 'CaseModification': {
      const pattern = operation.operand === undefined ? '?' : yield* operands.pattern(operation.operand, context);
      return items.map((item) => changeCase(item, pattern, operation.operator));
    }
    case 'Transform':
      return items.map((item) => transform(item, operation.operand.value));
    default:
      throw new ExpansionError(`${part.text}: bad substitution`, 'line');
  }
}

/** `#`, `##`, `%`, `%%`. */
function removePart(text: string, pattern: string, operator: string): string {
  if (operator.startsWith('#')) {
    const source = patternSource(pattern, { lazy: operator === '#' });
    return text.replace(new RegExp(`^(?:${source})`), '');
  }
  const starts = Array.from({ length: text.length + 1 }, (_, at) => at);
  if (operator === '%') starts.reverse();
  const start = starts.find((at) => matchesPattern(text.slice(at), pattern));
  return start === undefined ? text : text.slice(0, start);
}

/** `/`, `//`, `/#`, `/%`. */
function replacePart(text: string, pattern: string, replacement: string, operator: string): string {
  if (pattern === '') return operator === '/#' ? replacement + text : operator === '/%' ? text + replacement : text;
  const source = `(?:${patternSource(pattern)})`;
  const anchored = operator === '/#' ? `^${source}` : operator === '/%' ? `${source}$` : source;
  return text.replace(new RegExp(anchored, operator === '//' ? 'g' : ''), (match) => (match === '' ? '' : replacement));
}

function slice(
  name: string,
  value: ParameterValue,
  offsetText: string,
  lengthText: string | undefined,
  context: ExpansionContext,
): readonly string[] {
  const { variables } = context.shell;
  const offset = Number(evaluateText(offsetText, variables));
  const length = lengthText === undefined ? undefined : Number(evaluateText(lengthText, variables));
  const whole: readonly string[] =
    value.list === undefined
      ? [...(value.items[0] ?? '')]
      : name === '@' || name === '*'
        ? [context.shell.name, ...value.items]
        : value.items;
  const skipName = value.list !== undefined && (name === '@' || name === '*') && offset === 0 ? 0 : offset;
  const from = skipName < 0 ? whole.length + skipName : skipName;
  if (from < 0) return [];
  if (length !== undefined && length < 0 && value.list !== undefined)
    throw new ExpansionError(`${lengthText}: substring expression < 0`);
  const to = length === undefined ? whole.length : length < 0 ? whole.length + length : from + length;
  if (to < from && length !== undefined && length < 0)
    throw new ExpansionError(`${lengthText}: substring expression < 0`);
  const taken = whole.slice(from, to);
  return value.list === undefined ? (value.items.length === 0 ? [] : [taken.join('')]) : taken;
}

function changeCase(text: string, pattern: string, operator: string): string {
  const change = (character: string) =>
    matchesPattern(character, pattern)
      ? operator.startsWith('^')
        ? character.toUpperCase()
        : character.toLowerCase()
      : character;
  const characters = [...text];
  return characters
    .map((character, at) => (operator.length === 2 || at === 0 ? change(character) : character))
    .join('');
}

function transform(text: string, operator: string): string {
  switch (operator) {
    case 'Q':
      return quoteForShell(text, true);
    case 'U':
      return text.toUpperCase();
    case 'u':
      return text.charAt(0).toUpperCase() + text.slice(1);
    case 'L':
      return text.toLowerCase();
    default:
      return text;
  }
}
