import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { usePauseWhenHidden } from '../timeline/usePauseWhenHidden';
import { useMedia } from '../useMedia';
import { useModelOnly } from '../useModelOnly';
import { useActions, usePlayground } from '../usePlayground';
import { type Layout, type PanelName, type View, ViewContext } from '../useView';
import { CopyBar } from './CopyBar';
import { focusPanel } from './focusPanel';
import { NoticeBar } from './NoticeBar';
import { PairLayout } from './PairLayout';
import { SingleLayout } from './SingleLayout';
import { usePanelKeys } from './usePanelKeys';
import { WideLayout } from './WideLayout';
import styles from './Workbench.module.css';

/** Lesson, world, terminal and editor, arranged for the width of the page. */
export function Workbench() {
  const layout = useLayout();
  const worldOnly = useModelOnly();
  usePanelKeys();
  usePauseWhenHidden();
  const [upper, setUpper] = useState<'lesson' | 'world'>('lesson');
  const [lower, setLower] = useState<'terminal' | 'editor'>('terminal');
  const [single, setSingle] = useState<PanelName>('lesson');

  const view = useMemo(() => {
    const show: View['show'] = (panel, { focus = false } = {}) => {
      setSingle(panel);
      if (panel === 'lesson' || panel === 'world') setUpper(panel);
      else setLower(panel);
      if (focus) requestAnimationFrame(() => focusPanel(panel));
    };
    return { layout, visible: visiblePanels(layout, worldOnly, { upper, lower, single }), show };
  }, [layout, worldOnly, upper, lower, single]);

  return (
    <ViewContext value={view}>
      <FollowFiles show={view.show} />
      <main className={styles.workbench} data-layout={layout}>
        <NoticeBar />
        <CopyBar />
        <div className={styles.panes}>{arrange(layout, worldOnly, { upper, lower, single })}</div>
      </main>
    </ViewContext>
  );
}

interface ChosenTabs {
  readonly upper: 'lesson' | 'world';
  readonly lower: 'terminal' | 'editor';
  readonly single: PanelName;
}

function arrange(layout: Layout, worldOnly: boolean, { upper, lower, single }: ChosenTabs): ReactNode {
  if (layout === 'single') return <SingleLayout panel={single} worldOnly={worldOnly} />;
  if (layout === 'pair') return <PairLayout upper={upper} lower={lower} worldOnly={worldOnly} />;
  return <WideLayout lower={layout === 'wide' ? undefined : lower} worldOnly={worldOnly} />;
}

/** A file that is opened from elsewhere (a lesson's card, `vi`, `kubectl edit`) brings the editor into sight. */
function FollowFiles({ show }: { readonly show: (panel: PanelName) => void }) {
  const actions = useActions();
  const edits = usePlayground((state) => state.edits.length);
  useEffect(() => {
    if (edits > 0) show('editor');
  }, [edits, show]);
  useEffect(
    () =>
      actions.subscribe((state, previous) => {
        const chosen = state.openFile !== previous.openFile && state.openFile !== undefined;
        if (chosen && previous.phase === 'ready') show('editor');
      }),
    [actions, show],
  );
  return null;
}

function useLayout(): Layout {
  const wide = useMedia('(min-width: 1280px)');
  const medium = useMedia('(min-width: 960px)');
  const pair = useMedia('(min-width: 768px)');
  if (wide) return 'wide';
  if (medium) return 'medium';
  return pair ? 'pair' : 'single';
}

function visiblePanels(
  layout: Layout,
  worldOnly: boolean,
  { upper, lower, single }: ChosenTabs,
): ReadonlySet<PanelName> {
  if (layout === 'single') return new Set([single]);
  if (worldOnly) return new Set<PanelName>(['lesson', 'world']);
  if (layout === 'pair') return new Set([upper, lower]);
  if (layout === 'medium') return new Set<PanelName>(['lesson', 'world', lower]);
  return new Set<PanelName>(['lesson', 'world', 'terminal', 'editor']);
}
