import { useEffect, useState } from 'react';
import type { PlaygroundState } from '../store';
import { type Place, readFragment, writeFragment } from './fragment';
import { lessonsOf } from './journey';
import type { Page } from './usePage';
import { useActions } from './usePlayground';
import { isWorld } from './worlds';

type Actions = ReturnType<typeof useActions>;

/**
 * Keeps the address in step with lesson and step, and follows an address that is opened, changed or gone back to. What
 * it returns is what the address asks to see instead of the world.
 */
export function useFragment(): Page | undefined {
  const actions = useActions();
  const [page, setPage] = useState<Page>();
  useEffect(() => {
    let shown: Page | undefined;
    const show = (next: Page | undefined) => {
      shown = next;
      setPage(next);
    };
    const changed = () => show(follow(actions));
    if (location.hash !== '') changed();
    window.addEventListener('hashchange', changed);
    const unsubscribe = actions.subscribe((state, previous) => {
      const fragment = fragmentOf(state);
      if (fragment === fragmentOf(previous)) return;
      const moved =
        state.lesson !== previous.lesson ||
        state.profile !== previous.profile ||
        (state.phase === 'idle') !== (previous.phase === 'idle');
      // a lesson that turns its own page does so behind what is in front of it
      if (!moved && shown !== undefined) return;
      show(undefined);
      writeAddress(state, fragment, moved);
    });
    return () => {
      window.removeEventListener('hashchange', changed);
      unsubscribe();
    };
  }, [actions]);
  return page;
}

/** Another lesson is another place to come back to; another step, or more words for the same place, is not. */
function writeAddress(state: PlaygroundState, fragment: string, moved: boolean): void {
  const here = readFragment(location.hash);
  const address = `${location.pathname}${location.search}${fragment}`;
  if (moved && !agrees(here, state)) history.pushState(null, '', address);
  else if (state.phase !== 'idle') history.replaceState(null, '', address);
}

/** True when the address already says where the learner is. */
function agrees(place: Place, { phase, lesson, profile }: PlaygroundState): boolean {
  if (phase === 'idle') return place.lesson === undefined && place.world === undefined && place.glossary === undefined;
  return lesson === undefined ? place.world === profile : place.lesson === lesson;
}

function fragmentOf({ phase, lesson, shownStep, profile }: PlaygroundState): string {
  if (phase === 'idle') return '';
  return writeFragment(lesson === undefined ? { world: profile } : { lesson, step: shownStep + 1 });
}

/** Goes where the address says; what it wants to see instead of the world. */
function follow(actions: Actions): Page | undefined {
  const place = readFragment(location.hash);
  if (place.language !== undefined) actions.setPreferences({ language: place.language });
  const state = actions.getState();
  if (location.hash === fragmentOf(state)) return undefined;
  const { lesson, world, glossary, chapter, nonsense } = place;
  if (nonsense !== undefined) return { kind: 'lost', what: 'link', name: nonsense };
  if (lesson !== undefined) return followLesson(actions, lesson, place.step);
  if (world !== undefined) return followWorld(actions, world);
  if (glossary !== undefined) {
    if (glossary === '') return { kind: 'glossary', term: undefined };
    if (!Object.hasOwn(state.glossary, glossary)) return { kind: 'lost', what: 'term', name: glossary };
    return { kind: 'glossary', term: glossary };
  }
  if (chapter !== undefined && !state.chapters.some(({ id }) => id === chapter))
    return { kind: 'lost', what: 'link', name: chapter };
  if (state.phase !== 'idle') actions.leave();
  return chapter === undefined ? undefined : { kind: 'chapter', chapter };
}

function followLesson(actions: Actions, lesson: string, step: number | undefined): Page | undefined {
  const state = actions.getState();
  const known = lessonsOf(state.chapters).find(({ id }) => id === lesson);
  if (known === undefined) return { kind: 'lost', what: 'lesson', name: lesson };
  if (state.phase === 'idle' || state.lesson !== lesson) actions.start({ lesson, profile: known.profile });
  if (step !== undefined) showWhenKnown(actions, lesson, step - 1);
  return undefined;
}

function followWorld(actions: Actions, world: string): Page | undefined {
  const state = actions.getState();
  if (!isWorld(world)) return { kind: 'lost', what: 'world', name: world };
  if (state.phase === 'idle' || state.lesson !== undefined || state.profile !== world) {
    actions.start({ lesson: undefined, profile: world });
  }
  return undefined;
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
