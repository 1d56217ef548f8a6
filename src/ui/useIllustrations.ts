import { useEffect, useState } from 'react';
import { type Illustrations, loadIllustrations } from '../store';

/** The glossary's pictures once they have come; asked for when the first component wants them. */
export function useIllustrations(): Illustrations | undefined {
  const [illustrations, setIllustrations] = useState<Illustrations>();
  useEffect(() => {
    let stale = false;
    loadIllustrations().then(
      (loaded) => !stale && setIllustrations(loaded),
      // words do without pictures
      () => undefined,
    );
    return () => {
      stale = true;
    };
  }, []);
  return illustrations;
}
