/** Places within a value: what `|=`, `=` and `del` change. */
import type { Filter, Json } from './syntax';
import { isObject, JqError, typeOf } from './syntax';

export type Path = readonly (string | number)[];

type Evaluate = (filter: Filter, input: Json, variables: Readonly<Record<string, Json>>) => Json[];

/** The places that a filter names. */
export function pathsOf(
  filter: Filter,
  input: Json,
  variables: Readonly<Record<string, Json>>,
  evaluate: Evaluate,
): Path[] {
  const of = (part: Filter, value: Json) => pathsOf(part, value, variables, evaluate);
  switch (filter.kind) {
    case 'identity':
      return [[]];
    case 'recurse':
      return [[], ...keysOf(input).flatMap((key) => of(filter, getPath(input, [key])).map((rest) => [key, ...rest]))];
    case 'index':
      return of(filter.target, input).flatMap((path) =>
        evaluate(filter.key, input, variables).map((key) => [...path, key as string | number]),
      );
    case 'each':
      return of(filter.target, input).flatMap((path) => keysOf(getPath(input, path)).map((key) => [...path, key]));
    case 'try':
      return of(filter.body, input);
    case 'comma':
      return [...of(filter.left, input), ...of(filter.right, input)];
    case 'pipe':
      return of(filter.left, input).flatMap((path) =>
        of(filter.right, getPath(input, path)).map((rest) => [...path, ...rest]),
      );
    case 'if': {
      const [test] = evaluate(filter.test, input, variables);
      return of(test !== null && test !== false ? filter.then : filter.otherwise, input);
    }
    case 'call':
      return callPaths(filter, input, variables, evaluate);
    default:
      throw new JqError('Invalid path expression');
  }
}

function callPaths(
  filter: Filter & { kind: 'call' },
  input: Json,
  variables: Readonly<Record<string, Json>>,
  evaluate: Evaluate,
): Path[] {
  const [first] = filter.arguments;
  if (filter.name === 'select' && first !== undefined)
    return evaluate(first, input, variables).flatMap((test) => (test !== null && test !== false ? [[]] : []));
  if (filter.name === 'recurse') return pathsOf({ kind: 'recurse' }, input, variables, evaluate);
  if (filter.name === 'empty') return [];
  throw new JqError(`Invalid path expression with ${filter.name}`);
}

function keysOf(value: Json): (string | number)[] {
  if (Array.isArray(value)) return value.map((_, at) => at);
  return isObject(value) ? Object.keys(value) : [];
}

export function getPath(value: Json, path: Path): Json {
  let found: Json = value;
  for (const key of path) {
    if (found === null) return null;
    if (Array.isArray(found) && typeof key === 'number') found = (found.at(key) as Json | undefined) ?? null;
    else if (isObject(found) && typeof key === 'string') found = found[key] ?? null;
    else throw new JqError(`Cannot index ${typeOf(found)} with ${typeof key === 'string' ? `"${key}"` : 'number'}`);
  }
  return found;
}

export function setPath(value: Json, path: Path, item: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return item;
  const inner = setPath(getPath(value, [key]), rest, item);
  if (typeof key === 'string') return { ...(isObject(value) ? value : {}), [key]: inner };
  const list = Array.isArray(value) ? [...(value as readonly Json[])] : [];
  const at = key < 0 ? list.length + key : key;
  while (list.length < at) list.push(null);
  list[at] = inner;
  return list;
}

export function deleteValue(value: Json, path: Path): Json {
  const [key, ...rest] = path;
  if (key === undefined || value === null) return null;
  if (rest.length > 0) return setPath(value, [key], deleteValue(getPath(value, [key]), rest));
  if (Array.isArray(value)) return (value as readonly Json[]).filter((_, at) => at !== key);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}
