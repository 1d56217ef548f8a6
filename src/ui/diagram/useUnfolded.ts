import { useEffect, useState } from 'react';
import type { PlaygroundState } from '../../store';
import { usePlayground } from '../usePlayground';

export interface Unfolded {
  /** There is a Docker host on the laptop. */
  readonly possible: boolean;
  readonly shown: boolean;
  readonly onShown: (shown: boolean) => void;
}

/** Whether the laptop's Docker host is shown beside a cluster: from when on something is in it, or as the learner says. */
export function useUnfolded(): Unfolded {
  const possible = usePlayground(({ docker }) => docker !== undefined);
  const used = usePlayground(isUsed);
  const started = usePlayground((state) => state.started);
  const [wish, setWish] = useState<{ readonly world: number; readonly shown: boolean }>();
  const [wasUsed, setWasUsed] = useState<number>();
  useEffect(() => {
    // what has come to life once stays in sight: the picture does not jump when a container goes
    if (used) setWasUsed(started);
  }, [used, started]);
  const wanted = wish?.world === started ? wish.shown : used || wasUsed === started;
  return { possible, shown: possible && wanted, onShown: (shown) => setWish({ world: started, shown }) };
}

/** Something was made on it since the learner came. */
function isUsed({ docker, started }: PlaygroundState): boolean {
  if (docker === undefined) return false;
  return docker.containers.length > 0 || docker.images.some(({ named }) => named >= started);
}
