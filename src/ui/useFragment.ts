import { useEffect } from 'react';
import type { PlaygroundState } from '../store';
import { readFragment, writeFragment } from './fragment';
import { useActions } from './usePlayground';

type Actions = ReturnType<typeof useActions>;

/** Keeps the address in step with lesson and step, and follows an address that is opened, changed or gone back to. */
export function useFragment() {
  const actions = useActions();
  useEffect(() => {
    if (location.hash !== '') follow(actions);
    const changed = () => follow(actions);
    window.addEventListener('hashchange', changed);
    const unsubscribe = actions.subscribe((state, previous) => {
      const fragment = fragmentOf(state);
      if (fragment === fragmentOf(previous)) return;
      const address = `${location.pathname}${location.search}${fragment}`;
      // Another lesson is another place to come back to; another step is not.
      if (state.lesson !== previous.lesson || state.phase === 'idle') history.pushState(null, '', address);
      else history.replaceState(null, '', address);
    });
    return () => {
      window.removeEventListener('hashchange', changed);
      unsubscribe();
    };
  }, [actions]);
}

function fragmentOf({ phase, lesson, shownStep, profile }: PlaygroundState): string {
  if (phase === 'idle') return '';
  return writeFragment(lesson === undefined ? { world: profile } : { lesson, step: shownStep + 1 });
}

function follow(actions: Actions) {
  const { lesson, step, world, language } = readFragment(location.hash);
  const state = actions.getState();
  if (language !== undefined) actions.setPreferences({ language });
  if (location.hash === fragmentOf(state)) return;
  if (lesson !== undefined) {
    const known = state.chapters.flatMap((chapter) => chapter.lessons).find(({ id }) => id === lesson);
    if (known === undefined) return;
    if (state.phase === 'idle' || state.lesson !== lesson) actions.start({ lesson, profile: known.profile });
    if (step !== undefined) showWhenKnown(actions, lesson, step - 1);
  } else if (world !== undefined) {
    if (state.phase === 'idle' || state.lesson !== undefined || state.profile !== world) {
      actions.start({ lesson: undefined, profile: world });
    }
  } else if (state.phase !== 'idle') actions.leave();
}

/** The lesson turns to the learner's own step when its progress arrives; the address then has the last word. */
function showWhenKnown(actions: Actions, lesson: string, step: number) {
  const { progress } = actions.getState();
  if (progress?.lesson === lesson) {
    if (step < progress.steps.length) actions.showStep(step);
    return;
  }
  const unsubscribe = actions.subscribe((state) => {
    if (state.lesson !== lesson) unsubscribe();
    if (state.progress?.lesson !== lesson) return;
    unsubscribe();
    if (step < state.progress.steps.length) actions.showStep(step);
  });
}
