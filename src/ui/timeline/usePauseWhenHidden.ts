import { useEffect } from 'react';
import { useActions } from '../usePlayground';

/** Time stands still while the tab is hidden, so that nothing happens unseen; it goes on when the learner is back. */
export function usePauseWhenHidden() {
  const actions = useActions();
  useEffect(() => {
    let paused = false;
    function change() {
      const { phase, time } = actions.getState();
      if (document.hidden && phase === 'ready' && time.running) {
        paused = true;
        actions.pause();
      } else if (!document.hidden && paused) {
        paused = false;
        actions.play();
      }
    }
    document.addEventListener('visibilitychange', change);
    return () => document.removeEventListener('visibilitychange', change);
  }, [actions]);
}
