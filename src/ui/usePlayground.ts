import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Playground, PlaygroundActions, PlaygroundState } from '../store';

export const PlaygroundContext = createContext<Playground | undefined>(undefined);

/**
 * A part of the playground's state; the component is drawn again when that part changes. The selector must return
 * something that stays the same while the state does (a value or an object that the state holds, never a new array).
 */
export function usePlayground<T>(select: (state: PlaygroundState) => T): T {
  const playground = useActions();
  const read = () => select(playground.getState());
  return useSyncExternalStore(playground.subscribe, read, read);
}

/** What the page can ask of the playground; the same object for as long as the page lives. */
export function useActions(): PlaygroundActions & Pick<Playground, 'getState' | 'subscribe'> {
  const playground = useContext(PlaygroundContext);
  if (playground === undefined) throw new Error('No playground: the page must stand in a PlaygroundContext.');
  return playground;
}
