/** Fields that a transformer touches, and the walk to them: lists on the way are gone through item by item. */
import { type Fields, isFields } from './resource';

export interface FieldSpec {
  /** `spec/template/metadata/labels`; `[]` behind a name says that it is a list. */
  readonly path: string;
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  /** Maps that are missing on the way are made. */
  readonly create?: boolean;
}

/** Whether a spec speaks of an object of that group, version and kind. */
export function concerns(spec: FieldSpec, id: { group: string; version: string; kind: string }): boolean {
  return (
    (spec.group ?? id.group) === id.group &&
    (spec.version ?? id.version) === id.version &&
    (spec.kind ?? id.kind) === id.kind
  );
}

/** Calls `change` with the value of each field that the path leads to and puts its answer there. */
export function eachField(
  object: Fields,
  { path, create = false }: FieldSpec,
  change: (value: unknown) => unknown,
): void {
  const names = path.split(/(?<!\\)\//).map((name) => name.replaceAll('\\/', '/'));
  walk(object, names, create, change);
}

function walk(
  at: Fields,
  [first = '', ...rest]: readonly string[],
  create: boolean,
  change: (v: unknown) => unknown,
): void {
  const isList = first.endsWith('[]');
  const name = isList ? first.slice(0, -2) : first;
  const value = at[name];
  if (rest.length === 0) {
    if (value !== undefined || create) at[name] = change(value);
    return;
  }
  if (value === undefined || value === null) {
    if (!create || isList) return;
    const made: Fields = {};
    at[name] = made;
    walk(made, rest, create, change);
    return;
  }
  for (const item of Array.isArray(value) ? (value as unknown[]) : [value])
    if (isFields(item)) walk(item, rest, create, change);
}
