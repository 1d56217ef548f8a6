/** Applies jq's filters: each gives any number of values for one. */
import { compareJson } from './compare';
import { applyFormat, asText, compactJson } from './format';
import { callFunction } from './functions';
import { deleteValue, getPath, pathsOf, setPath } from './paths';
import type { Filter, Json } from './syntax';
import { isObject, JqError, typeOf } from './syntax';

export type Variables = Readonly<Record<string, Json>>;

/** All results of a filter for an input. */
export function evaluate(filter: Filter, input: Json, variables: Variables): Json[] {
  const run = (part: Filter, value: Json = input) => evaluate(part, value, variables);
  switch (filter.kind) {
    case 'identity':
      return [input];
    case 'recurse':
      return descend(input);
    case 'literal':
      return [filter.value];
    case 'text':
      return texts(filter, input, variables);
    case 'format':
      return [applyFormat(filter.name, input)];
    case 'variable':
      if (!(filter.name in variables)) throw new JqError(`$${filter.name} is not defined`);
      return [variables[filter.name] as Json];
    case 'index':
      return run(filter.target).flatMap((target) => run(filter.key).map((key) => indexValue(target, key)));
    case 'slice':
      return run(filter.target).map((target) =>
        sliceValue(target, filter.from && run(filter.from)[0], filter.to && run(filter.to)[0]),
      );
    case 'each':
      return run(filter.target).flatMap(eachValue);
    case 'try':
      return attempt(filter, input, variables);
    case 'pipe':
      return run(filter.left).flatMap((value) => run(filter.right, value));
    case 'comma':
      return [...run(filter.left), ...run(filter.right)];
    case 'alternative': {
      const found = attempt({ kind: 'try', body: filter.left, otherwise: undefined }, input, variables).filter(isTrue);
      return found.length > 0 ? found : run(filter.right);
    }
    case 'and':
      return run(filter.left).flatMap((left) => (isTrue(left) ? run(filter.right).map(isTrue) : [false]));
    case 'or':
      return run(filter.left).flatMap((left) => (isTrue(left) ? [true] : run(filter.right).map(isTrue)));
    case 'binary':
      return run(filter.right).flatMap((right) =>
        run(filter.left).map((left) => calculate(filter.operator, left, right)),
      );
    case 'negate':
      return run(filter.operand).map((value) => calculate('-', 0, value));
    case 'array':
      return [filter.body === undefined ? [] : run(filter.body)];
    case 'object':
      return objects(filter.entries, input, variables);
    case 'if':
      return run(filter.test).flatMap((test) => run(isTrue(test) ? filter.then : filter.otherwise));
    case 'bind':
      return run(filter.source).flatMap((value) =>
        evaluate(filter.body, input, { ...variables, [filter.name]: value }),
      );
    case 'reduce':
      return run(filter.source).reduce<Json[]>(
        (state, item) =>
          state.flatMap((value) => evaluate(filter.step, value, { ...variables, [filter.name]: item }).slice(-1)),
        run(filter.start),
      );
    case 'update':
      return update(filter, input, variables);
    default:
      return call(filter, input, variables);
  }
}

/** Everything but null and false. */
export function isTrue(value: Json): boolean {
  return value !== null && value !== false;
}

function call(filter: Filter & { kind: 'call' }, input: Json, variables: Variables): Json[] {
  const [first] = filter.arguments;
  if (filter.name === 'now') return [variables['now'] ?? 0];
  if (filter.name === 'del' && first !== undefined) {
    const paths = pathsOf(first, input, variables, evaluate);
    return [[...paths].sort((a, b) => -compareJson(a, b)).reduce<Json>(deleteValue, input)];
  }
  if (filter.name === 'path' && first !== undefined)
    return pathsOf(first, input, variables, evaluate).map((path) => [...path]);
  if (filter.name === 'paths')
    return pathsOf({ kind: 'recurse' }, input, variables, evaluate)
      .filter((path) => path.length > 0)
      .map((path) => [...path]);
  return callFunction(filter.name, filter.arguments, input, (part, value) => evaluate(part, value, variables));
}

function descend(value: Json): Json[] {
  const below = Array.isArray(value) || isObject(value) ? eachValue(value) : [];
  return [value, ...below.flatMap(descend)];
}

function attempt(filter: Filter & { kind: 'try' }, input: Json, variables: Variables): Json[] {
  try {
    return evaluate(filter.body, input, variables);
  } catch (thrown) {
    if (!(thrown instanceof JqError)) throw thrown;
    return filter.otherwise === undefined ? [] : evaluate(filter.otherwise, thrown.value, variables);
  }
}

function texts(filter: Filter & { kind: 'text' }, input: Json, variables: Variables): Json[] {
  return filter.parts.reduce<string[]>(
    (starts, part) => {
      if (typeof part === 'string') return starts.map((start) => start + part);
      const values = evaluate(part, input, variables).map((value) =>
        filter.format === undefined ? asText(value) : applyFormat(filter.format, value),
      );
      return values.flatMap((value) => starts.map((start) => start + value));
    },
    [''],
  );
}

