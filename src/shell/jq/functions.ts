/** jq's functions. */
import { formatTime, parseTime } from '../../base/time';
import { compareJson, containsJson } from './compare';
import { asText, compactJson } from './format';
import type { Filter, Json } from './syntax';
import { isObject, JqError, typeOf } from './syntax';

type Run = (filter: Filter, input: Json) => Json[];

/** The results of a function for an input. */
export function callFunction(name: string, parameters: readonly Filter[], input: Json, run: Run): Json[] {
  const plain = PLAIN[name];
  if (plain !== undefined && parameters.length === 0) return [plain(input)];
  const withFilter = FILTERS[`${name}/${parameters.length}`];
  if (withFilter !== undefined) return withFilter(input, parameters, run);
  const withValue = VALUES[`${name}/${parameters.length}`];
  const [first] = parameters;
  if (withValue !== undefined && first !== undefined) return run(first, input).map((value) => withValue(input, value));
  throw new JqError(`${name}/${parameters.length} is not defined`);
}

function list(value: Json, what: string): readonly Json[] {
  if (Array.isArray(value)) return value;
  throw new JqError(`${typeOf(value)} (${compactJson(value)}) cannot be ${what}`);
}

function text(value: Json, what: string): string {
  if (typeof value === 'string') return value;
  throw new JqError(`${typeOf(value)} (${compactJson(value)}) ${what}`);
}

function sorted(items: readonly Json[]): Json[] {
  return [...items].sort(compareJson);
}

function distinct(items: readonly Json[]): Json[] {
  return sorted(items).filter((item, at, all) => at === 0 || compareJson(item, all[at - 1] as Json) !== 0);
}

function values(value: Json): Json[] {
  if (Array.isArray(value)) return [...(value as readonly Json[])];
  if (isObject(value)) return Object.values(value);
  throw new JqError(`Cannot iterate over ${typeOf(value)}`);
}

function sum(all: readonly Json[]): Json {
  const items = all.filter((item) => item !== null);
  const [first = null] = items;
  if (items.every((item) => typeof item === 'number'))
    return items.length === 0 ? null : items.reduce((a, b) => a + b, 0);
  if (items.every((item) => typeof item === 'string')) return items.join('');
  if (items.every((item) => Array.isArray(item))) return items.flat(1) as Json[];
  if (items.every(isObject)) return Object.assign({}, ...items) as Json;
  const other = items.find((item) => typeOf(item) !== typeOf(first)) ?? null;
  throw new JqError(
    `${typeOf(first)} (${compactJson(first)}) and ${typeOf(other)} (${compactJson(other)}) cannot be added`,
  );
}

function flatten(items: readonly Json[], depth: number): Json[] {
  return items.flatMap((item) => (Array.isArray(item) && depth > 0 ? flatten(item, depth - 1) : [item]));
}

function lengthOf(value: Json): Json {
  if (value === null) return 0;
  if (typeof value === 'string') return [...value].length;
  if (typeof value === 'number') return Math.abs(value);
  if (typeof value === 'boolean') throw new JqError(`boolean (${value}) has no length`);
  return values(value).length;
}

function numeric(value: Json): Json {
  if (typeof value === 'number') return value;
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (Number.isNaN(parsed)) throw new JqError(`${typeOf(value)} (${compactJson(value)}) cannot be parsed as a number`);
  return parsed;
}

function fromJson(value: Json): Json {
  try {
    return JSON.parse(text(value, 'cannot be parsed')) as Json;
  } catch {
    throw new JqError(`${asText(value)} (while parsing '${asText(value)}')`);
  }
}

function toEntries(value: Json): Json {
  if (!isObject(value)) throw new JqError(`${typeOf(value)} (${compactJson(value)}) has no keys`);
  return Object.entries(value).map(([key, item]) => ({ key, value: item }));
}

function fromEntries(value: Json): Json {
  const entries = list(value, 'iterated over').filter(isObject);
  const key = (entry: { readonly [key: string]: Json }) =>
    entry['key'] ?? entry['k'] ?? entry['name'] ?? entry['Name'] ?? null;
  return Object.fromEntries(entries.map((entry) => [asText(key(entry)), entry['value'] ?? entry['v'] ?? null]));
}

function keys(value: Json): string[] | number[] {
  if (isObject(value)) return Object.keys(value);
  if (Array.isArray(value)) return value.map((_, at) => at);
  throw new JqError(`${typeOf(value)} (${compactJson(value)}) has no keys`);
}

const only = (type: string) => (value: Json) => typeOf(value) === type;

