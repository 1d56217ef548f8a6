/** Runs Go templates on plain data, for `-o go-template`. */
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';
import { FunctionError, noValue, printed, templateFunctions, truth } from './templateFunctions';
import { type Operand, type Pipe, parseTemplate, type TemplateNode } from './templateParser';

/** A parsed template: gives the text for a value, or Go's error. */
export type GoTemplate = (data: unknown) => Result<string, string>;

/** Parses a template. `allowMissing` false: a key that a map does not have is an error. */
export function goTemplate(text: string, allowMissing: boolean): Result<GoTemplate, string> {
  const parsed = parseTemplate(text, Object.keys(templateFunctions));
  if (!parsed.ok) return parsed;
  return ok((data) => {
    const run = new Run(data, allowMissing);
    try {
      run.nodes(parsed.value, data);
      return ok(run.text);
    } catch (problem) {
      if (!(problem instanceof ExecutionError)) throw problem;
      return fail(`template: output:1: executing "output" at <${problem.source}>: ${problem.message}`);
    }
  });
}

class ExecutionError extends Error {
  readonly source: string;

  constructor(source: string, message: string) {
    super(message);
    this.source = source;
  }
}

type Leaving = 'break' | 'continue' | undefined;

class Run {
  text = '';
  readonly #allowMissing: boolean;
  #variables: [string, unknown][];

  constructor(data: unknown, allowMissing: boolean) {
    this.#allowMissing = allowMissing;
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
    const entries = elements(value, pipe.source);
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
      value = this.#command(command, dot, i > 0 ? [value] : [], pipe.source);
    });
    for (const name of pipe.variables) this.#set(name, value, pipe.declares, pipe.source);
    return value;
  }

  #set(name: string, value: unknown, declares: boolean, source: string): void {
    const held = declares ? undefined : this.#variables.findLast(([known]) => known === name);
    if (held !== undefined) held[1] = value;
    else if (declares) this.#variables.push([name, value]);
    else throw new ExecutionError(source, `undefined variable ${JSON.stringify(name)}`);
  }

  #command(command: readonly Operand[], dot: unknown, piped: readonly unknown[], source: string): unknown {
    const [first, ...rest] = command;
    if (first === undefined) return undefined;
    if (first.type !== 'function') {
      if (rest.length > 0 || piped.length > 0) {
        throw new ExecutionError(source, `can't give argument to non-function ${source.split(' ')[0]}`);
      }
      return this.#operand(first, dot);
    }
    const values = [...rest.map((operand) => this.#operand(operand, dot)), ...piped];
    try {
      return templateFunctions[first.name]?.(...values);
    } catch (problem) {
      if (problem instanceof FunctionError)
        throw new ExecutionError(source, `error calling ${first.name}: ${problem.message}`);
      throw problem;
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
          throw new ExecutionError(operand.name, `undefined variable ${JSON.stringify(operand.name)}`);
        return held[1];
      }
      case 'pipe':
        return this.#pipe(operand.pipe, dot);
      case 'function':
        return templateFunctions[operand.name]?.();
      default: {
        const start = operand.of === undefined ? dot : this.#operand(operand.of, dot);
        return operand.names.reduce((held, name) => this.#field(held, name, operand.source), start);
      }
    }
  }

  #field(value: unknown, name: string, source: string): unknown {
    if (value === noValue || value === null || value === undefined) {
      if (this.#allowMissing) return noValue;
      throw new ExecutionError(source, `nil data; no entry for key ${JSON.stringify(name)}`);
    }
    if (typeof value !== 'object' || Array.isArray(value)) {
      const type = Array.isArray(value) ? '[]interface {}' : typeof value === 'number' ? 'int64' : typeof value;
      throw new ExecutionError(source, `can't evaluate field ${name} in type ${type}`);
    }
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) return member;
    if (this.#allowMissing) return noValue;
    throw new ExecutionError(source, `map has no entry for key ${JSON.stringify(name)}`);
  }
}

function elements(value: unknown, source: string): (readonly [unknown, unknown])[] {
  if (value === noValue || value === null || value === undefined) return [];
  if (Array.isArray(value)) return (value as unknown[]).map((item, i) => [i, item] as const);
  if (typeof value === 'object') {
    const record = value as Record<string, unknown>;
    return Object.keys(record)
      .sort()
      .map((key) => [key, record[key]] as const);
  }
  if (typeof value === 'number') return Array.from({ length: value }, (_, i) => [i, i] as const);
  throw new ExecutionError(source, `range can't iterate over ${String(value)}`);
}
