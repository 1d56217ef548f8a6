import { lazy, Suspense, useEffect, useState } from 'react';
import { Announcer } from './frame/Announcer';
import { Header } from './frame/Header';
import { LostPage } from './frame/LostPage';
import { prefetchPanels } from './frame/panelModules';
import { Workbench } from './frame/Workbench';
import { WorldGate } from './frame/WorldGate';
import { useText } from './i18n/useText';
import { StartPage } from './start/StartPage';
import { useFragment } from './useFragment';
import { KeptContext } from './useKept';
import { PageContext } from './usePage';
import { usePlayground } from './usePlayground';
import { useTheme } from './useTheme';

const GlossaryPage = lazy(() => import('./glossary/GlossaryPage').then((module) => ({ default: module.GlossaryPage })));

const PREFETCH_PAUSE = 1500;

/** The page: the start page while no world is on, else the workbench around it; what a link asks for in front of both. */
export function App() {
  const phase = usePlayground((state) => state.phase);
  const [kept] = useState(() => new Map<string, unknown>());
  useDocument();
  const page = useFragment();
  usePrefetch();
  return (
    <KeptContext value={kept}>
      <PageContext value={page}>
        <Header />
        {page?.kind === 'glossary' ? (
          <Suspense fallback={<main />}>
            <GlossaryPage term={page.term} />
          </Suspense>
        ) : page?.kind === 'lost' ? (
          <LostPage page={page} />
        ) : phase === 'idle' ? (
          <StartPage />
        ) : (
          <WorldGate>
            <Workbench />
          </WorldGate>
        )}
        <Announcer />
      </PageContext>
    </KeptContext>
  );
}

/** While the learner reads the start page, what a lesson needs first is fetched. */
function usePrefetch() {
  useEffect(() => {
    const timer = setTimeout(() => void prefetchPanels(), PREFETCH_PAUSE);
    return () => clearTimeout(timer);
  }, []);
}

/** Keeps theme, language and title of the document in step with the settings. */
function useDocument() {
  const { t, language } = useText();
  const theme = useTheme();
  const title = usePlayground((state) => state.lessonText?.title);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = title === undefined ? `${t.brand.name} · ${t.brand.tagline}` : `${title} · ${t.brand.name}`;
  }, [language, t, title]);
}
