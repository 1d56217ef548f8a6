import { useEffect, useState } from 'react';
import type { PlaygroundState } from '../store';
import { useActions } from './usePlayground';

/** A part of the state that may change with every frame, looked at only so often (in milliseconds of the learner's). */
export function useThrottled<T>(select: (state: PlaygroundState) => T, pause: number): T {
  const actions = useActions();
  const [value, setValue] = useState(() => select(actions.getState()));
  // biome-ignore lint/correctness/useExhaustiveDependencies: like a selector of usePlayground, it only reads the state.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      setValue(() => select(actions.getState()));
    };
    const unsubscribe = actions.subscribe(() => {
      timer ??= setTimeout(look, pause);
    });
    look();
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [actions, pause]);
  return value;
}
