import { Pause, Play, StepForward, TrendingUp } from 'lucide-react';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { IconButton } from '../parts/IconButton';
import { useActions, usePlayground } from '../usePlayground';
import styles from './TimeBar.module.css';
import { Track } from './Track';
import { useTimeKeys } from './useTimeKeys';

const SPEEDS = [0.25, 0.5, 1, 2, 4, Number.POSITIVE_INFINITY];

/** The cluster's time: run it, stop it, step it, at any speed; and what happened when. */
export function TimeBar() {
  const { t } = useText();
  const actions = useActions();
  const running = usePlayground((state) => state.time.running);
  const speed = usePlayground((state) => state.time.speed);
  useTimeKeys();

  return (
    <section className={styles.bar} aria-label={t.timeline.label}>
      <div className={styles.controls}>
        <button
          type="button"
          className={styles.play}
          aria-label={running ? t.timeline.pause : t.timeline.play}
          title={running ? t.timeline.pause : t.timeline.play}
          onClick={() => (running ? actions.pause() : actions.play())}
        >
          {running ? <Pause size={15} fill="currentColor" strokeWidth={0} /> : <Play size={15} fill="currentColor" />}
        </button>
        <IconButton label={t.timeline.stepMinor} onClick={() => actions.step('minor')}>
          <StepForward size={16} />
        </IconButton>
        <IconButton label={t.timeline.stepMajor} onClick={() => actions.step('major')}>
          <TrendingUp size={16} />
        </IconButton>
      </div>
      <select
        className={styles.speed}
        aria-label={t.timeline.speed}
        title={t.timeline.speed}
        value={String(speed)}
        onChange={(event) => actions.setSpeed(Number(event.target.value))}
      >
        {SPEEDS.map((value) => (
          <option key={value} value={String(value)}>
            {value === Number.POSITIVE_INFINITY ? t.timeline.fastest : fill(t.timeline.speedValue, { speed: value })}
          </option>
        ))}
      </select>
      <Track />
      <Clock />
    </section>
  );
}

/** The time since the learner arrived, and whether anything is going on. */
function Clock() {
  const { t } = useText();
  const time = usePlayground((state) => state.time);
  const started = usePlayground((state) => state.started);
  const word = time.running ? (time.settled ? t.timeline.settled : t.timeline.busy) : t.timeline.paused;
  const look = time.running ? (time.settled ? 'settled' : 'busy') : 'paused';
  return (
    <div className={styles.clock}>
      <span className={styles.state} data-look={look}>
        <i aria-hidden="true" />
        <span>{word}</span>
      </span>
      <time title={t.timeline.time}>{elapsed(time.now - started)}</time>
    </div>
  );
}

/** `00:02:41.3`: hours, minutes, seconds and tenths. */
function elapsed(milliseconds: number): string {
  const tenths = Math.max(0, Math.floor(milliseconds / 100));
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(tenths / 10);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${tenths % 10}`;
}
