import { useState } from 'react';
import type { ConditionMark } from '../../../course/goal';
import { useActions, usePlayground } from '../../usePlayground';

export interface Goal {
  /** There is a step that wants something of things in the world. */
  readonly possible: boolean;
  readonly shown: boolean;
  readonly marks: readonly ConditionMark[];
  readonly onShown: (shown: boolean) => void;
}

/** The hint that tells where to look is the second one. */
const WHERE_TO_LOOK = 2;
const NONE: readonly ConditionMark[] = [];

/**
 * Whether the goal is shown in the picture. By itself it comes with the hint that tells where to look, or, for those who
 * want it always, with each step; never before a prediction was made, which it could give away. What the learner says
 * for a step goes before that, and is remembered for the next ones.
 */
export function useGoal(): Goal {
  const actions = useActions();
  const always = usePlayground(({ preferences }) => preferences.goal);
  const marks = usePlayground(({ progress }) => progress?.goal ?? NONE);
  const step = usePlayground(({ lesson, progress }) => `${lesson ?? ''} ${progress?.current ?? ''}`);
  const predicting = usePlayground(
    ({ lessonText, progress }) =>
      progress !== undefined &&
      lessonText?.steps[progress.current]?.prediction !== undefined &&
      progress.steps[progress.current]?.predicted === undefined,
  );
  const hinted = usePlayground(({ progress }) => (progress?.steps[progress.current]?.hints ?? 0) >= WHERE_TO_LOOK);
  const [wish, setWish] = useState<{ readonly step: string; readonly shown: boolean }>();
  const shown = wish?.step === step ? wish.shown : !predicting && (always || hinted);
  return {
    possible: marks.length > 0,
    shown: shown && marks.length > 0,
    marks,
    onShown: (next) => {
      setWish({ step, shown: next });
      actions.setPreferences({ goal: next });
    },
  };
}
