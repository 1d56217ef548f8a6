import { useEffect, useMemo, useState } from 'react';
import type { PlaygroundState } from '../../store';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { useActions, usePlayground } from '../usePlayground';
import { useTheme } from '../useTheme';
import { type KnownNames, knownNames } from './knownNames';
import type { TerminalSettings } from './TerminalHost';

const PAUSE = 250;

/** What a terminal must know of the page: theme, settings, and the names that it lights up. */
export function useTerminalSettings(number: number): TerminalSettings {
  const { t } = useText();
  const theme = useTheme();
  const screenReader = usePlayground((state) => state.preferences.screenReader);
  const selection = usePlayground((state) => state.selection);
  const names = useKnownNames();
  return useMemo(
    () => ({
      theme,
      screenReader,
      names,
      selected: selection?.kind === 'object' ? selection.object : undefined,
      label: fill(t.terminal.label, { number }),
    }),
    [theme, screenReader, names, selection, t, number],
  );
}

/** Collected anew a few times a second at most: objects change far more often than their names. */
function useKnownNames(): KnownNames {
  const actions = useActions();
  const [names, setNames] = useState(() => namesIn(actions.getState()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = actions.subscribe((state, previous) => {
      if (state.objects === previous.objects && state.docker === previous.docker) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        setNames(namesIn(actions.getState()));
      }, PAUSE);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [actions]);
  return names;
}

function namesIn({ objects, docker }: PlaygroundState): KnownNames {
  return knownNames(objects, docker);
}
