import { X } from 'lucide-react';
import { useText } from '../i18n/useText';
import { IconButton } from '../parts/IconButton';
import { useActions, usePlayground } from '../usePlayground';
import styles from './NoticeBar.module.css';

/** Says what went wrong without stopping anything, until it is dismissed. */
export function NoticeBar() {
  const { t } = useText();
  const actions = useActions();
  const notice = usePlayground((state) => state.notice);
  if (notice === undefined) return null;
  const words = {
    'saved-session-damaged': t.status.savedSessionDamaged,
    'storage-full': t.status.storageFull,
    'world-too-old': t.status.worldTooOld,
  };
  return (
    <div className={styles.bar} role="alert">
      <span>{words[notice]}</span>
      <IconButton label={t.status.dismiss} onClick={() => actions.dismissNotice()}>
        <X size={15} />
      </IconButton>
    </div>
  );
}