function objects(entries: readonly (readonly [Filter, Filter])[], input: Json, variables: Variables): Json[] {
  return entries.reduce<{ [key: string]: Json }[]>(
    (made, [key, value]) =>
      evaluate(key, input, variables).flatMap((name) => {
        if (typeof name !== 'string') throw new JqError(`Object keys must be strings`);
        return evaluate(value, input, variables).flatMap((item) => made.map((object) => ({ ...object, [name]: item })));
      }),
    [{}],
  );
}

function indexValue(target: Json, key: Json): Json {
  if (target === null && (typeof key === 'string' || typeof key === 'number')) return null;
  if (isObject(target) && typeof key === 'string') return Object.hasOwn(target, key) ? (target[key] as Json) : null;
  if (Array.isArray(target) && typeof key === 'number') return (target.at(Math.floor(key)) as Json | undefined) ?? null;
  const name = typeof key === 'string' ? `"${key}"` : typeOf(key);
  throw new JqError(`Cannot index ${typeOf(target)} with ${typeof key === 'number' ? 'number' : name}`);
}

function sliceValue(target: Json, from: Json | undefined, to: Json | undefined): Json {
  if (target === null) return null;
  if (typeof target !== 'string' && !Array.isArray(target))
    throw new JqError(`Cannot index ${typeOf(target)} with object`);
  const start = typeof from === 'number' ? from : undefined;
  const end = typeof to === 'number' ? to : undefined;
  return typeof target === 'string'
    ? [...target].slice(start, end).join('')
    : (target as readonly Json[]).slice(start, end);
}

function eachValue(target: Json): Json[] {
  if (Array.isArray(target)) return [...(target as readonly Json[])];
  if (isObject(target)) return Object.values(target);
  throw new JqError(`Cannot iterate over ${typeOf(target)}${target === null ? '' : ` (${compactJson(target)})`}`);
}

function calculate(operator: string, left: Json, right: Json): Json {
  switch (operator) {
    case '==':
      return compareJson(left, right) === 0;
    case '!=':
      return compareJson(left, right) !== 0;
    case '<':
      return compareJson(left, right) < 0;
    case '<=':
      return compareJson(left, right) <= 0;
    case '>':
      return compareJson(left, right) > 0;
    case '>=':
      return compareJson(left, right) >= 0;
    case '+':
      return add(left, right);
    default:
      return arithmetic(operator, left, right);
  }
}

function add(left: Json, right: Json): Json {
  if (left === null) return right;
  if (right === null) return left;
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (isObject(left) && isObject(right)) return { ...left, ...right };
  throw refused('added', left, right);
}

function refused(verb: string, left: Json, right: Json): JqError {
  return new JqError(
    `${typeOf(left)} (${compactJson(left)}) and ${typeOf(right)} (${compactJson(right)}) cannot be ${verb}`,
  );
}

function arithmetic(operator: string, left: Json, right: Json): Json {
  if (typeof left === 'number' && typeof right === 'number') {
    if (operator === '-') return left - right;
    if (operator === '*') return left * right;
    if (right === 0) throw refused('divided because the divisor is zero', left, right);
    return operator === '/' ? left / right : Math.trunc(left) % Math.trunc(right);
  }
  if (operator === '-' && Array.isArray(left) && Array.isArray(right))
    return (left as readonly Json[]).filter(
      (item) => !(right as readonly Json[]).some((other) => compareJson(item, other) === 0),
    );
  if (operator === '*' && isObject(left) && isObject(right)) return merge(left, right);
  if (operator === '*' && typeof left === 'string' && typeof right === 'number')
    return right > 0 ? left.repeat(right) : null;
  if (operator === '/' && typeof left === 'string' && typeof right === 'string') return left.split(right);
  throw refused({ '-': 'subtracted', '*': 'multiplied' }[operator] ?? 'divided', left, right);
}

function merge(left: { readonly [key: string]: Json }, right: { readonly [key: string]: Json }): Json {
  const merged: Record<string, Json> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const old = merged[key];
    merged[key] = old !== undefined && isObject(old) && isObject(value) ? merge(old, value) : value;
  }
  return merged;
}

function update(filter: Filter & { kind: 'update' }, input: Json, variables: Variables): Json[] {
  const paths = pathsOf(filter.target, input, variables, evaluate);
  if (filter.operator === '|=') {
    return [
      paths.reduce<Json>((whole, path) => {
        const [changed] = evaluate(filter.value, getPath(whole, path), variables);
        return changed === undefined ? deleteValue(whole, path) : setPath(whole, path, changed);
      }, input),
    ];
  }
  return evaluate(filter.value, input, variables).map((value) =>
    paths.reduce<Json>(
      (whole, path) => setPath(whole, path, combined(filter.operator, getPath(whole, path), value)),
      input,
    ),
  );
}

function combined(operator: string, old: Json, value: Json): Json {
  if (operator === '=') return value;
  if (operator === '//=') return isTrue(old) ? old : value;
  return calculate(operator.slice(0, -1), old, value);
}
