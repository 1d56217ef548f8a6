/** Values of a compose file, and what is wrong with them. */

export type Plain = Readonly<Record<string, unknown>>;

/** Thrown while a project is read; compose's sentence. Caught in readProject. */
export class ComposeProblem extends Error {}

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
