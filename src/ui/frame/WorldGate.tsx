import type { ReactNode } from 'react';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Placeholder } from '../parts/Placeholder';
import { useActions, usePlayground } from '../usePlayground';
import styles from './WorldGate.module.css';

/** Shows its children once there is a world; before that what is going on, and why not when it failed. */
export function WorldGate({ children }: { readonly children: ReactNode }) {
  const { t } = useText();
  const actions = useActions();
  const phase = usePlayground((state) => state.phase);
  const failure = usePlayground((state) => state.failure);
  const lesson = usePlayground((state) => state.lesson);
  const profile = usePlayground((state) => state.profile);

  if (phase === 'failed') {
    return (
      <main className={styles.gate}>
        <Placeholder title={t.status.failed} detail={failure?.split('\n')[0] ?? ''}>
          {failure?.includes('\n') === true && (
            <details className={styles.details}>
              <summary>{t.status.details}</summary>
              <pre>{failure}</pre>
            </details>
          )}
          <div className={styles.actions}>
            <Button look="primary" onClick={() => actions.start({ lesson, profile, fresh: true })}>
              {t.status.retry}
            </Button>
            <Button onClick={() => actions.leave()}>{t.status.back}</Button>
          </div>
        </Placeholder>
      </main>
    );
  }
  if (phase === 'starting') {
    return (
      <main className={styles.gate}>
        {profile === 'docker' ? (
          <Placeholder busy title={t.status.startingDocker} detail={t.status.startingDockerDetail} />
        ) : (
          <Placeholder busy title={t.status.starting} detail={t.status.startingDetail} />
        )}
      </main>
    );
  }
  return children;
}
