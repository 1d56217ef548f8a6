/** Runs Go templates on plain data, for `-o go-template` and `--format`. */
import type { Result } from '../../base/result';
import { fail, ok } from '../../base/result';
import { type GoMethod, GoStruct } from './goStruct';
import {
  ArgumentCountError,
  FunctionError,
  noValue,
  printed,
  type TemplateFunctions,
  truth,
} from './templateFunctions';
import { type Operand, type Pipe, parseTemplate, type TemplateCommand, type TemplateNode } from './templateParser';
import { runProblem } from './templateProblem';

/** A parsed template: gives the text for a value, or Go's error. */
export type GoTemplate = (data: unknown) => Result<string, string>;

export interface TemplateOptions {
  /** What messages call the template. */
  readonly name: string;
  /** False: a key that a map does not have is an error. */
  readonly allowMissing: boolean;
  readonly functions: TemplateFunctions;
}

/** Parses a template. */
export function goTemplate(text: string, options: TemplateOptions): Result<GoTemplate, string> {
  const { name, functions } = options;
  const parsed = parseTemplate(text, name, Object.keys(functions));
  if (!parsed.ok) return parsed;
  return ok((data) => {
    const run = new Run(data, options);
    try {
      run.nodes(parsed.value, data);
      return ok(run.text);
    } catch (thrown) {
      if (!(thrown instanceof ExecutionError)) throw thrown;
      return fail(runProblem({ text, name }, thrown.at, thrown.source, thrown.message));
    }
  });
}

/** Where something stands, and how it was written there. */
interface Written {
  readonly source: string;
  readonly at: number;
}

class ExecutionError extends Error {
  readonly source: string;
  readonly at: number;

  constructor({ source, at }: Written, message: string) {
    super(message);
    this.source = source;
    this.at = at;
  }
}

type Leaving = 'break' | 'continue' | undefined;

class Run {
  text = '';
  readonly #options: TemplateOptions;
  #variables: [string, unknown][];

  constructor(data: unknown, options: TemplateOptions) {
    this.#options = options;
    this.#variables = [['$', data]];
  }

  nodes(nodes: readonly TemplateNode[], dot: unknown): Leaving {
    for (const node of nodes) {
      const leaving = this.#node(node, dot);
      if (leaving !== undefined) return leaving;
    }
    return undefined;
  }

