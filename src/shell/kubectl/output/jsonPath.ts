/** Evaluates kubectl's JSONPath on plain data, as client-go does. */
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';
import { goText } from '../../templates/goValue';
import { compactJson } from '../../text/goJson';
import { type PathNode, parseJsonPath } from './jsonPathParser';

class PathFailure extends Error {}

/** A parsed template. */
export interface JsonPath {
  /** The template with its values in place, or what went wrong. */
  print(data: unknown): Result<string, string>;
  /** The values of each action, in order. */
  find(data: unknown): Result<readonly (readonly unknown[])[], string>;
}

/** Parses a template. `allowMissing` false: a field that is not there is an error. */
export function jsonPath(template: string, allowMissing: boolean): Result<JsonPath, string> {
  const parsed = parseJsonPath(template);
  if (!parsed.ok) return parsed;
  const nodes = parsed.value;
  const guarded = <T>(run: () => T): Result<T, string> => {
    try {
      return ok(run());
    } catch (problem) {
      if (problem instanceof PathFailure) return fail(problem.message);
      throw problem;
    }
  };
  return ok({
    print: (data) =>
      guarded(() => {
        const groups = new Evaluation(data, allowMissing).template(nodes, [data]);
        return groups.map((group) => group.map(valueText).join(' ')).join('');
      }),
    find: (data) => guarded(() => new Evaluation(data, allowMissing).template(nodes, [data])),
  });
}

/** `metadata.name`, `.metadata.name` or `{.metadata.name}` as a template; undefined when it is none of these. */
export function relaxedJsonPath(path: string): string | undefined {
  if (path === '') return '';
  const inside = /^\{?\.?([^{}]+)\}?$/.exec(path)?.[1];
  return inside === undefined ? undefined : `{.${inside.replace(/^\./, '')}}`;
}

/** A value as jsonpath prints it: texts bare, lists and objects as JSON. */
function valueText(value: unknown): string {
  return typeof value === 'object' && value !== null ? compactJson(value) : goText(value);
}

class Evaluation {
  readonly #allowMissing: boolean;
  readonly #root: unknown;

  constructor(root: unknown, allowMissing: boolean) {
    this.#root = root;
    this.#allowMissing = allowMissing;
  }

  /** The values of every text and action; a range repeats what stands until its end for each of its values. */
  template(nodes: readonly PathNode[], current: readonly unknown[]): unknown[][] {
    const out: unknown[][] = [];
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at];
      if (node?.type === 'text') {
        out.push([node.text]);
        continue;
      }
      if (node?.type !== 'list') continue;
      if (node.nodes[0]?.type === 'end') throw new PathFailure('not in range, nothing to end');
      if (node.nodes[0]?.type !== 'range') {
        out.push(this.#path(node.nodes, current));
        continue;
      }
      const end = matchingEnd(nodes, at);
      const body = nodes.slice(at + 1, end);
      for (const value of this.#path(node.nodes.slice(1), current)) out.push(...this.template(body, [value]));
      // without an end the rest is gone through for each value, and then once more
      if (end !== undefined) at = end;
    }
    return out;
  }

  #path(nodes: readonly PathNode[], start: readonly unknown[]): unknown[] {
    return nodes.reduce<unknown[]>((values, node) => this.#step(node, values), [...start]);
  }

  #step(node: PathNode, values: readonly unknown[]): unknown[] {
    switch (node.type) {
      case 'text':
        return [node.text];
      case 'literal':
        return [node.value];
      case 'field':
        return this.#field(node.name, values);
      case 'wildcard':
        return values.flatMap(children);
      case 'recursive':
        return descendants(values);
      case 'slice':
        return values.flatMap((value) => slice(value, node.parts, node.single, this.#allowMissing));
      case 'union':
        return node.members.flatMap((member) => this.#path(member, values));
      case 'filter':
        return values.flatMap((value) => this.#filter(node, value));
      case 'list':
        return this.#path(node.nodes, [this.#root]);
      default:
        return [...values];
    }
  }

  #field(name: string, values: readonly unknown[]): unknown[] {
    if (name === '') return [...values];
    const found = values.flatMap((value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
      const member = (value as Record<string, unknown>)[name];
      return member === undefined ? [] : [member];
    });
    if (found.length === 0 && values.length > 0 && !this.#allowMissing) throw new PathFailure(`${name} is not found`);
    return found;
  }

  #filter(node: Extract<PathNode, { type: 'filter' }>, value: unknown): unknown[] {
    if (value === null || value === undefined) return [];
    if (!Array.isArray(value)) throw new PathFailure(`${goText(value)} is not array or slice and cannot be filtered`);
    const lenient = new Evaluation(this.#root, true);
    return (value as unknown[]).filter((item) => {
      const left = lenient.#path(node.left, [item]);
      if (node.operator === 'exists') return left.length > 0;
      if (left.length === 0) return false;
      if (left.length > 1) throw new PathFailure('can only compare one element at a time');
      const right = lenient.#path(node.right, [item]);
      if (right.length === 0) return false;
      if (right.length > 1) throw new PathFailure('can only compare one element at a time');
      return compare(left[0], node.operator, right[0]);
    });
  }
}

function matchingEnd(nodes: readonly PathNode[], from: number): number | undefined {
  let depth = 0;
  for (let at = from + 1; at < nodes.length; at++) {
    const node = nodes[at];
    if (node?.type !== 'list') continue;
    if (node.nodes[0]?.type === 'range') depth++;
    if (node.nodes[0]?.type === 'end' && depth-- === 0) return at;
  }
  return undefined;
}

function children(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value !== 'object' || value === null) return [];
  const record = value as Record<string, unknown>;
  return Object.keys(record)
    .sort()
    .map((key) => record[key]);
}

/** Every value that holds others, itself first. */
function descendants(values: readonly unknown[]): unknown[] {
  return values.flatMap((value) => {
    const below = children(value);
    return below.length === 0 ? [] : [value, ...descendants(below)];
  });
}

function slice(
  value: unknown,
  [from, to, step]: readonly (number | undefined)[],
  single: boolean,
  allowMissing: boolean,
): unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) {
    if (allowMissing && typeof value !== 'object') return [];
    throw new PathFailure(`${goText(value)} is not array or slice`);
  }
  const list = value as unknown[];
  const { length } = list;
  const start = from ?? 0;
  const first = start < 0 ? start + length : start;
  if (single) {
    if (first < 0 || first >= length) {
      throw new PathFailure(`array index out of bounds: index ${start}, length ${length}`);
    }
    return [list[first]];
  }
  const end = to ?? length;
  const last = end < 0 ? end + length : end;
  if (first < 0 || first > length) {
    throw new PathFailure(`array index out of bounds: index ${first}, length ${length}`);
  }
  if (last < 0 || last > length)
    throw new PathFailure(`array index out of bounds: index ${last - 1}, length ${length}`);
  if (first > last) throw new PathFailure('starting index is greater than ending index');
  if (step !== undefined && step <= 0) throw new PathFailure('step must be > 0');
  return list.slice(first, last).filter((_, i) => i % (step ?? 1) === 0);
}

function compare(left: unknown, operator: string, right: unknown): boolean {
  if (typeof left !== typeof right) throw new PathFailure('incompatible types for comparison');
  const [a, b] = [left as string, right as string];
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    default:
      throw new PathFailure(`unrecognized filter operator ${operator}`);
  }
}
