/** The panels as the layouts place them: each a landmark of its own, loaded when first shown, failing alone. */
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useText } from '../i18n/useText';
import { LessonPanel } from '../lesson/LessonPanel';
import { PanelBoundary } from '../parts/PanelBoundary';
import { Placeholder } from '../parts/Placeholder';
import { Segmented } from '../parts/Segmented';
import { TimeBar } from '../timeline/TimeBar';
import { useModelOnly } from '../useModelOnly';
import { usePlayground } from '../usePlayground';
import type { PanelName } from '../useView';
import { useView } from '../useView';
import styles from './PanelByName.module.css';
import { panelModules } from './panelModules';
import { Split } from './Split';
import { usePaneNames } from './usePaneNames';

const Diagram = lazy(() => panelModules.diagram().then((module) => ({ default: module.Diagram })));
const Inspector = lazy(() => panelModules.inspector().then((module) => ({ default: module.Inspector })));
const Dashboard = lazy(() => panelModules.dashboard().then((module) => ({ default: module.Dashboard })));
const TerminalPanel = lazy(() => panelModules.terminal().then((module) => ({ default: module.TerminalPanel })));
const ModelPanel = lazy(() => panelModules.model().then((module) => ({ default: module.ModelPanel })));
const EditorPanel = lazy(() => panelModules.editor().then((module) => ({ default: module.EditorPanel })));

interface PanelsProps {
  readonly name: PanelName;
  /** What stands before the terminals' or files' tabs, where panels share a place. */
  readonly switcher?: ReactNode;
}

export function PanelByName({ name, switcher }: PanelsProps) {
  if (name === 'lesson') return <Lesson />;
  if (name === 'world') return <WorldOrModel />;
  return name === 'terminal' ? <Terminal switcher={switcher} /> : <Editor switcher={switcher} />;
}

function Lesson() {
  const { t } = useText();
  return (
    <section className={styles.lesson} aria-label={t.panes.lesson} id="lesson">
      <PanelBoundary>
        <LessonPanel />
      </PanelBoundary>
    </section>
  );
}

/** The lesson's model where it has one, and the world behind it for lessons that look at both. */
function WorldOrModel() {
  const { t } = useText();
  const modelOnly = useModelOnly();
  const modelled = usePlayground((state) => state.model !== undefined);
  const [behind, setBehind] = useState(false);
  if (!modelled) return modelOnly ? <Placeholder busy title={t.status.loading} /> : <World />;
  return (
    <>
      {!modelOnly && (
        <div className={styles.switch}>
          <Segmented
            label={t.models.switch}
            value={behind ? 'laptop' : 'model'}
            options={[
              { value: 'model', label: t.models.panel },
              { value: 'laptop', label: t.models.laptop },
            ]}
            onChange={(chosen) => setBehind(chosen === 'laptop')}
          />
        </div>
      )}
      {behind && !modelOnly ? <World /> : <Model />}
    </>
  );
}

function Model() {
  const { t } = useText();
  return (
    <section className={styles.world} aria-label={t.models.panel} id="world">
      <PanelBoundary>
        <Suspense fallback={<Placeholder busy title={t.status.loading} />}>
          <ModelPanel />
        </Suspense>
      </PanelBoundary>
    </section>
  );
}

/** The diagram with the inspector beside (on the narrowest pages below) it, and the time line under both. */
function World() {
  const { t } = useText();
  const names = usePaneNames();
  const { layout } = useView();
  const selected = usePlayground((state) => state.selection !== undefined);
  const beside = layout !== 'single';
  // half a page is narrow: the words need more of it
  const share = layout === 'pair' ? 42 : 36;
  const diagram = (
    <section className={styles.world} aria-label={names.world} id="world">
      <PanelBoundary>
        <Suspense fallback={<Placeholder busy title={t.status.loading} />}>
          <Diagram />
        </Suspense>
      </PanelBoundary>
    </section>
  );
  const inspector = (
    <PanelBoundary>
      <Suspense fallback={<Placeholder busy title={t.status.loading} />}>
        <Inspector />
      </Suspense>
    </PanelBoundary>
  );
  const { address, shown, show } = useDashboard();
  return (
    <div className={styles.worldAndTime}>
      {address !== undefined && (
        <div className={styles.switch}>
          <Segmented
            label={t.dashboard.switcher}
            value={shown ? 'dashboard' : 'world'}
            options={[
              { value: 'world', label: names.world },
              { value: 'dashboard', label: t.dashboard.tab },
            ]}
            onChange={(chosen) => show(chosen === 'dashboard')}
          />
        </div>
      )}
      {shown ? (
        <section className={styles.world} aria-label={t.dashboard.title} id="world">
          <PanelBoundary>
            <Suspense fallback={<Placeholder busy title={t.status.loading} />}>
              <Dashboard />
            </Suspense>
          </PanelBoundary>
        </section>
      ) : (
        <div className={styles.grow}>
          <Split
            name={layout === 'pair' ? 'inspector-narrow' : beside ? 'inspector' : 'inspector-below'}
            orientation={beside ? 'horizontal' : 'vertical'}
            label={t.panes.resizeInspector}
            first={{ id: 'diagram', content: diagram, size: beside ? 100 - share : 50, min: '30%' }}
            second={
              selected ? { id: 'inspector', content: inspector, size: beside ? share : 50, min: '220px' } : undefined
            }
          />
        </div>
      )}
      <TimeBar />
    </div>
  );
}

/** Whether the laptop's browser is at the dashboard, and whether that is looked at: at first it is. */
function useDashboard() {
  const browser = usePlayground((state) => state.browser);
  const address = browser?.includes('/services/http:kubernetes-dashboard:') === true ? browser : undefined;
  const [away, setAway] = useState<string>();
  useEffect(() => {
    if (address === undefined) setAway(undefined);
  }, [address]);
  return {
    address,
    shown: address !== undefined && away !== address,
    show: (shown: boolean) => setAway(shown ? undefined : address),
  };
}

function Terminal({ switcher }: { readonly switcher: ReactNode }) {
  const { t } = useText();
  return (
    <section className={styles.panel} aria-label={t.panes.terminal} id="terminal">
      <PanelBoundary>
        <Suspense fallback={<Placeholder busy title={t.terminal.loading} />}>
          <TerminalPanel switcher={switcher} />
        </Suspense>
      </PanelBoundary>
    </section>
  );
}

function Editor({ switcher }: { readonly switcher: ReactNode }) {
  const { t } = useText();
  return (
    <section className={styles.panel} aria-label={t.panes.editor} id="editor">
      <PanelBoundary>
        <Suspense fallback={<Placeholder busy title={t.editor.loading} />}>
          <EditorPanel switcher={switcher} />
        </Suspense>
      </PanelBoundary>
    </section>
  );
}
