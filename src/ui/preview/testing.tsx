/** The page on a world that stands still, for those who work on its looks: not part of the built product. */
import { createRoot } from 'react-dom/client';
import type { Language, PlaygroundState, Preferences } from '../../store';
import { busyDocker, crowdedDocker, fewDocker, quietDocker } from '../../store/docker/testing/dockerHosts';
import { dockerTrace } from '../../store/docker/testing/dockerTrace';
import { App } from '../App';
import { fakePlayground } from '../testing/fakePlayground';
import { fixtureState } from '../testing/fixtureState';
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
const hosts: Readonly<Record<string, () => PlaygroundState['docker']>> = {
  quiet: quietDocker,
  few: fewDocker,
  busy: busyDocker,
  crowd: () => crowdedDocker(100),
};
const docker = hosts[query.get('docker') ?? '']?.();
const profile = query.get('profile') ?? 'playground';
const alone = profile === 'docker' ? { objects: {}, lesson: undefined, profile } : {};
const host = docker === undefined ? {} : { docker, trace: dockerTrace(state.time.now) };
const playground = fakePlayground({ ...state, ...overrides, ...host, ...alone });

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <PlaygroundContext value={playground}>
      <App />
    </PlaygroundContext>,
  );
}
