/** Attempts that are made from the solutions, each a little wrong, and whether they solve their step all the same. */
import type { LessonDefinition } from './lesson';
import { type Move, tellMove, wrongMoves } from './models/moves';
import { models } from './models/registry';
import { make, openAt, type ProverTools, type ProvingGround } from './provingGround';
import { Traces } from './traces';
import { onlyWaits, wrongVersions } from './wrongAttempts';

export interface Attempt {
  readonly what: string;
  readonly solved: boolean;
}

/** A ground where the move of a solution is next that is to be made wrong; undefined when there is none at hand. */
type Ground = ProvingGround | undefined;

/**
 * Tries each move of the solutions in its wrong versions, the rest of its step's solution as it is. An attempt that
 * left no trace needs no world of its own: the next one is made where it was made, as a learner would.
 */
export function deriveAttempts(lesson: LessonDefinition, tools: ProverTools): Attempt[] {
  let ground: Ground;
  return lesson.steps.flatMap(({ solutions: [solution = []] }, step) =>
    solution.flatMap((move, index) => {
      const tried = new Tries(lesson, tools, step, index).all(move, ground);
      ground = tried.ground;
      if (ground !== undefined) make(ground, move);
      return tried.attempts;
    }),
  );
}

/** The wrong versions of one move. */
class Tries {
  readonly #lesson: LessonDefinition;
  readonly #tools: ProverTools;
  readonly #step: number;
  readonly #index: number;
  /** What the solution goes on with. */
  readonly #rest: readonly Move[];

  constructor(lesson: LessonDefinition, tools: ProverTools, step: number, index: number) {
    this.#lesson = lesson;
    this.#tools = tools;
    this.#step = step;
    this.#index = index;
    this.#rest = lesson.steps[step]?.solutions[0]?.slice(index + 1) ?? [];
  }

  /** The ground that is given back, if any, is where it was: nothing was done there that left a trace. */
  all(move: Move, ground: Ground): { readonly attempts: Attempt[]; readonly ground: Ground } {
    let current = ground;
    const open = () => {
      current ??= openAt(this.#lesson, this.#step, this.#tools, this.#index);
      return current;
    };
    const alone = this.#index === 0 && this.#rest.length === 0;
    const versions = besides(this.#lesson, move, alone, open);
    const solved = new Map<Move | null, boolean>();
    const traceless: (Move | null)[] = [];
    for (const wrong of versions) {
      if (!leavesTrace(open(), wrong)) {
        traceless.push(wrong);
        solved.set(wrong, this.#isSolved(open()));
        continue;
      }
      // what others tried before may have helped: then it is tried alone
      solved.set(wrong, this.#finish(open()) && (traceless.length === 0 || this.#alone(wrong)));
      current = undefined;
    }
    // without a trace one is as good as another, and as leaving the move out
    if (traceless.length > 0 && this.#rest.length > 0) {
      const together = this.#finish(open());
      for (const wrong of traceless) solved.set(wrong, together && this.#alone(wrong));
      current = undefined;
    }
    const id = this.#lesson.steps[this.#step]?.id;
    const attempts = versions.map((wrong) => {
      const what = wrong === null ? `without "${tellMove(move)}"` : tellMove(wrong);
      return { what: `step ${id}: ${what}`, solved: solved.get(wrong) ?? false };
    });
    return { attempts, ground: current };
  }

  #alone(wrong: Move | null): boolean {
    const ground = openAt(this.#lesson, this.#step, this.#tools, this.#index);
    if (wrong !== null) make(ground, wrong);
    return this.#finish(ground);
  }

  /** Goes on with the solution; true when the step is solved. */
  #finish(ground: ProvingGround): boolean {
    for (const move of this.#rest) make(ground, move);
    return this.#isSolved(ground);
  }

  #isSolved({ run }: ProvingGround): boolean {
    return run.progress.current > this.#step;
  }
}

/**
 * What could be done a little wrong in place of a move; null: not done at all. `alone`: it is the whole solution, and
 * without it there is nothing to try.
 */
function besides(
  lesson: LessonDefinition,
  move: Move,
  alone: boolean,
  open: () => ProvingGround,
): readonly (Move | null)[] {
  if (typeof move === 'string') return [...(alone || onlyWaits(move) ? [] : [null]), ...wrongVersions(move)];
  const model = lesson.model === undefined ? undefined : models[lesson.model];
  return model === undefined ? [] : wrongMoves(model, move, open().run.model?.settings ?? {});
}

/** Makes the wrong move. */
function leavesTrace(ground: ProvingGround, wrong: Move | null): boolean {
  if (wrong === null) return false;
  const traces = new Traces(wrong, ground);
  return traces.found(make(ground, wrong).exit);
}
