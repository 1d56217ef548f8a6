import { useState } from 'react';
import type { EditSession } from '../../store';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useActions, usePlayground } from '../usePlayground';
import styles from './PlainEditor.module.css';

interface PlainEditorProps {
  readonly path: string | undefined;
  readonly session: EditSession | undefined;
}

/** Stands in for Monaco where that cannot be loaded: the same files, without help. */
export function PlainEditor({ path, session }: PlainEditorProps) {
  const { t } = useText();
  return (
    <>
      <p className={styles.note} role="alert">
        {t.editor.failed}. {t.editor.plain}
      </p>
      {session !== undefined ? (
        <SessionText key={session.editor} session={session} />
      ) : (
        path !== undefined && <FileText key={path} path={path} />
      )}
    </>
  );
}

function FileText({ path }: { readonly path: string }) {
  const { t } = useText();
  const actions = useActions();
  const stored = usePlayground((state) => state.files[path]);
  const [text, setText] = useState(stored ?? '');
  return (
    <textarea
      className={styles.text}
      aria-label={fill(t.editor.label, { path })}
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => actions.writeFile(path, text)}
    />
  );
}

function SessionText({ session }: { readonly session: EditSession }) {
  const { t } = useText();
  const actions = useActions();
  const [text, setText] = useState(session.text);
  return (
    <>
      <textarea
        className={styles.text}
        aria-label={fill(t.editor.label, { path: session.path })}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.actions}>
        <Button look="primary" size="small" onClick={() => actions.closeEdit(session.editor, true, text)}>
          {t.editor.saveAndClose}
        </Button>
        <Button size="small" onClick={() => actions.closeEdit(session.editor, false, session.text)}>
          {t.editor.discard}
        </Button>
      </div>
    </>
  );
}
