/** Word expansion: braces, tilde, parameters, command substitution, arithmetic, splitting, file names, quotes. */
import type {
  ArithmeticExpression,
  CommandExpansionPart,
  ParsedScript,
  ProcessSubstitutionPart,
  Word,
  WordPart,
} from 'unbash';
import { forEachChild } from 'unbash';
import type { Routine } from '../../engine/processes/routine';
import { evaluate } from './arithmetic';
import { expandBraces } from './braces';
import { captureOutput } from './capture';
import { ExpansionError } from './control';
import type { ExpansionContext } from './expansionContext';
import type { Field } from './fields';
import { FieldBuilder } from './fields';
import { expandGlob } from './glob';
import { addItems, addResult } from './items';
import type { Flavour } from './manners';
import { expandParameter } from './parameterExpansion';
import { parameterValue } from './parameters';
import { isPattern } from './pattern';
import type { Shell } from './shell';
import { parseWord } from './syntax';

/** Words as a command's arguments. */
export function* expandWords(words: readonly Word[], context: ExpansionContext): Routine<string[]> {
  const out: string[] = [];
  for (const word of words) {
    for (const alternative of braceAlternatives(word, context.shell.flavour)) {
      const builder = new FieldBuilder(separators(context.shell), true);
      yield* addWord(alternative, builder, context, false);
      for (const field of builder.finish()) out.push(...fileNames(field, context.shell));
    }
  }
  return out;
}

/** A word as one text, not split: an assignment's value, a redirect's target, a here-string. */
export function* expandText(word: Word, context: ExpansionContext, assignment = false): Routine<string> {
  const field = yield* expandOne(word, context, assignment);
  return field.text;
}

/** A word as a pattern: quoted characters mean themselves. */
export function* expandPattern(word: Word, context: ExpansionContext): Routine<string> {
  const field = yield* expandOne(word, context, false);
  return field.pattern;
}

/** A here-document's body. */
export function* expandParts(parts: readonly WordPart[], context: ExpansionContext): Routine<string> {
  const builder = new FieldBuilder('', false);
  for (const part of parts) yield* addPart(part, builder, context, true);
  return builder.finish()[0]?.text ?? '';
}

/** Arithmetic on an expression of the source. */
export function* expandArithmetic(
  expression: ArithmeticExpression | undefined,
  text: string,
  context: ExpansionContext,
): Routine<bigint> {
  const texts = new Map<ArithmeticExpression, string>();
  if (expression !== undefined) yield* collectWords(expression, texts, context);
  return evaluate(expression, context.shell.variables, (word) => texts.get(word) ?? '', text);
}

/** Adds a word's expansion to a builder; used for the operands of `${x:-word}` as well. */
function* addWord(
  word: Word,
  builder: FieldBuilder,
  context: ExpansionContext,
  quoted: boolean,
  assignment = false,
): Routine<void> {
  if (word.parts === undefined) {
    if (quoted) builder.addQuoted(word.value);
    else builder.addLiteral(tilde(word.value, word.text, context.shell, assignment), false);
    return;
  }
  let first = true;
  for (const part of word.parts) {
    if (part.type === 'Literal' && !quoted && (first || assignment))
      builder.addLiteral(tilde(part.value, first ? part.text : ` ${part.text}`, context.shell, assignment), false);
    else yield* addPart(part, builder, context, quoted);
    first = false;
  }
}

function* expandOne(word: Word, context: ExpansionContext, assignment: boolean): Routine<Field> {
  const builder = new FieldBuilder(' ', false);
  yield* addWord(word, builder, context, false, assignment);
  return builder.finish()[0] ?? { text: '', pattern: '', quoted: false };
}

function braceAlternatives(word: Word, flavour: Flavour): readonly Word[] {
  if (flavour !== 'bash') return [word];
  if (word.parts?.some((part) => part.type === 'BraceExpansion') !== true) return [word];
  return expandBraces(word.text).flatMap((text) => parseWord(text) ?? []);
}

function separators(shell: Shell): string {
  return shell.variables.get('IFS') ?? ' \t\n';
}

function fileNames(field: Field, shell: Shell): readonly string[] {
  if (shell.options.has('noglob')) return [field.text];
  const found = expandGlob(field.pattern, shell.process.files, shell.process.workingDirectory);
  if (found.length > 0) return found;
  return shell.options.has('nullglob') && isPattern(field.pattern) ? [] : [field.text];
}

/** `~`, `~user`, `~+` at the beginning of a word, and behind `:` in an assignment. */
function tilde(value: string, text: string, shell: Shell, assignment: boolean): string {
  if (!value.includes('~')) return value;
  if (assignment) {
    const parts = value.split(':');
    return parts.map((part, at) => (at > 0 || text.startsWith('~') ? homeOf(part, shell) : part)).join(':');
  }
  return text.startsWith('~') ? homeOf(value, shell) : value;
}

function homeOf(part: string, shell: Shell): string {
  const match = /^~([^/]*)/.exec(part);
  if (match === null) return part;
  const user = match[1] as string;
  const home = shell.variables.get('HOME');
  let directory: string | undefined;
  if (user === '') directory = home;
  else if (user === '+') directory = shell.variables.get('PWD');
  else if (user === '-') directory = shell.variables.get('OLDPWD');
  else if (user === 'root') directory = '/root';
  else if (user === shell.process.user) directory = home;
  return directory === undefined ? part : `${directory}${part.slice(match[0].length)}`;
}

