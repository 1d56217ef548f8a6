import { memo } from 'react';
import type { PlaygroundState } from '../../store';
import { objectStatus } from '../parts/objectStatus';
import { StatusMark } from '../parts/StatusMark';
import { useActions, usePlayground } from '../usePlayground';
import type { Density, PodItem } from './graph/scene';
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
    return (
      <button
        type="button"
        className={styles.pod}
        data-density={density}
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
          size={density === 'cards' ? 18 : density === 'chips' ? 14 : 10}
          still={density !== 'cards'}
        />
        {density !== 'dots' && (
          <span className={styles.words}>
            <span className={styles.name}>{density === 'chips' ? shortName(name) : name}</span>
            {density === 'cards' && (
              <span className={styles.state}>
                {rect.height > 40 ? `${ready} ` : ''}
                <b>{word}</b>
                {pod.status?.podIP ? ` · ${pod.status.podIP}` : ''}
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
    before.item.rect.width === after.item.rect.width,
);

function isSelected(state: PlaygroundState, key: string): boolean {
  const { selection } = state;
  if (selection?.kind !== 'object' || selection.object.resource !== 'pods') return false;
  return `${selection.object.namespace}/${selection.object.name}` === key;
}

/** The end of a generated name tells pods of one owner apart. */
function shortName(name: string): string {
  return name.length > 13 ? `…${name.slice(-11)}` : name;
}
