import { useEffect, useState } from 'react';
import { keepSame } from '../../../base/keepSame';
import { useActions } from '../../usePlayground';
import { type Activity, activityOf } from './activity';

/** Bars need not move more often than this, in milliseconds of the learner's. */
const PAUSE = 120;
const NOTHING: Activity = { movements: [], build: undefined };

interface Busy extends Activity {
  /** The laptop's time, while something is going on. */
  readonly now: number;
}

/** What the Docker host is busy with; it is drawn again only while there is something. */
export function useActivity(): Busy {
  const actions = useActions();
  const [busy, setBusy] = useState<Busy>(() => ({ ...NOTHING, now: 0 }));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      const { trace, time } = actions.getState();
      const activity = activityOf(trace, time.now);
      const idle = activity.movements.length === 0 && activity.build === undefined;
      setBusy((before) => keepSame(before, idle ? { ...NOTHING, now: 0 } : { ...activity, now: time.now }));
    };
    look();
    const unsubscribe = actions.subscribe((state, previous) => {
      if (state.trace === previous.trace && state.time.now === previous.time.now) return;
      timer ??= setTimeout(look, PAUSE);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [actions]);
  return busy;
}
