import { useText } from '../i18n/useText';
import { Segmented } from '../parts/Segmented';
import { usePlayground } from '../usePlayground';
import { type PanelName, useView } from '../useView';

interface PanelTabsProps {
  readonly panels: readonly PanelName[];
  readonly active: PanelName;
}

/** Switches between panels that share a place. */
export function PanelTabs({ panels, active }: PanelTabsProps) {
  const { t } = useText();
  const { show } = useView();
  const alone = usePlayground((state) => state.profile === 'docker');
  return (
    <Segmented
      label={t.panes.switcher}
      value={active}
      options={panels.map((panel) => ({
        value: panel,
        label: panel === 'world' && alone ? t.panes.laptop : t.panes[panel],
      }))}
      onChange={show}
    />
  );
}
