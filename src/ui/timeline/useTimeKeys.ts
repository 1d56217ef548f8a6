import { useEffect } from 'react';
import { useActions } from '../usePlayground';

/** Space plays and pauses, a full stop steps; not while the learner writes or uses a control. */
export function useTimeKeys() {
  const actions = useActions();
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isTaken(event)) return;
      if (event.code === 'Space') {
        if (actions.getState().time.running) actions.pause();
        else actions.play();
      } else if (event.code === 'Period') actions.step(event.shiftKey ? 'major' : 'minor');
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [actions]);
}

function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest('input, textarea, select, [contenteditable], [role=textbox], .xterm, .monaco-editor, dialog')) {
    return true;
  }
  return event.code === 'Space' && target.closest('button, a, summary, [tabindex]:not([tabindex="-1"])') !== null;
}
