import type { ClusterObject } from '../../kinds/object';
import { useText } from '../i18n/useText';
import { objectStatus, type Tone } from '../parts/objectStatus';
import { StatusMark } from '../parts/StatusMark';
import styles from './Dashboard.module.css';
import { type DashboardKind, dashboardKinds, pathIn } from './kinds';
import type { Go } from './place';
import { useAnswer } from './useAnswer';

interface OverviewProps {
  readonly namespace: string;
  readonly go: Go;
}

const TONES: readonly Tone[] = ['ok', 'wait', 'bad', 'going', 'rest'];

/** How the workloads of a namespace are doing: a ring for each kind that there is something of. */
export function Overview({ namespace, go }: OverviewProps) {
  const { t } = useText();
  return (
    <>
      <h3 className={styles.heading}>{t.dashboard.workloads}</h3>
      <div className={styles.rings}>
        {dashboardKinds
          .filter(({ group }) => group === 'workloads')
          .map((kind) => (
            <KindRing key={kind.resource} kind={kind} namespace={namespace} go={go} />
          ))}
      </div>
    </>
  );
}

function KindRing({ kind, namespace, go }: OverviewProps & { readonly kind: DashboardKind }) {
  const { t } = useText();
  const { body, failure } = useAnswer<{ readonly items: readonly ClusterObject[] }>(
    pathIn(kind, namespace),
    '',
    kind.resource,
  );
  const items = body?.items ?? [];
  const counts = TONES.map((tone) => ({
    tone,
    count: items.filter((item) => objectStatus(kind.resource, item).tone === tone).length,
  })).filter(({ count }) => count > 0);
  return (
    <button
      type="button"
      className={styles.ring}
      data-empty={items.length === 0 || undefined}
      onClick={() => go({ view: 'list', resource: kind.resource })}
    >
      <Ring counts={counts} total={items.length} />
      <b>{t.kinds[kind.resource] ?? kind.kind}</b>
      {failure !== undefined && <span className={styles.failure}>{failure}</span>}
      {counts.map(({ tone, count }) => (
        <span key={tone} className={styles.tone}>
          <StatusMark tone={tone} size={12} still />
          {`${t.dashboard.tones[tone] ?? tone} ${count}`}
        </span>
      ))}
      {body !== undefined && items.length === 0 && <span className={styles.tone}>{t.dashboard.none}</span>}
    </button>
  );
}

interface RingProps {
  readonly counts: readonly { readonly tone: Tone; readonly count: number }[];
  readonly total: number;
}

const RADIUS = 26;
const AROUND = 2 * Math.PI * RADIUS;

function Ring({ counts, total }: RingProps) {
  let from = 0;
  return (
    <svg width="68" height="68" viewBox="0 0 68 68" aria-hidden="true">
      <circle cx="34" cy="34" r={RADIUS} className={styles.track} />
      {counts.map(({ tone, count }) => {
        const length = (count / total) * AROUND;
        const gap = counts.length > 1 ? 3 : 0;
        const arc = (
          <circle
            key={tone}
            cx="34"
            cy="34"
            r={RADIUS}
            className={styles.arc}
            data-tone={tone}
            strokeDasharray={`${Math.max(1, length - gap)} ${AROUND}`}
            strokeDashoffset={-from}
            transform="rotate(-90 34 34)"
          />
        );
        from += length;
        return arc;
      })}
      <text x="34" y="39" textAnchor="middle" className={styles.total}>
        {total}
      </text>
    </svg>
  );
}
