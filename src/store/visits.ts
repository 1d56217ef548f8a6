import type { PlaygroundState } from './playgroundState';

/** Where the learner is in the lesson that is on, when that is news; a copy of the world is not where they are. */
export function visitOf({
  copy,
  lesson,
  progress,
  shownStep,
  visits,
}: PlaygroundState): PlaygroundState['visits'] | undefined {
  if (copy || lesson === undefined || progress?.lesson !== lesson) return undefined;
  const done = progress.steps.filter((step) => step.done).length;
  const known = visits[lesson];
  return known?.step === shownStep && known.done === done ? undefined : { [lesson]: { step: shownStep, done } };
}
