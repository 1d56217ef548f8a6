/** Whether a value is of its schema, in the words of structured-merge-diff: what server-side apply checks first. */
import { type PathElement, pathText } from './fieldSet';
import { DEDUCED, type ListMerge, type MergeType } from './mergeType';
import { elementOf } from './typedValue';

/** Everything that is wrong, each with its path. */
export function typedErrors(value: unknown, type: MergeType, path: readonly PathElement[] = []): string[] {
  if (value === null || value === undefined || type.kind === 'deduced') return [];
  const wrong = (message: string) => [`${pathText(path)}: ${message}`];
  if (type.kind === 'scalar') {
    const problem = scalarProblem(value, type.scalar);
    return problem === undefined ? [] : wrong(problem);
  }
  if (type.kind === 'list') {
    if (!Array.isArray(value)) return wrong(`expected list, got &${goText(value)}`);
    return listErrors(value, type, path);
  }
  if (!isFields(value)) return wrong(`expected map, got &${goText(value)}`);
  return Object.keys(value)
    .sort()
    .flatMap((name) => {
      const member = type.member(name);
      const inner = [...path, `f:${name}`];
      if (member === undefined) return [`${pathText(inner)}: field not declared in schema`];
      return typedErrors(value[name], member, inner);
    });
}

/** The errors as one: alone, or listed. */
export function typedErrorText(errors: readonly string[]): string {
  return errors.length === 1 ? (errors[0] ?? '') : ['errors:', ...errors.map((error) => `  ${error}`)].join('\n');
}

function listErrors(items: readonly unknown[], type: ListMerge, path: readonly PathElement[]): string[] {
  if (type.relation === 'atomic') {
    return items.flatMap((item, index) => typedErrors(item, type.of, [...path, `i:${index}`]));
  }
  const seen = new Set<PathElement>();
  return items.flatMap((item, index) => {
    const missing = type.relation === 'map' ? missingKey(type, item) : undefined;
    if (missing !== undefined) return [`${pathText(path)}: element ${index}: ${missing}`];
    const element = elementOf(type, item) ?? `i:${index}`;
    const twice = seen.has(element) ? [`${pathText(path)}: duplicate entries for key ${pathText([element])}`] : [];
    seen.add(element);
    return [...twice, ...typedErrors(item, type.of ?? DEDUCED, [...path, element])];
  });
}

function missingKey(type: ListMerge, item: unknown): string | undefined {
  if (item === null) return 'associative list with keys may not have null elements';
  if (!isFields(item)) return `associative list with keys may not have non-map elements`;
  const key = type.keys.find((one) => item[one] === undefined && type.defaults[one] === undefined);
  if (key === undefined) return undefined;
  return `associative list with keys has an element that omits key field ${JSON.stringify(key)} (and doesn't have default value)`;
}

function scalarProblem(value: unknown, scalar: 'string' | 'numeric' | 'boolean' | 'any'): string | undefined {
  const found = `&value.valueUnstructured{Value:${goText(value)}}`;
  if (scalar === 'string') return typeof value === 'string' ? undefined : `expected string, got ${found}`;
  if (scalar === 'boolean') return typeof value === 'boolean' ? undefined : `expected boolean, got ${found}`;
  if (scalar === 'numeric') {
    return typeof value === 'number' ? undefined : `expected numeric (int or float), got ${goType(value)}`;
  }
  return typeof value === 'object' ? `expected any scalar, got ${found}` : undefined;
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object') return 'map[string]interface {}';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

function goText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return `{${String(value)}}`.replace(/[{}]/g, '');
  return JSON.stringify(value);
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
