import { useText } from '../i18n/useText';
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
      name="world"
      orientation="vertical"
      label={t.panes.resizeWorld}
      first={{ id: 'world-pane', content: <PanelByName name="world" />, size: 60, min: '25%', max: '85%' }}
      second={worldOnly ? undefined : { id: 'tools-pane', content: below, size: 40, min: '15%' }}
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
