/** The page on a world that stands still, for those who work on its looks: not part of the built product. */
import { createRoot } from 'react-dom/client';
import type { Language, PlaygroundState, Preferences } from '../../store';
import { App } from '../App';
import { fakePlayground, fixtureState } from '../testing';
import { PlaygroundContext } from '../usePlayground';
import '../theme/tokens.css';
import '../theme/base.css';

const query = new URLSearchParams(location.search);
const language: Language = query.get('language') === 'en' ? 'en' : 'ko';
const theme: Preferences['theme'] = query.get('theme') === 'light' ? 'light' : 'dark';
const state = fixtureState(language);
const selected = query.get('select');
const overrides: Partial<PlaygroundState> = {
  preferences: { ...state.preferences, theme },
  phase: query.get('phase') === 'idle' ? 'idle' : 'ready',
  selection:
    selected === null
      ? undefined
      : { kind: 'object', object: { resource: 'pods', namespace: 'default', name: selected, uid: `uid-${selected}` } },
};
const playground = fakePlayground({ ...state, ...overrides });

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <PlaygroundContext value={playground}>
      <App />
    </PlaygroundContext>,
  );
}
