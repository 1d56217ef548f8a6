import { useText } from '../i18n/useText';
import { usePlayground } from '../usePlayground';
import { PanelByName } from './PanelByName';
import { PanelTabs } from './PanelTabs';
import { Split } from './Split';

interface WideLayoutProps {
  /** Which of terminal and editor is shown; both side by side when undefined. */
  readonly lower: 'terminal' | 'editor' | undefined;
  /** Nothing is typed here: the world has all the room. */
  readonly worldOnly: boolean;
}

/** Lesson on the left; on the right the world above terminal and editor. */
export function WideLayout({ lower, worldOnly }: WideLayoutProps) {
  const { t } = useText();
  const modelled = usePlayground((state) => state.model !== undefined);
  // a model has its knobs and figures beside it and wants height more than a terminal does
  const world = modelled ? 70 : 60;
  const below =
    lower === undefined ? (
      <Split
        name="terminal"
        orientation="horizontal"
        label={t.panes.resizeTerminal}
        first={{ id: 'terminal-pane', content: <PanelByName name="terminal" />, size: 67, min: '25%' }}
        second={{ id: 'editor-pane', content: <PanelByName name="editor" />, size: 33, min: '20%' }}
      />
    ) : (
      <PanelByName name={lower} switcher={<PanelTabs panels={['terminal', 'editor']} active={lower} />} />
    );
  const lesson = lower === undefined ? 31 : 37;
  const right = (
    <Split
      key={modelled ? 'model' : 'world'}
      name={modelled ? 'model' : 'world'}
      orientation="vertical"
      label={t.panes.resizeWorld}
      first={{ id: 'world-pane', content: <PanelByName name="world" />, size: world, min: '25%', max: '85%' }}
      second={worldOnly ? undefined : { id: 'tools-pane', content: below, size: 100 - world, min: '15%' }}
    />
  );
  return (
    <Split
      name={lower === undefined ? 'main' : 'main-medium'}
      orientation="horizontal"
      label={t.panes.resizeLesson}
      first={{ id: 'lesson-pane', content: <PanelByName name="lesson" />, size: lesson, min: '25%', max: '60%' }}
      second={{ id: 'right-pane', content: right, size: 100 - lesson, min: '40%' }}
    />
  );
}
