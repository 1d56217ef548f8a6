import { useMemo } from 'react';
import { useText } from '../i18n/useText';
import { tellEntry } from '../parts/traceWords';
import { useActions, usePlayground } from '../usePlayground';
import { marksOf } from './marks';
import styles from './Track.module.css';

/** What happened, from left to right: commands are tall, what followed from them small. */
export function Track() {
  const { t } = useText();
  const actions = useActions();
  const trace = usePlayground((state) => state.trace);
  // Four times a second is smooth enough for a line that holds minutes.
  const now = usePlayground((state) => Math.ceil(state.time.now / 250) * 250);
  const running = usePlayground((state) => state.time.running);
  const { from, marks } = useMemo(() => marksOf(trace), [trace]);
  const span = Math.max(1, now - from);
  const share = (time: number) => Math.min(100, (100 * (time - from)) / span);
  /** Words near an end of the line stay inside it. */
  const edge = (time: number) => (share(time) < 25 ? 'start' : share(time) > 75 ? 'end' : undefined);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div className={styles.track} role="group" aria-label={t.timeline.track}>
      <span className={styles.line} aria-hidden="true" />
      {marks.map(({ entry, look, object }) =>
        look === 'command' || object === undefined ? (
          <i
            key={entry.sequence}
            className={styles.mark}
            data-look={look}
            data-edge={edge(entry.time)}
            style={{ left: `${share(entry.time)}%` }}
          >
            <span className={styles.tip}>{tellEntry(t, entry)}</span>
          </i>
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the inspector's history gives the same to the keyboard.
          <i
            key={entry.sequence}
            className={styles.mark}
            data-look={look}
            data-edge={edge(entry.time)}
            style={{ left: `${share(entry.time)}%` }}
            onClick={() => actions.select({ kind: 'object', object })}
          >
            <span className={styles.tip}>{tellEntry(t, entry)}</span>
          </i>
        ),
      )}
      <span className={styles.knob} data-running={running} aria-hidden="true" />
    </div>
  );
}
