import { humanDuration } from '../../base/time';
import type { ClusterObject } from '../../kinds/object';
import { useText } from '../i18n/useText';
import { objectStatus } from '../parts/objectStatus';
import { StatusMark } from '../parts/StatusMark';
import { usePlayground } from '../usePlayground';
import styles from './Dashboard.module.css';
import { type DashboardKind, pathIn } from './kinds';
import type { Go } from './place';
import { useAnswer } from './useAnswer';

interface ObjectListProps {
  readonly kind: DashboardKind;
  readonly namespace: string;
  readonly go: Go;
}

/** All objects of a kind, with how they are. */
export function ObjectList({ kind, namespace, go }: ObjectListProps) {
  const { t } = useText();
  const { body, failure } = useAnswer<{ readonly items: readonly ClusterObject[] }>(
    pathIn(kind, namespace),
    '',
    kind.resource,
  );
  const now = usePlayground(({ time }) => Math.floor(time.now / 1000) * 1000);
  const spaced = kind.namespaced && namespace === '';
  const items = [...(body?.items ?? [])].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return (
    <>
      <h3 className={styles.heading}>
        {t.kinds[kind.resource] ?? kind.kind}
        {body !== undefined && <small>{items.length}</small>}
      </h3>
      {failure !== undefined && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      {body !== undefined && items.length === 0 && <p className={styles.nothing}>{t.dashboard.nothing}</p>}
      {items.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.dashboard.name}</th>
              {spaced && <th scope="col">{t.dashboard.namespace}</th>}
              <th scope="col">{t.dashboard.status}</th>
              <th scope="col">{t.dashboard.labels}</th>
              <th scope="col">{t.dashboard.age}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => {
              const { name, namespace: where = '', labels = {}, creationTimestamp, uid } = item.metadata;
              const { tone, word } = objectStatus(kind.resource, item);
              return (
                <tr key={uid ?? key(item)}>
                  <th scope="row">
                    <button
                      type="button"
                      className={styles.link}
                      onClick={() => go({ view: 'object', resource: kind.resource, namespace: where, name })}
                    >
                      {name}
                    </button>
                  </th>
                  {spaced && <td>{where}</td>}
                  <td>
                    <span className={styles.tone}>
                      {word !== '' && <StatusMark tone={tone} size={13} still />}
                      {word}
                    </span>
                  </td>
                  <td className={styles.labels}>
                    {Object.entries(labels)
                      .slice(0, 2)
                      .map(([label, value]) => (
                        <code key={label}>{`${label}=${value}`}</code>
                      ))}
                  </td>
                  <td>{humanDuration(Math.max(0, now - Date.parse(String(creationTimestamp ?? ''))))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}

function key({ metadata }: ClusterObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
