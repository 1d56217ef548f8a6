import type { EditSession } from '../../store';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useActions } from '../usePlayground';
import { useView } from '../useView';
import type { EditorHost } from './EditorHost';
import styles from './SessionBar.module.css';
import { sessionPath } from './sessionPath';

/** A program in the terminal waits for this text: it is given back changed, or as it was. */
export function SessionBar({ host, session }: { readonly host: EditorHost; readonly session: EditSession }) {
  const { t } = useText();
  const actions = useActions();
  const { show } = useView();
  function end(saved: boolean) {
    const text = host.textOf(sessionPath(session)) ?? session.text;
    actions.closeEdit(session.editor, saved, saved ? text : session.text);
    host.close(sessionPath(session));
    show('terminal');
  }
  return (
    <div className={styles.bar} role="status">
      <span>{t.editor.session}</span>
      <Button look="primary" size="small" onClick={() => end(true)}>
        {t.editor.saveAndClose}
      </Button>
      <Button size="small" onClick={() => end(false)}>
        {t.editor.discard}
      </Button>
    </div>
  );
}
