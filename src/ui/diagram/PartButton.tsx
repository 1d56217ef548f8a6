import { useText } from '../i18n/useText';
import { tellActor } from '../parts/traceWords';
import { useActions, usePlayground } from '../usePlayground';
import type { Point, Rect } from './graph/geometry';
import styles from './PartButton.module.css';

interface PartButtonProps {
  /** The trace's name for it: `scheduler`, `kubelet/worker-1`. */
  readonly actor: string;
  readonly rect: Rect;
  readonly origin: Point;
  readonly detail?: string | undefined;
  readonly look?: 'small' | 'main';
}

/** A part of the cluster that can be asked about. */
export function PartButton({ actor, rect, origin, detail, look }: PartButtonProps) {
  const { t } = useText();
  const actions = useActions();
  const selected = usePlayground(({ selection }) => selection?.kind === 'part' && selection.actor === actor);
  return (
    <button
      type="button"
      className={styles.part}
      data-look={look}
      data-selected={selected || undefined}
      data-actor={actor}
      style={{ left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height }}
      aria-pressed={selected}
      aria-label={look === 'small' ? tellActor(t, actor) : undefined}
      onClick={() => actions.select({ kind: 'part', actor })}
    >
      <span className={styles.name}>
        {t.diagram.short[actor.split('/')[0] ?? ''] ?? tellActor(t, actor.split('/')[0] ?? '')}
      </span>
      {detail !== undefined && <span className={styles.detail}>{detail}</span>}
    </button>
  );
}
