import { useText } from '../i18n/useText';
import { usePlayground } from '../usePlayground';
import type { PanelName } from '../useView';

/** What the panels are called: the world of one laptop is not called a cluster, nor is a model. */
export function usePaneNames(): Readonly<Record<PanelName, string>> {
  const { t } = useText();
  const alone = usePlayground((state) => state.profile === 'docker');
  const modelled = usePlayground((state) => state.model !== undefined);
  const { lesson, world, laptop, terminal, editor } = t.panes;
  return { lesson, world: modelled ? t.models.panel : alone ? laptop : world, terminal, editor };
}
