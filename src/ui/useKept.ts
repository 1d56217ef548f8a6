import { createContext, useContext, useState } from 'react';

/** Holds what outlives the panel that made it: a narrow page takes panels away and brings them back. */
export const KeptContext = createContext<Map<string, unknown>>(new Map());

/** The value under a name; made once for as long as the page lives. A name always holds the same type. */
export function useKept<T>(name: string, make: () => T): T {
  const kept = useContext(KeptContext);
  const [value] = useState(() => {
    if (!kept.has(name)) kept.set(name, make());
    return kept.get(name) as T;
  });
  return value;
}