  #node(node: TemplateNode, dot: unknown): Leaving {
    switch (node.type) {
      case 'text':
        this.text += node.text;
        return undefined;
      case 'action': {
        const value = this.#pipe(node.pipe, dot);
        if (node.pipe.variables.length === 0) this.text += printed(value);
        return undefined;
      }
      case 'break':
      case 'continue':
        return node.type;
      case 'range':
        return this.#scope(() => this.#range(node, dot));
      default:
        return this.#scope(() => {
          const value = this.#pipe(node.pipe, dot);
          if (!truth(value)) return this.nodes(node.otherwise, dot);
          return this.nodes(node.body, node.type === 'with' ? value : dot);
        });
    }
  }

  #scope(run: () => Leaving): Leaving {
    const before = this.#variables.length;
    const leaving = run();
    this.#variables.length = before;
    return leaving;
  }

  #range(node: Extract<TemplateNode, { pipe: Pipe; body: readonly TemplateNode[] }>, dot: unknown): Leaving {
    const { pipe } = node;
    const value = this.#pipe({ ...pipe, variables: [] }, dot);
    const entries = elements(value, pipe);
    if (entries.length === 0) return this.nodes(node.otherwise, dot);
    for (const [key, item] of entries) {
      const before = this.#variables.length;
      const [first, second] = pipe.variables;
      if (second !== undefined && first !== undefined) this.#variables.push([first, key], [second, item]);
      else if (first !== undefined) this.#variables.push([first, item]);
      const leaving = this.nodes(node.body, item);
      this.#variables.length = before;
      if (leaving === 'break') break;
    }
    return undefined;
  }

  #pipe(pipe: Pipe, dot: unknown): unknown {
    let value: unknown;
    pipe.commands.forEach((command, i) => {
      value = this.#command(command, dot, i > 0 ? [value] : []);
    });
    for (const name of pipe.variables) this.#set(name, value, pipe.declares, pipe);
    return value;
  }

  #set(name: string, value: unknown, declares: boolean, pipe: Pipe): void {
    const held = declares ? undefined : this.#variables.findLast(([known]) => known === name);
    if (held !== undefined) held[1] = value;
    else if (declares) this.#variables.push([name, value]);
    else throw new ExecutionError(pipe, `undefined variable ${JSON.stringify(name)}`);
  }

  #command(command: TemplateCommand, dot: unknown, piped: readonly unknown[]): unknown {
    const [first, ...rest] = command.operands;
    if (first === undefined) return undefined;
    if (first.type !== 'function') {
      const value = this.#operand(first, dot);
      if (typeof value === 'function') return this.#method(value as GoMethod, command, dot, piped);
      if (rest.length === 0 && piped.length === 0) return value;
      if (first.type === 'fields')
        throw new ExecutionError(first, `${first.names.at(-1)} is not a method but has arguments`);
      throw new ExecutionError(command, `can't give argument to non-function ${command.source.split(' ')[0]}`);
    }
    const values = [...rest.map((operand) => this.#operand(operand, dot)), ...piped];
    return this.#call(first.name, values, command);
  }

  #method(method: GoMethod, command: TemplateCommand, dot: unknown, piped: readonly unknown[]): unknown {
    const values = [...command.operands.slice(1).map((operand) => this.#operand(operand, dot)), ...piped];
    if (values.length === method.length) return method(...values);
    const name = command.source.split(' ')[0]?.split('.').at(-1);
    throw new ExecutionError(command, `wrong number of args for ${name}: want ${method.length} got ${values.length}`);
  }

  #call(name: string, values: readonly unknown[], written: Written): unknown {
    try {
      return this.#options.functions[name]?.(...values);
    } catch (thrown) {
      if (thrown instanceof ArgumentCountError) throw new ExecutionError({ ...written, source: name }, thrown.message);
      if (!(thrown instanceof FunctionError)) throw thrown;
      throw new ExecutionError(written, `error calling ${name}: ${thrown.message}`);
    }
  }

  #operand(operand: Operand, dot: unknown): unknown {
    switch (operand.type) {
      case 'dot':
        return dot;
      case 'value':
        return operand.value;
      case 'variable': {
        const held = this.#variables.findLast(([name]) => name === operand.name);
        if (held === undefined)
          throw new ExecutionError({ source: operand.name, at: operand.at }, `undefined variable "${operand.name}"`);
        return held[1];
      }
      case 'pipe':
        return this.#pipe(operand.pipe, dot);
      case 'function':
        return this.#call(operand.name, [], { source: operand.name, at: 0 });
      default: {
        const start = operand.of === undefined ? dot : this.#operand(operand.of, dot);
        return operand.names.reduce((held, name) => this.#field(held, name, operand), start);
      }
    }
  }

  #field(value: unknown, name: string, written: Written): unknown {
    const { allowMissing } = this.#options;
    if (value instanceof GoStruct) {
      if (value.has(name)) return value.field(name) ?? null;
      throw new ExecutionError(written, `can't evaluate field ${name} in type ${value.type}`);
    }
    if (value === noValue || value === null || value === undefined) {
      if (allowMissing) return noValue;
      throw new ExecutionError(written, `nil data; no entry for key ${JSON.stringify(name)}`);
    }
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw new ExecutionError(written, `can't evaluate field ${name} in type interface {}`);
    }
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) return member;
    if (allowMissing) return noValue;
    throw new ExecutionError(written, `map has no entry for key ${JSON.stringify(name)}`);
  }
}

function elements(value: unknown, written: Written): (readonly [unknown, unknown])[] {
  if (value === noValue || value === null || value === undefined) return [];
  if (Array.isArray(value)) return (value as unknown[]).map((item, i) => [i, item] as const);
  if (typeof value === 'object' && !(value instanceof GoStruct)) {
    const record = value as Record<string, unknown>;
    return Object.keys(record)
      .sort()
      .map((key) => [key, record[key]] as const);
  }
  if (typeof value === 'number') return Array.from({ length: value }, (_, i) => [i, i] as const);
  throw new ExecutionError(written, `range can't iterate over ${printed(value)}`);
}
