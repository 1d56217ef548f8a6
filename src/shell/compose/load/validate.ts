/**
 * Holds a file against its schema. What is told is the problem that lies deepest, as compose tells it; among those that
 * lie as deep, the first in the order of the schema's choices and of the members' names (compose's own order is by chance).
 */
import { isPlain } from '../composeValues';
import type { Schema, SchemaType } from './schema';

interface Problem {
  readonly path: readonly string[];
  readonly sentence: string;
  /** How much the problem says: how deep it lies, one more where a member is not known. */
  readonly depth: number;
}

/** Compose's sentence about what is wrong, beginning with the path; undefined when nothing is. */
export function schemaProblem(value: unknown, schema: Schema): string | undefined {
  const problem = check(value, schema, []);
  return problem && `${problem.path.join('.')} ${problem.sentence}`;
}

function check(value: unknown, schema: Schema, path: readonly string[]): Problem | undefined {
  const problem = (sentence: string, extra = 0): Problem => ({ path, sentence, depth: path.length + extra });
  if (schema.types.length > 0 && !schema.types.some((type) => isOf(value, type)))
    return problem(`must be a ${typesText(schema.types)}`);
  if (schema.enum !== undefined && !schema.enum.includes(String(value)))
    return problem(`value must be ${choice(schema.enum)}`);
  const problems: (Problem | undefined)[] = [];
  if (isPlain(value)) problems.push(...checkMembers(value, schema, path, problem));
  if (Array.isArray(value)) problems.push(...checkItems(value, schema, path, problem));
  if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern).test(value))
    problems.push(problem(`'${value}' does not match pattern '${schema.pattern}'`));
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum)
      problems.push(problem(`must be greater than or equal to ${schema.minimum}`));
    if (schema.maximum !== undefined && value > schema.maximum)
      problems.push(problem(`must be less than or equal to ${schema.maximum}`));
  }
  if (schema.oneOf !== undefined) {
    const each = schema.oneOf.map((one) => check(value, one, path));
    if (each.every((one) => one !== undefined)) problems.push(...each);
  }
  return deepest(problems);
}

function checkMembers(
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
  path: readonly string[],
  problem: (sentence: string, extra?: number) => Problem,
): (Problem | undefined)[] {
  const { properties = {}, members, extensions = false, closed = false, required = [] } = schema;
  const problems: (Problem | undefined)[] = [];
  const missing = required.filter((name) => !(name in value));
  if (missing.length > 0) {
    const names = missing.map((name) => `'${name}'`).join(', ');
    problems.push(problem(`missing ${missing.length === 1 ? 'property' : 'properties'} ${names}`));
  }
  const odd: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const own = properties[name];
    if (own !== undefined) problems.push(check(value[name], own, [...path, name]));
    else if (members?.names.test(name) === true) problems.push(check(value[name], members.schema, [...path, name]));
    else if (closed && !(extensions && name.startsWith('x-'))) odd.push(name);
  }
  if (odd.length > 0) {
    const names = odd.map((name) => `'${name}'`).join(', ');
    problems.push(problem(`additional properties ${names} not allowed`, 1));
  }
  return problems;
}

function checkItems(
  items: readonly unknown[],
  schema: Schema,
  path: readonly string[],
  problem: (sentence: string) => Problem,
): (Problem | undefined)[] {
  const problems: (Problem | undefined)[] = [];
  if (schema.unique === true) {
    const texts = items.map((item) => JSON.stringify(item));
    const second = texts.findIndex((item, at) => texts.indexOf(item) < at);
    if (second >= 0) problems.push(problem(`items at ${texts.indexOf(texts[second] ?? '')} and ${second} are equal`));
  }
  const { items: each } = schema;
  if (each !== undefined) problems.push(...items.map((item, at) => check(item, each, [...path, String(at)])));
  return problems;
}

function deepest(problems: readonly (Problem | undefined)[]): Problem | undefined {
  let found: Problem | undefined;
  for (const one of problems) if (one !== undefined && (found === undefined || one.depth > found.depth)) found = one;
  return found;
}

function isOf(value: unknown, type: SchemaType): boolean {
  switch (type) {
    case 'object':
      return isPlain(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function typesText(types: readonly SchemaType[]): string {
  const names = types.map((type) => (type === 'object' ? 'mapping' : type)).sort();
  const last = names[names.length - 1] ?? '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

function choice(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  return quoted.length === 1 ? (quoted[0] ?? '') : `one of ${quoted.join(', ')}`;
}
