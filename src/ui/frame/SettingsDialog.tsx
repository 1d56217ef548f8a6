import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Segmented } from '../parts/Segmented';
import { useActions, usePlayground } from '../usePlayground';
import styles from './SettingsDialog.module.css';

export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const actions = useActions();
  const [sure, setSure] = useState(false);
  const preferences = usePlayground((state) => state.preferences);
  const lesson = usePlayground((state) => state.lesson);
  const profile = usePlayground((state) => state.profile);
  const inWorld = usePlayground((state) => state.phase === 'ready' || state.phase === 'failed');

  return (
    <Dialog title={t.settings.title} onClose={onClose}>
      <Row label={t.settings.language}>
        <Segmented
          label={t.settings.language}
          value={preferences.language}
          options={[
            { value: 'ko', label: '한국어', lang: 'ko' },
            { value: 'en', label: 'English', lang: 'en' },
          ]}
          onChange={(language) => actions.setPreferences({ language })}
        />
      </Row>
      <Row label={t.settings.theme}>
        <Segmented
          label={t.settings.theme}
          value={preferences.theme}
          options={[
            { value: 'system', label: t.settings.system },
            { value: 'light', label: t.settings.light },
            { value: 'dark', label: t.settings.dark },
          ]}
          onChange={(theme) => actions.setPreferences({ theme })}
        />
      </Row>
      <label className={styles.row}>
        <span>
          {t.settings.screenReader}
          <small>{t.settings.screenReaderNote}</small>
        </span>
        <input
          type="checkbox"
          className={styles.switch}
          checked={preferences.screenReader}
          onChange={(event) => actions.setPreferences({ screenReader: event.target.checked })}
        />
      </label>
      <Row label={t.settings.layout}>
        <Button size="small" onClick={() => actions.setPreferences({ layouts: {} })}>
          {t.settings.resetLayout}
        </Button>
      </Row>
      {inWorld && (
        <Row label={t.settings.restart} note={t.settings.restartNote}>
          <Button
            size="small"
            look="danger"
            onBlur={() => setSure(false)}
            onClick={() => {
              if (!sure) {
                setSure(true);
                return;
              }
              actions.start({ lesson, profile, fresh: true });
              onClose();
            }}
          >
            {sure ? t.settings.restartSure : t.settings.restartButton}
          </Button>
        </Row>
      )}
      <p className={styles.about}>{t.settings.about}</p>
    </Dialog>
  );
}

interface RowProps {
  readonly label: string;
  readonly note?: string;
  readonly children: ReactNode;
}

function Row({ label, note, children }: RowProps) {
  return (
    <div className={styles.row}>
      <span>
        {label}
        {note !== undefined && <small>{note}</small>}
      </span>
      {children}
    </div>
  );
}