const PLAIN: Readonly<Record<string, (input: Json) => Json>> = {
  length: lengthOf,
  keys: (input) => sorted(keys(input)),
  keys_unsorted: (input) => keys(input),
  not: (input) => input === null || input === false,
  add: (input) => sum(values(input)),
  any: (input) => values(input).some((item) => item !== null && item !== false),
  all: (input) => values(input).every((item) => item !== null && item !== false),
  floor: (input) => Math.floor(input as number),
  ceil: (input) => Math.ceil(input as number),
  round: (input) => Math.round(input as number),
  sqrt: (input) => Math.sqrt(input as number),
  abs: (input) => Math.abs(input as number),
  tostring: asText,
  tonumber: numeric,
  type: typeOf,
  tojson: compactJson,
  fromjson: fromJson,
  sort: (input) => sorted(list(input, 'sorted, as it is not an array')),
  unique: (input) => distinct(list(input, 'sorted, as it is not an array')),
  reverse: (input) =>
    typeof input === 'string'
      ? [...input].reverse().join('')
      : [...list(input ?? [], 'reversed, as it is not an array')].reverse(),
  min: (input) => sorted(list(input, 'searched'))[0] ?? null,
  max: (input) => sorted(list(input, 'searched')).at(-1) ?? null,
  first: (input) => list(input, 'indexed')[0] ?? null,
  last: (input) => list(input, 'indexed').at(-1) ?? null,
  flatten: (input) => flatten(list(input, 'flattened'), Number.POSITIVE_INFINITY),
  ascii_downcase: (input) => text(input, 'cannot be lowercased').toLowerCase(),
  ascii_upcase: (input) => text(input, 'cannot be uppercased').toUpperCase(),
  to_entries: toEntries,
  from_entries: fromEntries,
  transpose: (input) => {
    const rows = list(input, 'transposed') as readonly (readonly Json[])[];
    const width = Math.max(0, ...rows.map((row) => row.length));
    return Array.from({ length: width }, (_, at) => rows.map((row) => row[at] ?? null));
  },
  trim: (input) => text(input, 'cannot be trimmed').trim(),
  ltrim: (input) => text(input, 'cannot be trimmed').trimStart(),
  rtrim: (input) => text(input, 'cannot be trimmed').trimEnd(),
  fromdate: (input) => parseTime(text(input, 'cannot be parsed')) ?? null,
  fromdateiso8601: (input) => Math.floor((parseTime(text(input, 'cannot be parsed')) ?? 0) / 1000),
  todate: (input) => formatTime((input as number) * 1000),
};

type Values = (input: Json, value: Json) => Json;

const VALUES: Readonly<Record<string, Values>> = {
  'has/1': (input, key) =>
    Array.isArray(input) ? (key as number) < input.length : isObject(input) && Object.hasOwn(input, String(key)),
  'in/1': (input, whole) =>
    Array.isArray(whole) ? (input as number) < whole.length : isObject(whole) && Object.hasOwn(whole, String(input)),
  'contains/1': containsJson,
  'inside/1': (input, whole) => containsJson(whole, input),
  'startswith/1': (input, start) => text(input, 'cannot be searched').startsWith(text(start, 'cannot be searched')),
  'endswith/1': (input, end) => text(input, 'cannot be searched').endsWith(text(end, 'cannot be searched')),
  'ltrimstr/1': (input, start) =>
    typeof input === 'string' && typeof start === 'string' && input.startsWith(start)
      ? input.slice(start.length)
      : input,
  'rtrimstr/1': (input, end) =>
    typeof input === 'string' && typeof end === 'string' && end !== '' && input.endsWith(end)
      ? input.slice(0, -end.length)
      : input,
  'split/1': (input, by) => text(input, 'cannot be split').split(text(by, 'cannot be split')),
  'join/1': (input, by) =>
    list(input, 'joined')
      .map((item) => (item === null ? '' : asText(item)))
      .join(asText(by)),
  'test/1': (input, pattern) =>
    new RegExp(asText(pattern)).test(text(input, 'cannot be matched, as it is not a string')),
  'index/1': (input, part) => {
    const at = text(input, 'cannot be searched').indexOf(asText(part));
    return at < 0 ? null : at;
  },
  'flatten/1': (input, depth) => flatten(list(input, 'flattened'), depth as number),
  'nth/1': (input, at) => list(input, 'indexed')[at as number] ?? null,
  'error/1': (_, value) => {
    throw new JqError(value);
  },
};

type Filters = (input: Json, parameters: readonly Filter[], run: Run) => Json[];

