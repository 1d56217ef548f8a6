import { useMedia } from './useMedia';
import { usePlayground } from './usePlayground';

export type Theme = 'dark' | 'light';

/** The theme that is on: the learner's choice, else the system's. */
export function useTheme(): Theme {
  const chosen = usePlayground((state) => state.preferences.theme);
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  if (chosen !== 'system') return chosen;
  return systemDark ? 'dark' : 'light';
}
