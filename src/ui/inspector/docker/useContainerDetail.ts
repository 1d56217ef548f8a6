import { useEffect, useState } from 'react';
import { keepSame } from '../../../base/keepSame';
import type { ContainerDetail } from '../../../store/docker/containerDetail';
import { useActions, usePlayground } from '../../usePlayground';

/** Looked at again at most this often while time passes, in milliseconds of the world. */
const PAUSE = 1000;

export type Looked =
  | { readonly state: 'reading' | 'unknown' }
  | { readonly state: 'known'; readonly detail: ContainerDetail };

/** A container from the inside, looked at again as long as it is in view. What was seen last stays while it is read. */
export function useContainerDetail(machine: string, id: string): Looked {
  const actions = useActions();
  const [looked, setLooked] = useState<Looked & { readonly id: string }>({ id, state: 'reading' });
  const second = usePlayground((state) => Math.floor(state.time.now / PAUSE));
  const container = usePlayground(({ docker }) => docker?.containers.find((one) => one.id === id));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another second, or another state, may have brought something.
  useEffect(() => {
    let wanted = true;
    void actions.inspect({ machine, id }).then((detail) => {
      if (!wanted) return;
      setLooked((before) => {
        if (detail === undefined)
          return before.id === id && before.state === 'known' ? before : { id, state: 'unknown' };
        const old = before.id === id && before.state === 'known' ? before.detail : undefined;
        const kept = keepSame(old, detail);
        return old === kept ? before : { id, state: 'known', detail: kept };
      });
    });
    return () => {
      wanted = false;
    };
  }, [actions, machine, id, second, container]);
  return looked.id === id ? looked : { state: 'reading' };
}
