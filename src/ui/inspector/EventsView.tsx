import { humanDuration } from '../../base/time';
import type { ObjectName } from '../../engine/trace';
import type { ClusterObject } from '../../kinds/object';
import { useText } from '../i18n/useText';
import { usePlayground } from '../usePlayground';
import styles from './EventsView.module.css';

interface EventLike extends ClusterObject {
  readonly involvedObject?: { readonly uid?: string; readonly name?: string; readonly kind?: string };
  readonly reason?: string;
  readonly message?: string;
  readonly type?: string;
  readonly count?: number;
  readonly lastTimestamp?: string;
  readonly eventTime?: string;
  readonly source?: { readonly component?: string; readonly host?: string };
  readonly reportingComponent?: string;
}

/** The events about an object, newest first, as `kubectl describe` lists them. */
export function EventsView({ name, uid }: { readonly name: ObjectName; readonly uid: string | undefined }) {
  const { t } = useText();
  const all = usePlayground((state) => state.objects['events']);
  const now = usePlayground((state) => Math.floor(state.time.now / 1000) * 1000);
  const events = (Object.values(all ?? {}) as EventLike[])
    .filter(({ involvedObject: about }) =>
      // The events of a node carry the node's name as uid.
      uid !== undefined && about?.uid === uid ? true : name.resource === 'nodes' && about?.uid === name.name,
    )
    .sort((a, b) => momentOf(b) - momentOf(a));
  if (events.length === 0) return <p className={styles.none}>{t.inspector.noEvents}</p>;
  return (
    <ol className={styles.events}>
      {events.map((event) => (
        <li key={event.metadata.name} data-type={event.type}>
          <p className={styles.head}>
            <b>{event.reason}</b>
            {(event.count ?? 1) > 1 && <span>×{event.count}</span>}
            <time>{humanDuration(Math.max(0, now - momentOf(event)))}</time>
          </p>
          <p>{event.message}</p>
          <small>
            {[event.source?.component ?? event.reportingComponent, event.source?.host].filter(Boolean).join(', ')}
          </small>
        </li>
      ))}
    </ol>
  );
}

function momentOf({ lastTimestamp, eventTime, metadata }: EventLike): number {
  return Date.parse(lastTimestamp ?? eventTime ?? String(metadata.creationTimestamp ?? '')) || 0;
}
