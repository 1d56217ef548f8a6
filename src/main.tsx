import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createPlayground } from './store';
import { App } from './ui/App';
import { workOffline } from './ui/offline';
import { PlaygroundContext } from './ui/usePlayground';
import './ui/theme/tokens.css';
import './ui/theme/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');

const playground = createPlayground({
  createWorker: () => new Worker(new URL('./store/worker.ts', import.meta.url), { type: 'module' }),
  // The name of this file in a built page holds a hash of everything that it stands for, the worker included.
  build: new URL(import.meta.url).pathname,
  storage: availableStorage(),
  languages: navigator.languages,
  now: () => Date.now(),
  randomSeed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1,
});

createRoot(root).render(
  <StrictMode>
    <PlaygroundContext value={playground}>
      <App />
    </PlaygroundContext>
  </StrictMode>,
);

// After the page has what it needs first.
if (import.meta.env.PROD) setTimeout(() => void workOffline(), 4000);

/** The browser's storage; some browsers throw when it is only asked for. */
function availableStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
