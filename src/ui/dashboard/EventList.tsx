import type { ClusterObject } from '../../kinds/object';
import { useText } from '../i18n/useText';
import styles from './Dashboard.module.css';
import { useAnswer } from './useAnswer';

interface EventObject extends ClusterObject {
  readonly reason?: string;
  readonly message?: string;
  readonly type?: string;
  readonly count?: number;
  readonly lastTimestamp?: string;
}

/** What happened to an object, the newest first. */
export function EventList({ object }: { readonly object: ClusterObject }) {
  const { t } = useText();
  const { namespace = '', uid = '' } = object.metadata;
  const { body, failure } = useAnswer<{ readonly items: readonly EventObject[] }>(
    namespace === '' ? '/api/v1/events' : `/api/v1/namespaces/${namespace}/events`,
    `fieldSelector=involvedObject.uid=${uid}`,
    'events',
  );
  const events = [...(body?.items ?? [])].sort((a, b) => ((a.lastTimestamp ?? '') < (b.lastTimestamp ?? '') ? 1 : -1));
  if (failure !== undefined) return <p className={styles.failure}>{failure}</p>;
  if (body !== undefined && events.length === 0) return <p className={styles.nothing}>{t.dashboard.noEvents}</p>;
  return (
    <ol className={styles.events}>
      {events.map((event) => (
        <li key={event.metadata.name} data-type={event.type}>
          <b>{event.reason}</b>
          {(event.count ?? 1) > 1 && <small>×{event.count}</small>}
          <span>{event.message}</span>
        </li>
      ))}
    </ol>
  );
}
