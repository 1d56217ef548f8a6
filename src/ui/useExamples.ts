import { useEffect, useState } from 'react';
import { type Example, loadExamples } from '../store';
import { useActions, usePlayground } from './usePlayground';

const NONE: readonly Example[] = [];

/** The ready-made examples of a world, once they have come. */
export function useExamples(world: string): readonly Example[] {
  const [examples, setExamples] = useState(NONE);
  useEffect(() => {
    let stale = false;
    loadExamples().then(
      (loaded) => !stale && setExamples(loaded.filter(({ worlds }) => worlds.includes(world))),
      // a playground without examples is one still
      () => undefined,
    );
    return () => {
      stale = true;
    };
  }, [world]);
  return examples;
}

/** Brings an example's files into the home directory and opens one. Files that are there already are kept as they are. */
export function useBringExample(): (example: Example) => void {
  const actions = useActions();
  return ({ files, open }) => {
    const known = actions.getState().files;
    for (const [path, text] of Object.entries(files)) if (known[path] === undefined) actions.writeFile(path, text);
    actions.showFile(open);
  };
}

/** The example that the open file belongs to, in free play. */
export function useOpenExample(): Example | undefined {
  const profile = usePlayground((state) => state.profile);
  const lesson = usePlayground((state) => state.lesson);
  const open = usePlayground((state) => state.openFile);
  const there = usePlayground((state) => state.openFile !== undefined && state.files[state.openFile] !== undefined);
  const examples = useExamples(profile);
  if (lesson !== undefined || open === undefined || !there) return undefined;
  return examples.find((example) => example.open === open) ?? examples.find(({ files }) => Object.hasOwn(files, open));
}
