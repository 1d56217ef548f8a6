import { memo } from 'react';
import { fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { objectStatus } from '../../parts/objectStatus';
import { StatusMark } from '../../parts/StatusMark';
import { useActions, usePlayground } from '../../usePlayground';
import type { Rect } from '../graph/geometry';
import type { PodItem, WorkloadItem } from '../graph/scene';
import { PodTile } from '../PodTile';
import styles from './Band.module.css';

interface BandData {
  readonly band: Rect;
  readonly workloads: readonly WorkloadItem[];
  readonly moreWorkloads: number;
  readonly pending: readonly PodItem[];
  readonly morePending: number;
}

/** Between the control plane and the nodes: what keeps pods, and pods that wait for a node. */
export const BandNode = memo(function BandNode({ data }: { readonly data: BandData }) {
  const { t, language } = useText();
  const { band, workloads, moreWorkloads, pending, morePending } = data;
  return (
    <section className={styles.band} aria-label={t.diagram.workloads}>
      {workloads.map((item) => (
        <Workload key={item.key} item={item} origin={band} />
      ))}
      {moreWorkloads > 0 && (
        <span className={styles.more} style={{ left: (workloads.at(-1)?.rect.x ?? band.x) - band.x }}>
          {fillCount(language, t.diagram.more, moreWorkloads)}
        </span>
      )}
      {pending.map((item) => (
        <PodTile
          key={item.pod.metadata.uid ?? item.key}
          item={item}
          density={item.rect.width > 150 ? 'cards' : 'chips'}
          origin={band}
        />
      ))}
      {morePending > 0 && <span className={styles.morePods}>{fillCount(language, t.diagram.more, morePending)}</span>}
    </section>
  );
});

interface WorkloadProps {
  readonly item: WorkloadItem;
  readonly origin: Rect;
}

/** How many pods there should be and how many are ready. */
const Workload = memo(function Workload({ item, origin }: WorkloadProps) {
  const { t } = useText();
  const actions = useActions();
  const { object, rect, resource, short } = item;
  const { name, namespace = '', uid = '' } = object.metadata;
  const selected = usePlayground(
    ({ selection }) =>
      selection?.kind === 'object' &&
      selection.object.resource === resource &&
      selection.object.name === name &&
      selection.object.namespace === namespace,
  );
  const { tone, word } = objectStatus(resource, object);
  const low = rect.height < 30;
  const kind = t.kinds[resource] ?? resource;
  return (
    <button
      type="button"
      className={styles.workload}
      data-tone={tone}
      data-low={low || undefined}
      data-selected={selected || undefined}
      data-workload={item.key}
      style={{ left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height }}
      title={`${kind} ${name} · ${word}`}
      aria-pressed={selected}
      onClick={() => actions.select({ kind: 'object', object: { resource, namespace, name, uid } })}
    >
      <StatusMark tone={tone} size={14} still />
      <span className={styles.words}>
        <span className={styles.name}>
          {low && <i>{short}/</i>}
          {name}
        </span>
        {!low && <span className={styles.kind}>{kind}</span>}
      </span>
      <b className={styles.count}>{word}</b>
    </button>
  );
});
