import { usePlayground } from './usePlayground';

/** True in a lesson that is done with its model alone: there is no world to look at and nothing to type. */
export function useModelOnly(): boolean {
  return usePlayground(({ lesson, chapters }) =>
    chapters.some(({ lessons }) => lessons.some(({ id, modelOnly }) => id === lesson && modelOnly === true)),
  );
}
