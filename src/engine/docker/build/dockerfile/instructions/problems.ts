/** What several instructions have to complain of, in BuildKit's words. */
import { fail, type Result } from '../../../../../base/result';
import type { ReadProblem } from '../instruction';

export function problem(message: string): Result<never, ReadProblem> {
  return fail({ message });
}

/** Found before the line is known. */
export function earlyProblem(message: string): Result<never, ReadProblem> {
  return fail({ message, early: true });
}

export const NOT_ONLY_TEXTS = 'when using JSON array syntax, arrays must be comprised of strings only';

export function atLeastOne(keyword: string): Result<never, ReadProblem> {
  return problem(`${keyword} requires at least one argument`);
}

export function exactlyOne(keyword: string): Result<never, ReadProblem> {
  return problem(`${keyword} requires exactly one argument`);
}
