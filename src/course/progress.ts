/** How far a learner is in a lesson, as the page shows it. */
import type { ConditionMark } from './goal';

export interface ConditionProgress {
  readonly id: string;
  /** True now. */
  readonly met: boolean;
  /** Was true once: the tick stays; met false then shows as drift. */
  readonly reached: boolean;
  /** What the world shows now, in numbers and names: `{desired: 3, ready: 2}`. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export interface StepProgress {
  readonly id: string;
  readonly conditions: readonly ConditionProgress[];
  /** All conditions were reached. */
  readonly done: boolean;
  /** Index of the option that the learner chose. */
  readonly predicted?: number;
  /** The index of the right option, once chosen. */
  readonly answer?: number;
  /** How many hints are open. */
  readonly hints: number;
  /** Mistakes that the world shows now. */
  readonly mistakes: readonly string[];
}

export interface LessonProgress {
  readonly lesson: string;
  readonly steps: readonly StepProgress[];
  /** The first step that is not done, or the number of steps. */
  readonly current: number;
  readonly done: boolean;
  /** What the current step wants of single things in the world. */
  readonly goal: readonly ConditionMark[];
}
