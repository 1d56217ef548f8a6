import { useEffect } from 'react';
import { focusPanel } from './focusPanel';

/** In the order in which the page shows them. */
const PANELS = ['lesson', 'world', 'inspector', 'terminal', 'editor'];

/** F6 goes from pane to pane: the way out of terminal and editor, which keep the Tab key for themselves. */
export function usePanelKeys() {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.key !== 'F6') return;
      event.preventDefault();
      event.stopPropagation();
      const here = PANELS.findIndex((id) => document.getElementById(id)?.contains(document.activeElement) === true);
      const step = event.shiftKey ? -1 : 1;
      for (let tried = 1; tried <= PANELS.length; tried++) {
        const next = PANELS[(here + step * tried + PANELS.length * 2) % PANELS.length];
        if (next !== undefined && focusPanel(next)) return;
      }
    }
    // Before the terminal and the editor see the key.
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}
