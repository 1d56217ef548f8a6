/** Simple JSONPaths, as printed columns and scales name fields: `.spec.replicas`, `.status.conditions[?(@.type=="Ready")].status`. */
import { isRecord } from './jsonSchema';

interface Step {
  readonly name?: string;
  readonly index?: number;
  readonly all?: boolean;
  readonly where?: { readonly field: string; readonly value: string };
}

/** The values at a path; none when nothing is there or the path cannot be read. */
export function valuesAt(object: unknown, path: string): readonly unknown[] {
  let found: readonly unknown[] = [object];
  for (const step of stepsOf(path) ?? []) found = found.flatMap((value) => take(value, step));
  return found.filter((value) => value !== undefined);
}

/** True for a path that can be read. */
export function isPath(path: string): boolean {
  return path.startsWith('.') && stepsOf(path) !== undefined;
}

/** The object with another value at a path of names; what is missing on the way is made. */
export function withValueAt<T>(object: T, path: string, value: unknown): T {
  const [step, ...rest] = stepsOf(path) ?? [];
  if (step?.name === undefined) return object;
  const record: Readonly<Record<string, unknown>> = isRecord(object) ? object : {};
  const inner = rest.length === 0 ? value : withValueAt(record[step.name], pathText(rest), value);
  return { ...record, [step.name]: inner } as T;
}

function pathText(steps: readonly Step[]): string {
  return steps.map(({ name }) => `['${name}']`).join('');
}

function take(value: unknown, step: Step): readonly unknown[] {
  if (step.name !== undefined) return isRecord(value) ? [value[step.name]] : [];
  if (!Array.isArray(value)) return [];
  if (step.index !== undefined) return [value.at(step.index)];
  const { where } = step;
  if (where === undefined) return value;
  return value.filter((item) => valuesAt(item, where.field).some((one) => String(one) === where.value));
}

const STEP =
  /^(?:\.([A-Za-z_$](?:[\w$-]|\\.)*)|\['([^']*)'\]|\["([^"]*)"\]|\[(-?\d+)\]|(\[\*\]|\.\*)|\[\?\(@((?:\.[\w-]+)+)\s*==\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+))\)\])/;

const parsed = new Map<string, readonly Step[] | undefined>();

function stepsOf(path: string): readonly Step[] | undefined {
  if (!parsed.has(path)) parsed.set(path, parse(path));
  return parsed.get(path);
}

function parse(path: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let rest = path;
  while (rest !== '' && rest !== '.') {
    const match = STEP.exec(rest);
    if (match === null) return undefined;
    const [text, dotted, single, double, index, all, field, quoted, apostrophes, bare] = match;
    const name = dotted?.replace(/\\(.)/g, '$1') ?? single ?? double;
    if (name !== undefined) steps.push({ name });
    else if (index !== undefined) steps.push({ index: Number(index) });
    else if (all !== undefined) steps.push({ all: true });
    else steps.push({ where: { field: field ?? '', value: quoted ?? apostrophes ?? bare ?? '' } });
    rest = rest.slice(text.length);
  }
  return steps;
}
