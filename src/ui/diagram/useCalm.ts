import { useEffect, useState } from 'react';
import type { PlaygroundState } from '../../store';
import { useActions } from '../usePlayground';

/** Much is drawn anew only so often (milliseconds): a large cluster that rolls changes with every frame. */
const PAUSE = 160;

/** A part of the state, at once while it is small, and now and then while it is large. Both functions only read. */
export function useCalm<T>(select: (state: PlaygroundState) => T, isLarge: (part: T) => boolean): T {
  const actions = useActions();
  const [part, setPart] = useState<T>(() => select(actions.getState()));
  // biome-ignore lint/correctness/useExhaustiveDependencies: like a selector of usePlayground, they only read the state.
  useEffect(() => {
    let shown = select(actions.getState());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      timer = undefined;
      shown = select(actions.getState());
      setPart(() => shown);
    };
    take();
    const unsubscribe = actions.subscribe((state) => {
      const newest = select(state);
      if (newest === shown || timer !== undefined) return;
      if (!isLarge(newest)) take();
      else timer = setTimeout(take, PAUSE);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [actions]);
  return part;
}