const operands = { add: addWord, text: expandText, pattern: expandPattern };

function* addPart(part: WordPart, builder: FieldBuilder, context: ExpansionContext, quoted: boolean): Routine<void> {
  switch (part.type) {
    case 'Literal':
      if (quoted) builder.addQuoted(part.value);
      else builder.addLiteral(part.value, false);
      return;
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      builder.addQuoted(part.value);
      return;
    case 'DoubleQuoted':
    case 'LocaleString':
      yield* addQuotedParts(part.parts, builder, context);
      return;
    case 'Glob':
      yield* addGlob(part, builder, context, quoted);
      return;
    case 'SimpleExpansion':
      addSimple(part.text.slice(1), builder, context.shell, quoted);
      return;
    case 'ParameterExpansion':
      yield* expandParameter(part, builder, context, quoted, operands);
      return;
    case 'CommandExpansion':
      addResult(yield* commandOutput(part, context), builder, quoted);
      return;
    case 'ArithmeticExpansion': {
      const text = part.text.replace(/^\$\(\(|\)\)$|^\$\[|\]$/g, '');
      addResult(String(yield* expandArithmetic(part.expression, text, context)), builder, quoted);
      return;
    }
    case 'ProcessSubstitution':
      builder.addQuoted(yield* processSubstitution(part, context));
      return;
    default:
      builder.addLiteral(part.text, true);
  }
}

function* addQuotedParts(parts: readonly WordPart[], builder: FieldBuilder, context: ExpansionContext): Routine<void> {
  // "$@" of nothing is no word at all, but "" is one
  const onlyList = parts.length === 1 && /^\$(?:@|\{@\}|\{\w+\[@\]\})$/.test(parts[0]?.text ?? '');
  if (!onlyList) builder.addQuoted('');
  for (const part of parts) yield* addPart(part, builder, context, true);
}

function* addGlob(
  part: WordPart & { type: 'Glob' },
  builder: FieldBuilder,
  context: ExpansionContext,
  quoted: boolean,
): Routine<void> {
  if (quoted) builder.addQuoted(part.text);
  else if (part.kind !== 'bracket' || part.parts.every((inner) => inner.type === 'Literal'))
    builder.addLiteral(part.text, true);
  else {
    builder.addLiteral('[', true);
    for (const inner of part.parts) yield* addPart(inner, builder, context, false);
    builder.addLiteral(']', true);
  }
}

/** `$x`, `$1`, `$@`. */
function addSimple(name: string, builder: FieldBuilder, shell: Shell, quoted: boolean): void {
  const { items, list } = parameterValue(shell, name);
  if (items.length === 0 && list === undefined && shell.options.has('nounset'))
    throw new ExpansionError(`${/^\d+$/.test(name) ? '$' : ''}${name}: unbound variable`, 'shell');
  addItems(items, list, builder, shell, quoted);
}

function* commandOutput(part: CommandExpansionPart, context: ExpansionContext): Routine<string> {
  if (part.script === undefined) return '';
  const output = yield* captureOutput(context.shell, part.script, sourceOf(part.script, context), context.descriptors);
  return output.replace(/\n+$/, '');
}

function sourceOf(script: ParsedScript, context: ExpansionContext): string {
  return script.source ?? context.source;
}

/** Simplified: the command runs to its end first, and its output is read from a temporary file. */
function* processSubstitution(part: ProcessSubstitutionPart, context: ExpansionContext): Routine<string> {
  const { shell } = context;
  if (part.operator === '>') throw new ExpansionError(`${part.text}: output process substitution is not simulated`);
  const output =
    part.script === undefined
      ? ''
      : yield* captureOutput(shell, part.script, sourceOf(part.script, context), context.descriptors);
  return shell.temporaryFile(output);
}

function* arithmeticWord(
  node: ArithmeticExpression & { type: 'ArithmeticWord' },
  context: ExpansionContext,
): Routine<string> {
  if (node.parts !== undefined) return yield* expandParts(node.parts, context);
  // a plain $x is given without parts
  const word = /[$`]/.test(node.value) ? parseWord(`"${node.value.replace(/"/g, '')}"`) : undefined;
  return word === undefined ? node.value : yield* expandText(word, context);
}

function* collectWords(
  node: ArithmeticExpression,
  texts: Map<ArithmeticExpression, string>,
  context: ExpansionContext,
): Routine<void> {
  if (node.type === 'ArithmeticWord') {
    texts.set(node, yield* arithmeticWord(node, context));
  } else if (node.type === 'ArithmeticCommandExpansion') {
    const script = node.script;
    const output =
      script === undefined
        ? ''
        : yield* captureOutput(context.shell, script, sourceOf(script, context), context.descriptors);
    texts.set(node, output.trim());
  } else {
    const children: ArithmeticExpression[] = [];
    forEachChild(node, (child) => {
      if (child.type.startsWith('Arithmetic')) children.push(child as ArithmeticExpression);
    });
    for (const child of children) yield* collectWords(child, texts, context);
  }
}
