import { useEffect, useState } from 'react';
import type { StepProgress } from '../../course/progress';

const PATIENCE = 75_000;
const MISSES = 2;

/**
 * True when a step has gone without progress for about 75 seconds, or the learner's world has shown two mistakes
 * since the last hint. Every condition that is reached and every hint that is opened starts the count anew.
 */
export function useStuck(state: StepProgress): boolean {
  const [stuck, setStuck] = useState(false);
  const [misses, setMisses] = useState(0);
  const reached = state.conditions.filter((condition) => condition.reached).length;
  const mistakes = state.mistakes.join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: progress and a hint start the count anew.
  useEffect(() => {
    setStuck(false);
    setMisses(0);
    const timer = setTimeout(() => setStuck(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [reached, state.hints]);

  useEffect(() => {
    if (mistakes !== '') setMisses((count) => count + 1);
  }, [mistakes]);

  return stuck || misses >= MISSES;
}
