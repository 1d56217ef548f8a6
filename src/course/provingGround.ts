/** Worlds for the prover to work in. */
import type { World } from '../engine';
import type { LessonDefinition } from './lesson';
import type { LessonRun } from './lessonRun';
import type { Move } from './models/moves';

/** A world with a learner's terminal, for the prover to work in. */
export interface ProvingGround {
  readonly world: World;
  readonly run: LessonRun;
  /** Runs a command as the learner would and lets the world settle. */
  command(text: string): { readonly exit: number; readonly stderr: string };
}

export interface ProverTools {
  /** Opens a fresh world with the lesson's set-up. */
  open(lesson: LessonDefinition, seed: number): ProvingGround;
  /** Says what is wrong with a command that the real tool would not accept; undefined when it would. */
  refuse(command: string): string | undefined;
  /** Told as soon as the solutions have been played once, with what was wrong so far; the rest takes longer. */
  solved?(lesson: LessonDefinition, problems: readonly string[]): void;
}

export const FIRST_SEED = 1;

/** A ground on which all steps before this one are solved, and of this one's solution the first `moves` made. */
export function openAt(lesson: LessonDefinition, step: number, tools: ProverTools, moves = 0): ProvingGround {
  const ground = tools.open(lesson, FIRST_SEED);
  for (const before of lesson.steps.slice(0, step)) for (const move of before.solutions[0] ?? []) make(ground, move);
  for (const move of lesson.steps[step]?.solutions[0]?.slice(0, moves) ?? []) make(ground, move);
  return ground;
}

/** Does one thing of a solution: in the terminal, or with the model. */
export function make(ground: ProvingGround, move: Move): { readonly exit: number; readonly stderr: string } {
  if (typeof move === 'string') return ground.command(move);
  ground.run.moveModel(move);
  return { exit: 0, stderr: '' };
}
