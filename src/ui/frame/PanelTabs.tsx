import { useText } from '../i18n/useText';
import { Segmented } from '../parts/Segmented';
import { type PanelName, useView } from '../useView';
import { usePaneNames } from './usePaneNames';

interface PanelTabsProps {
  readonly panels: readonly PanelName[];
  readonly active: PanelName;
}

/** Switches between panels that share a place. */
export function PanelTabs({ panels, active }: PanelTabsProps) {
  const { t } = useText();
  const { show } = useView();
  const names = usePaneNames();
  return (
    <Segmented
      label={t.panes.switcher}
      value={active}
      options={panels.map((panel) => ({ value: panel, label: names[panel] }))}
      onChange={show}
    />
  );
}
