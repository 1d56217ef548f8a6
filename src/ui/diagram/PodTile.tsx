import { memo } from 'react';
import type { PlaygroundState } from '../../store';
import { objectStatus } from '../parts/objectStatus';
import { StatusMark } from '../parts/StatusMark';
import { useActions, usePlayground } from '../usePlayground';
import type { Density, PodItem } from './graph/scene';
import { shortName } from './graph/shortName';
import styles from './PodTile.module.css';

interface PodTileProps {
  readonly item: PodItem;
  readonly density: Density;
  /** The corner of what it stands in. */
  readonly origin: { readonly x: number; readonly y: number };
}

/** A pod: shape, name, state in kubectl's words, address. */
export const PodTile = memo(
  function PodTile({ item, density, origin }: PodTileProps) {
    const { pod, rect, key } = item;
    const actions = useActions();
    const selected = usePlayground((state) => isSelected(state, key));
    const { tone, word } = objectStatus('pods', pod);
    const { name, namespace } = pod.metadata;
    const statuses = pod.status?.containerStatuses ?? [];
    const ready = `${statuses.filter((status) => status.ready).length}/${pod.spec.containers.length}`;
    const high = rect.height > 34;
    return (
      <button
        type="button"
        className={styles.pod}
        data-density={density}
        data-low={rect.height < 28 || undefined}
        data-tone={tone}
        data-selected={selected || undefined}
        data-pod={key}
        style={{ left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height }}
        title={`${name} · ${word}`}
        // A card says it all by itself; what is folded together needs its words said.
        aria-label={density === 'cards' ? undefined : `Pod ${name}: ${ready} ${word}`}
        aria-pressed={selected}
        onClick={() =>
          actions.select({
            kind: 'object',
            object: { resource: 'pods', namespace: namespace ?? '', name, uid: pod.metadata.uid ?? '' },
          })
        }
      >
        {density === 'cards' && <span className="visually-hidden">Pod </span>}
        <StatusMark
          tone={tone}
          size={density === 'dots' ? 10 : density === 'chips' || !high ? 13 : 18}
          still={density !== 'cards'}
        />
        {density !== 'dots' && (
          <span className={styles.words}>
            <span className={styles.name}>{density === 'chips' ? shortName(pod) : name}</span>
            {density === 'cards' && (
              <span className={styles.state}>
                {rect.height > 44 ? `${ready} ` : ''}
                <b>{word}</b>
                {pod.metadata.deletionTimestamp !== undefined ? (
                  <Remaining until={pod.metadata.deletionTimestamp} />
                ) : (
                  pod.status?.podIP && ` · ${pod.status.podIP}`
                )}
              </span>
            )}
          </span>
        )}
      </button>
    );
  },
  (before, after) =>
    before.item.pod === after.item.pod &&
    before.density === after.density &&
    before.item.rect.x - before.origin.x === after.item.rect.x - after.origin.x &&
    before.item.rect.y - before.origin.y === after.item.rect.y - after.origin.y &&
    before.item.rect.width === after.item.rect.width &&
    before.item.rect.height === after.item.rect.height,
);

/** How many seconds of its grace a pod has left. */
function Remaining({ until }: { readonly until: unknown }) {
  const end = Date.parse(String(until));
  const seconds = usePlayground(({ time }) => Math.max(0, Math.ceil((end - time.now) / 1000)));
  return <span aria-hidden="true">{` · ${seconds}s`}</span>;
}

function isSelected(state: PlaygroundState, key: string): boolean {
  const { selection } = state;
  if (selection?.kind !== 'object' || selection.object.resource !== 'pods') return false;
  return `${selection.object.namespace}/${selection.object.name}` === key;
}
