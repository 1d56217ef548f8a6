import { useText } from '../i18n/useText';
import { isStopped } from '../parts/stoppedParts';
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
  const stopped = usePlayground((state) => isStopped(state, actor));
  const label = look === 'small' ? tellActor(t, actor) : undefined;
  return (
    <button
      type="button"
      className={styles.part}
      data-look={look}
      data-selected={selected || undefined}
      data-stopped={stopped || undefined}
      data-actor={actor}
      style={{ left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height }}
      aria-pressed={selected}
      aria-label={label && (stopped ? `${label}: ${t.diagram.stopped}` : label)}
      onClick={() => actions.select({ kind: 'part', actor })}
    >
      <span className={styles.name}>
        {stopped && look === 'small' && <StopMark />}
        {t.diagram.short[actor.split('/')[0] ?? ''] ?? tellActor(t, actor.split('/')[0] ?? '')}
      </span>
      {stopped && look !== 'small' ? (
        <span className={styles.stopped}>
          <StopMark />
          {t.diagram.stopped}
        </span>
      ) : (
        detail !== undefined && <span className={styles.detail}>{detail}</span>
      )}
    </button>
  );
}

function StopMark() {
  return (
    <svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true" className={styles.mark}>
      <path d="M1.500 1.500l6 6m0-6l-6 6" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
