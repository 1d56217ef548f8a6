import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createPlayground } from './store';
import { App } from './ui/App';
import { PlaygroundContext } from './ui/usePlayground';
import './ui/theme/tokens.css';
import './ui/theme/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');

createRoot(root).render(
  <StrictMode>
    <PlaygroundContext value={createPlayground()}>
      <App />
    </PlaygroundContext>
  </StrictMode>,
);