/** Items with what the first parameter makes of each, in the order of that. */
function keyed(input: Json, parameters: readonly Filter[], run: Run): { readonly item: Json; readonly key: Json[] }[] {
  const [by] = parameters;
  const items = list(input, 'sorted, as it is not an array');
  const pairs = items.map((item) => ({ item, key: by === undefined ? [item] : run(by, item) }));
  return pairs.sort((a, b) => compareJson(a.key, b.key));
}

function groups(input: Json, parameters: readonly Filter[], run: Run): Json[][] {
  const made: { key: Json[]; items: Json[] }[] = [];
  for (const { item, key } of keyed(input, parameters, run)) {
    const last = made.at(-1);
    if (last !== undefined && compareJson(last.key, key) === 0) last.items.push(item);
    else made.push({ key, items: [item] });
  }
  return made.map((group) => group.items);
}

const isTrue = (value: Json | undefined) => value !== undefined && value !== null && value !== false;

const FILTERS: Readonly<Record<string, Filters>> = {
  'empty/0': () => [],
  'error/0': (input) => {
    throw new JqError(input);
  },
  'recurse/0': (input, _, run) => run({ kind: 'recurse' }, input),
  'values/0': (input) => (input === null ? [] : [input]),
  'nulls/0': (input) => (input === null ? [input] : []),
  ...Object.fromEntries(
    ['string', 'number', 'boolean', 'array', 'object'].map((type): [string, Filters] => [
      `${type}s/0`,
      (input) => (only(type)(input) ? [input] : []),
    ]),
  ),
  'scalars/0': (input) => (Array.isArray(input) || isObject(input) ? [] : [input]),
  'iterables/0': (input) => (Array.isArray(input) || isObject(input) ? [input] : []),
  'map/1': (input, [by], run) => [values(input).flatMap((item) => run(by as Filter, item))],
  'map_values/1': (input, [by], run) => {
    if (Array.isArray(input))
      return [(input as readonly Json[]).flatMap((item) => run(by as Filter, item).slice(0, 1))];
    const entries = Object.entries(isObject(input) ? input : {});
    return [
      Object.fromEntries(
        entries.flatMap(([key, item]) =>
          run(by as Filter, item)
            .slice(0, 1)
            .map((value) => [key, value]),
        ),
      ),
    ];
  },
  'select/1': (input, [by], run) => run(by as Filter, input).flatMap((test) => (isTrue(test) ? [input] : [])),
  'any/1': (input, [by], run) => [values(input).some((item) => run(by as Filter, item).some(isTrue))],
  'all/1': (input, [by], run) => [values(input).every((item) => run(by as Filter, item).every(isTrue))],
  'sort_by/1': (input, by, run) => [keyed(input, by, run).map(({ item }) => item)],
  'group_by/1': (input, by, run) => [groups(input, by, run)],
  'unique_by/1': (input, by, run) => [groups(input, by, run).map(([first]) => first as Json)],
  'min_by/1': (input, by, run) => [keyed(input, by, run)[0]?.item ?? null],
  'max_by/1': (input, by, run) => [keyed(input, by, run).at(-1)?.item ?? null],
  'with_entries/1': (input, [by], run) => [
    fromEntries((toEntries(input) as readonly Json[]).flatMap((entry) => run(by as Filter, entry))),
  ],
  'first/1': (input, [of], run) => run(of as Filter, input).slice(0, 1),
  'last/1': (input, [of], run) => run(of as Filter, input).slice(-1),
  'limit/2': (input, [count, of], run) => run(of as Filter, input).slice(0, run(count as Filter, input)[0] as number),
  'range/1': (input, [to], run) => run(to as Filter, input).flatMap((end) => range(0, end as number)),
  'range/2': (input, [from, to], run) =>
    range(run(from as Filter, input)[0] as number, run(to as Filter, input)[0] as number),
  'sub/2': (input, parameters, run) => [replaced(input, parameters, run, '')],
  'gsub/2': (input, parameters, run) => [replaced(input, parameters, run, 'g')],
  'isvalid/1': (input, [of], run) => [run(of as Filter, input).length > 0],
};

function replaced(input: Json, [pattern, by]: readonly Filter[], run: Run, flags: string): string {
  const expression = new RegExp(asText(run(pattern as Filter, input)[0] ?? ''), flags);
  const replacement = asText(run(by as Filter, input)[0] ?? '');
  return text(input, 'cannot be matched, as it is not a string').replace(expression, () => replacement);
}

/** At most a million numbers. */
function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(1_000_000, Math.ceil(to - from))) }, (_, at) => from + at);
}
