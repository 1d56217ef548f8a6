import { useText } from '../i18n/useText';
import styles from './PairLayout.module.css';
import { PanelByName } from './PanelByName';
import { PanelTabs } from './PanelTabs';
import { Split } from './Split';

interface PairLayoutProps {
  readonly upper: 'lesson' | 'world';
  readonly lower: 'terminal' | 'editor';
  /** Nothing is typed here: lesson and world stand one above the other. */
  readonly worldOnly: boolean;
}

/** Two panes with tabs: lesson or world above, terminal or editor below. */
export function PairLayout({ upper, lower, worldOnly }: PairLayoutProps) {
  const { t } = useText();
  const above = (
    <>
      <div className={styles.tabs}>
        <PanelTabs panels={['lesson', 'world']} active={upper} />
      </div>
      <PanelByName name={upper} />
    </>
  );
  if (worldOnly) {
    return (
      <Split
        name="pair-world"
        orientation="vertical"
        label={t.panes.resizeWorld}
        first={{ id: 'upper-pane', content: <PanelByName name="lesson" />, size: 50, min: '25%' }}
        second={{ id: 'lower-pane', content: <PanelByName name="world" />, size: 50, min: '25%' }}
      />
    );
  }
  return (
    <Split
      name="pair"
      orientation="vertical"
      label={t.panes.resizeWorld}
      first={{ id: 'upper-pane', content: above, size: 60, min: '25%' }}
      second={{
        id: 'lower-pane',
        content: <PanelByName name={lower} switcher={<PanelTabs panels={['terminal', 'editor']} active={lower} />} />,
        size: 40,
        min: '20%',
      }}
    />
  );
}
