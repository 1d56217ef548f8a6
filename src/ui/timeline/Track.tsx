import { useMemo, useState } from 'react';
import { fillCount } from '../i18n/format';
import { useText } from '../i18n/useText';
import { tellEntry } from '../parts/traceWords';
import { useActions, usePlayground } from '../usePlayground';
import { useThrottled } from '../useThrottled';
import { type Mark, marksOf } from './marks';
import styles from './Track.module.css';

/** Four times a second is smooth enough for a line that holds minutes, in milliseconds. */
const PAUSE = 250;

/** What happened, from left to right: commands are tall, what followed from them small. */
export function Track() {
  const { t } = useText();
  const trace = useThrottled((state) => state.trace, PAUSE);
  const now = useThrottled((state) => state.time.now, PAUSE);
  const running = usePlayground((state) => state.time.running);
  const { from, marks } = useMemo(() => marksOf(trace, now), [trace, now]);
  const span = Math.max(1, now - from);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div className={styles.track} role="group" aria-label={t.timeline.track}>
      <span className={styles.line} aria-hidden="true" />
      {marks.map((mark) => (
        <MarkView
          key={mark.entry.sequence}
          mark={mark}
          // Tenths of a percent: a mark that hardly moved need not be drawn anew.
          share={Math.min(100, Math.round((1000 * (mark.entry.time - from)) / span) / 10)}
        />
      ))}
      <span className={styles.knob} data-running={running} aria-hidden="true" />
    </div>
  );
}

function MarkView({ mark, share }: { readonly mark: Mark; readonly share: number }) {
  const { t, language } = useText();
  const actions = useActions();
  const [pointed, setPointed] = useState(false);
  const { entry, look, object, count } = mark;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the inspector's history gives the same to the keyboard.
    <i
      className={styles.mark}
      data-look={look}
      data-many={count > 1 || undefined}
      style={{ left: `${share}%` }}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onClick={() => object !== undefined && actions.select({ kind: 'object', object })}
    >
      {pointed && (
        <span className={styles.tip} data-edge={share < 25 ? 'start' : share > 75 ? 'end' : undefined}>
          {tellEntry(t, entry)}
          {count > 1 && ` · ${fillCount(language, t.diagram.more, count - 1)}`}
        </span>
      )}
    </i>
  );
}
