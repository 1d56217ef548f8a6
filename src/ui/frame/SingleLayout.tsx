import { BookOpen, FileCode2, Orbit, SquareTerminal } from 'lucide-react';
import { useText } from '../i18n/useText';
import { type PanelName, useView } from '../useView';
import { PanelByName } from './PanelByName';
import styles from './SingleLayout.module.css';
import { usePaneNames } from './usePaneNames';

const PANELS = [
  { name: 'lesson', Icon: BookOpen },
  { name: 'world', Icon: Orbit },
  { name: 'terminal', Icon: SquareTerminal },
  { name: 'editor', Icon: FileCode2 },
] as const;

/** One panel at a time, chosen with the tabs at the bottom. */
export function SingleLayout({ panel, worldOnly }: { readonly panel: PanelName; readonly worldOnly: boolean }) {
  const { t } = useText();
  const { show } = useView();
  const names = usePaneNames();
  return (
    <>
      <div className={styles.panel}>
        <PanelByName name={panel} />
      </div>
      <nav className={styles.tabs} aria-label={t.panes.switcher}>
        {PANELS.filter(({ name }) => !worldOnly || name === 'lesson' || name === 'world').map(({ name, Icon }) => (
          <button
            key={name}
            type="button"
            aria-current={name === panel ? 'page' : undefined}
            className={styles.tab}
            onClick={() => show(name)}
          >
            <Icon size={20} strokeWidth={1.8} />
            {names[name]}
          </button>
        ))}
      </nav>
    </>
  );
}
