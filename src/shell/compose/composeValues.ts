/** Values of a compose file, and what is wrong with them. */

export type Plain = Readonly<Record<string, unknown>>;

/** Thrown while a project is read; compose's sentence. Caught in readProject. */
export class ComposeProblem extends Error {}

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown, path: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') throw new ComposeProblem(`${path} must be a string`);
  return String(value);
}

export function listOf(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new ComposeProblem(`${path} must be a array`);
  return value;
}

/** A text or a list of texts. */
export function textsOf(value: unknown, path: string): readonly string[] {
  return (typeof value === 'string' ? [value] : listOf(value, path)).map(String);
}
