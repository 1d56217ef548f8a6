import { Undo2 } from 'lucide-react';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useActions, usePlayground } from '../usePlayground';
import styles from './NoticeBar.module.css';

/** While a solution plays on a copy of the world: says so, and leads back. */
export function CopyBar() {
  const { t } = useText();
  const actions = useActions();
  const copy = usePlayground((state) => state.copy);
  if (!copy) return null;
  return (
    <div className={styles.bar} role="status">
      <span>{t.status.copy}</span>
      <Button size="small" onClick={() => actions.leaveCopy()}>
        <Undo2 size={14} />
        {t.status.leaveCopy}
      </Button>
    </div>
  );
}
