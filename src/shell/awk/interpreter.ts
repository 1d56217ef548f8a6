/** Runs awk's programs over lines. */
import { sleep } from '../../engine/processes/kernel';
import type { Routine } from '../../engine/processes/routine';
import type { LineReader, Tool } from '../tool/tool';
import { calculate, expressionOf, formatText, plainFunctions, replaceText, splitFields } from './functions';
import type { AwkProgram, Expression, Rule, Statement } from './syntax';
import type { Value } from './values';
import { compareValues, InputText, isTrue, toNumber, toText } from './values';

type Cell = Value | undefined;
type Frame = Map<string, Cell | Map<string, Cell>>;

/** How a statement ended: undefined goes on. */
type Ending = 'break' | 'continue' | 'next' | 'exit' | 'return' | undefined;

/** So many steps cost a millisecond of cluster time. */
const STEPS = 2000;

export class AwkInterpreter {
  readonly #program: AwkProgram;
  readonly #tool: Tool;
  readonly #globals: Frame = new Map<string, Cell | Map<string, Cell>>([
    ['FS', ' '],
    ['OFS', ' '],
    ['ORS', '\n'],
    ['RS', '\n'],
    ['SUBSEP', '\u001c'],
    ['NR', 0],
    ['NF', 0],
  ]);
  readonly #frames: Frame[] = [];
  readonly #active = new Set<Rule>();
  readonly #opened = new Set<string>();
  #fields: string[] = [];
  #record = '';
  #reader: LineReader | undefined;
  #result: Cell;
  #status = 0;
  #steps = 0;

  constructor(program: AwkProgram, tool: Tool) {
    this.#program = program;
    this.#tool = tool;
  }

  set(name: string, text: string): void {
    this.#globals.set(name, new InputText(text));
  }

  /** Runs BEGIN, then every line of the readers, then END; gives the exit status. */
  *run(readers: () => Routine<LineReader | undefined>): Routine<number> {
    const { rules } = this.#program;
    let ending = yield* this.#rules('begin');
    const reads = rules.some((rule) => rule.when !== 'begin');
    while (reads && ending !== 'exit') {
      this.#reader = yield* readers();
      if (this.#reader === undefined) break;
      this.#globals.set('FNR', 0);
      while (ending !== 'exit' && (yield* this.#nextRecord())) ending = yield* this.#rules('line');
    }
    if (ending !== 'exit') yield* this.#rules('end');
    else if (reads) yield* this.#rules('end');
    return this.#status;
  }

  *#nextRecord(): Routine<boolean> {
    const line = yield* (this.#reader as LineReader).next();
    if (line === undefined) return false;
    this.#setRecord(line.replace(/\n$/, ''));
    for (const name of ['NR', 'FNR']) this.#globals.set(name, toNumber(this.#globals.get(name) as Cell) + 1);
    return true;
  }

  #setRecord(text: string): void {
    this.#record = text;
    this.#fields = splitFields(text, toText(this.#globals.get('FS') as Cell));
    this.#globals.set('NF', this.#fields.length);
  }

  *#rules(when: Rule['when']): Routine<Ending> {
    for (const rule of this.#program.rules) {
      if (rule.when !== when || !(yield* this.#selects(rule))) continue;
      if (rule.action === undefined)
        yield* this.#tool.print(`${this.#record}${toText(this.#globals.get('ORS') as Cell)}`);
      const ending = rule.action === undefined ? undefined : yield* this.#statement(rule.action);
      if (ending === 'exit') return 'exit';
      if (ending === 'next') return undefined;
    }
    return undefined;
  }

  *#selects(rule: Rule): Routine<boolean> {
    if (rule.pattern === undefined) return true;
    if (rule.until === undefined) return isTrue(yield* this.#value(rule.pattern));
    if (!this.#active.has(rule)) {
      if (!isTrue(yield* this.#value(rule.pattern))) return false;
      this.#active.add(rule);
    }
    if (isTrue(yield* this.#value(rule.until))) this.#active.delete(rule);
    return true;
  }

  *#statement(statement: Statement): Routine<Ending> {
    if (++this.#steps % STEPS === 0) yield* sleep(this.#tool.process.clock, 1);
    switch (statement.kind) {
      case 'block':
        for (const inner of statement.statements) {
          const ending = yield* this.#statement(inner);
          if (ending !== undefined) return ending;
        }
        return undefined;
      case 'expression':
        yield* this.#value(statement.value);
        return undefined;
      case 'print':
        yield* this.#print(statement);
        return undefined;
      case 'if':
        if (isTrue(yield* this.#value(statement.test))) return yield* this.#statement(statement.then);
        return statement.otherwise === undefined ? undefined : yield* this.#statement(statement.otherwise);
      case 'while':
      case 'for':
      case 'each':
        return yield* this.#loop(statement);
      case 'delete':
        if (statement.index === undefined) this.#array(statement.name).clear();
        else this.#array(statement.name).delete(yield* this.#key(statement.index));
        return undefined;
      case 'exit':
        if (statement.value !== undefined) this.#status = toNumber(yield* this.#value(statement.value)) & 255;
        return 'exit';
      case 'return':
        this.#result = statement.value === undefined ? undefined : yield* this.#value(statement.value);
        return 'return';
      default:
        return statement.kind;
    }
  }

  *#loop(statement: Statement & { kind: 'while' | 'for' | 'each' }): Routine<Ending> {
    if (statement.kind === 'each') {
      for (const key of [...this.#array(statement.array).keys()]) {
        this.#assignName(statement.name, new InputText(key));
        const ending = yield* this.#statement(statement.body);
        if (ending === 'break') return undefined;
        if (ending !== undefined && ending !== 'continue') return ending;
      }
      return undefined;
    }
    if (statement.kind === 'for' && statement.start !== undefined) yield* this.#statement(statement.start);
    let first = statement.kind === 'while' && statement.first;
    while (first || statement.test === undefined || isTrue(yield* this.#value(statement.test))) {
      first = false;
      const ending = yield* this.#statement(statement.body);
      if (ending === 'break') return undefined;
      if (ending !== undefined && ending !== 'continue') return ending;
      if (statement.kind === 'for' && statement.step !== undefined) yield* this.#statement(statement.step);
    }
    return undefined;
  }

  *#print(statement: Statement & { kind: 'print' }): Routine<void> {
    const values: Value[] = [];
    for (const value of statement.values) values.push((yield* this.#value(value)) ?? '');
    const joint = toText(this.#globals.get('OFS') as Cell);
    const [format, ...rest] = values;
    const text = statement.formatted
      ? formatText(toText(format), rest, this.#tool.process.clock.now)
      : `${values.length === 0 ? this.#record : values.map(toText).join(joint)}${toText(this.#globals.get('ORS') as Cell)}`;
    if (statement.target === undefined) {
      yield* this.#tool.print(text);
      return;
    }
    const name = toText(yield* this.#value(statement.target.name));
    if (name === '/dev/stderr') {
      this.#tool.process.stderr.write(text);
      return;
    }
    const append = statement.target.append || this.#opened.has(name);
    this.#opened.add(name);
    this.#tool.process.files.write(this.#tool.path(name), text, { append });
  }

  *#value(expression: Expression): Routine<Cell> {
    switch (expression.kind) {
      case 'number':
      case 'text':
        return expression.value;
      case 'match':
        return expressionOf(expression.source).test(this.#record) ? 1 : 0;
      case 'variable': {
        const found = this.#frameOf(expression.name).get(expression.name);
        return found instanceof Map ? '' : found;
      }
      case 'element':
        return this.#array(expression.name).get(yield* this.#key(expression.index));
      case 'field':
        return this.#field(toNumber(yield* this.#value(expression.index)));
      case 'in':
        return this.#array(expression.name).has(yield* this.#key(expression.index)) ? 1 : 0;
      case 'choice':
        return yield* this.#value(isTrue(yield* this.#value(expression.test)) ? expression.yes : expression.no);
      case 'assign':
        return yield* this.#assignment(expression);
      case 'step': {
        const before = toNumber(yield* this.#value(expression.target));
        const after = before + (expression.operator === '++' ? 1 : -1);
        yield* this.#assign(expression.target, after);
        return expression.before ? after : before;
      }
      case 'unary': {
        const operand = yield* this.#value(expression.operand);
        if (expression.operator === '!') return isTrue(operand) ? 0 : 1;
        return expression.operator === '-' ? -toNumber(operand) : toNumber(operand);
      }
      case 'binary':
        return yield* this.#binary(expression);
      case 'call':
        return yield* this.#call(expression);
      default:
        return this.#reader !== undefined && (yield* this.#nextRecord()) ? 1 : 0;
    }
  }

  *#binary(expression: Expression & { kind: 'binary' }): Routine<Cell> {
    const { operator } = expression;
    const left = yield* this.#value(expression.left);
    if (operator === '&&') return isTrue(left) && isTrue(yield* this.#value(expression.right)) ? 1 : 0;
    if (operator === '||') return isTrue(left) || isTrue(yield* this.#value(expression.right)) ? 1 : 0;
    if (operator === '~' || operator === '!~') {
      const source =
        expression.right.kind === 'match' ? expression.right.source : toText(yield* this.#value(expression.right));
      return expressionOf(source).test(toText(left)) === (operator === '~') ? 1 : 0;
    }
    const right = yield* this.#value(expression.right);
    if (operator === ' ') return toText(left) + toText(right);
    const order = /^[<>=!]/.test(operator) ? compareValues(left, right) : 0;
    switch (operator) {
      case '<':
        return order < 0 ? 1 : 0;
      case '<=':
        return order <= 0 ? 1 : 0;
      case '>':
        return order > 0 ? 1 : 0;
      case '>=':
        return order >= 0 ? 1 : 0;
      case '==':
        return order === 0 ? 1 : 0;
      case '!=':
        return order !== 0 ? 1 : 0;
      default:
        return calculate(operator, toNumber(left), toNumber(right));
    }
  }

  *#assignment(expression: Expression & { kind: 'assign' }): Routine<Cell> {
    const value = (yield* this.#value(expression.value)) ?? '';
    const result =
      expression.operator === '='
        ? value
        : calculate(expression.operator.slice(0, -1), toNumber(yield* this.#value(expression.target)), toNumber(value));
    yield* this.#assign(expression.target, result);
    return result;
  }

  *#assign(target: Expression, value: Value): Routine<void> {
    if (target.kind === 'variable') this.#assignName(target.name, value);
    else if (target.kind === 'element') this.#array(target.name).set(yield* this.#key(target.index), value);
    else if (target.kind === 'field') this.#assignField(toNumber(yield* this.#value(target.index)), toText(value));
  }

  #assignName(name: string, value: Value): void {
    if (name === 'NF' && this.#frameOf('NF') === this.#globals) {
      this.#fields = Array.from({ length: toNumber(value) }, (_, at) => this.#fields[at] ?? '');
      this.#record = this.#fields.join(toText(this.#globals.get('OFS') as Cell));
    }
    this.#frameOf(name).set(name, value);
  }

  #field(index: number): Cell {
    if (index === 0) return new InputText(this.#record);
    const text = this.#fields[index - 1];
    return text === undefined ? '' : new InputText(text);
  }

  #assignField(index: number, text: string): void {
    if (index === 0) {
      this.#setRecord(text);
      return;
    }
    while (this.#fields.length < index) this.#fields.push('');
    this.#fields[index - 1] = text;
    this.#globals.set('NF', this.#fields.length);
    this.#record = this.#fields.join(toText(this.#globals.get('OFS') as Cell));
  }

  #frameOf(name: string): Frame {
    const frame = this.#frames.at(-1);
    return frame?.has(name) === true ? frame : this.#globals;
  }

  #array(name: string): Map<string, Cell> {
    const frame = this.#frameOf(name);
    const found = frame.get(name);
    if (found instanceof Map) return found;
    const made = new Map<string, Cell>();
    frame.set(name, made);
    return made;
  }

  *#key(index: readonly Expression[]): Routine<string> {
    const parts: string[] = [];
    for (const part of index) parts.push(toText(yield* this.#value(part)));
    return parts.join(toText(this.#globals.get('SUBSEP') as Cell));
  }

  *#call(expression: Expression & { kind: 'call' }): Routine<Cell> {
    const { name } = expression;
    const [first] = expression.arguments;
    if (name === 'length') {
      if (first === undefined) return [...this.#record].length;
      const held = first.kind === 'variable' ? this.#frameOf(first.name).get(first.name) : undefined;
      if (held instanceof Map) return held.size;
    }
    if (name === 'sub' || name === 'gsub') return yield* this.#substitute(expression);
    if (name === 'split') return yield* this.#split(expression);
    if (name === 'match') return yield* this.#match(expression);
    if (this.#program.functions.has(name)) return yield* this.#callOwn(expression);
    const values: Value[] = [];
    for (const argument of expression.arguments) values.push((yield* this.#value(argument)) ?? '');
    if (name === 'rand') return this.#tool.process.random.next();
    return plainFunctions[name]?.(values, this.#tool.process.clock.now) ?? '';
  }

  *#source(expression: Expression | undefined): Routine<string> {
    if (expression === undefined) return '';
    return expression.kind === 'match' ? expression.source : toText(yield* this.#value(expression));
  }

  *#substitute(expression: Expression & { kind: 'call' }): Routine<Cell> {
    const [pattern, replacement, place] = expression.arguments;
    const target: Expression = place ?? { kind: 'field', index: { kind: 'number', value: 0 } };
    const source = yield* this.#source(pattern);
    const by = replacement === undefined ? '' : toText(yield* this.#value(replacement));
    const before = toText(yield* this.#value(target));
    const { text, count } = replaceText(before, expressionOf(source, expression.name === 'gsub' ? 'g' : ''), by);
    if (count > 0) yield* this.#assign(target, text);
    return count;
  }

  *#split(expression: Expression & { kind: 'call' }): Routine<Cell> {
    const [text, array, separator] = expression.arguments;
    const value = text === undefined ? '' : toText(yield* this.#value(text));
    const by = separator === undefined ? toText(this.#globals.get('FS') as Cell) : yield* this.#source(separator);
    const parts = splitFields(value, by);
    if (array?.kind !== 'variable') return 0;
    const target = this.#array(array.name);
    target.clear();
    parts.forEach((part, at) => {
      target.set(String(at + 1), new InputText(part));
    });
    return parts.length;
  }

  *#match(expression: Expression & { kind: 'call' }): Routine<Cell> {
    const [text, pattern] = expression.arguments;
    const value = text === undefined ? '' : toText(yield* this.#value(text));
    const found = expressionOf(yield* this.#source(pattern)).exec(value);
    this.#globals.set('RSTART', found === null ? 0 : found.index + 1);
    this.#globals.set('RLENGTH', found === null ? -1 : found[0].length);
    return found === null ? 0 : found.index + 1;
  }

  *#callOwn(expression: Expression & { kind: 'call' }): Routine<Cell> {
    const own = this.#program.functions.get(expression.name);
    if (own === undefined || this.#frames.length > 400) return '';
    const frame: Frame = new Map();
    for (const [at, parameter] of own.parameters.entries()) {
      const argument = expression.arguments[at];
      const held = argument?.kind === 'variable' ? this.#frameOf(argument.name).get(argument.name) : undefined;
      frame.set(
        parameter,
        held instanceof Map ? held : argument === undefined ? undefined : yield* this.#value(argument),
      );
    }
    this.#frames.push(frame);
    this.#result = undefined;
    yield* this.#statement(own.body);
    this.#frames.pop();
    const result = this.#result;
    this.#result = undefined;
    return result;
  }
}
