import { useEffect, useRef } from 'react';
import type { TraceEntry } from '../../../engine/trace';
import { useText } from '../../i18n/useText';
import { useActions } from '../../usePlayground';
import { roundedPath } from '../graph/geometry';
import type { Scene } from '../graph/scene';
import styles from './Flights.module.css';
import { planFlight } from './plan';
import { FlightSchedule, type ScheduledFlight } from './schedule';

/** More markers than this at once are not drawn: what they would show is the state that is there anyway. */
const AT_ONCE = 24;

interface FlightsProps {
  readonly scene: Scene;
  readonly reducedMotion: boolean;
}

/** Plays the trace back over the picture. Markers are plain elements with Web Animations: React draws nothing here. */
export function Flights({ scene, reducedMotion }: FlightsProps) {
  const layer = useRef<HTMLDivElement>(null);
  const actions = useActions();
  const { t } = useText();
  const current = useRef({ scene, t, reducedMotion });
  current.current = { scene, t, reducedMotion };

  useEffect(() => {
    const schedule = new FlightSchedule();
    let seen = actions.getState().trace.at(-1)?.sequence ?? 0;
    let running = true;
    return actions.subscribe((state, previous) => {
      const element = layer.current;
      if (element === null) return;
      if (state.time.running !== running) {
        running = state.time.running;
        for (const animation of element.getAnimations({ subtree: true }))
          running ? animation.play() : animation.pause();
      }
      if (state.trace === previous.trace) return;
      const newest = state.trace.at(-1)?.sequence ?? 0;
      // another world, or the same one from its beginning: what it did before is not played
      if (newest < seen || state.copy !== previous.copy || previous.trace.length === 0) {
        seen = newest;
        return;
      }
      const { scene: picture, t: words, reducedMotion: still } = current.current;
      const fresh = newer(state.trace, seen);
      seen = newest;
      const causes = new Map(fresh.map((entry) => [entry.sequence, entry.cause]));
      const flights = fresh.flatMap((entry) => planFlight(entry, picture, words.history.outcomes) ?? []);
      const planned = schedule.plan(
        flights,
        performance.now(),
        state.time.speed,
        (sequence) => causes.get(sequence) ?? 0,
      );
      for (const one of planned.slice(-AT_ONCE)) {
        if (element.childElementCount < AT_ONCE) launch(element, one, still);
      }
    });
  }, [actions]);

  return <div ref={layer} className={styles.layer} aria-hidden="true" />;
}

function newer(trace: readonly TraceEntry[], seen: number): readonly TraceEntry[] {
  let from = trace.length;
  while (from > 0 && (trace[from - 1]?.sequence ?? 0) > seen) from--;
  return trace.slice(from);
}

function launch(layer: HTMLElement, { flight, begin, duration, count }: ScheduledFlight, still: boolean): void {
  const marker = document.createElement('div');
  marker.className = styles['marker'] ?? '';
  marker.dataset['tone'] = flight.tone;
  const text = count > 1 ? `${flight.label || ''} ×${count}`.trim() : flight.label;
  if (text !== '' && (flight.label !== '' || count > 2)) {
    const label = document.createElement('span');
    label.className = styles['label'] ?? '';
    label.textContent = text;
    marker.append(label);
  }
  layer.append(marker);
  const delay = Math.max(0, begin - performance.now());
  const done = () => {
    marker.remove();
    light(layer, flight.to, flight.tone);
  };
  if (still) {
    const end = flight.way.at(-1);
    marker.dataset['still'] = '';
    marker.style.transform = `translate(${end?.x ?? 0}px, ${end?.y ?? 0}px)`;
    const animation = marker.animate([{ opacity: 1 }, { opacity: 1 }], { delay, duration: 1400, fill: 'backwards' });
    animation.onfinish = done;
    return;
  }
  marker.style.offsetPath = `path('${roundedPath(flight.way)}')`;
  marker.style.offsetRotate = '0deg';
  const animation = marker.animate(
    [
      { offsetDistance: '0%', opacity: 0 },
      { offsetDistance: '6%', opacity: 1, offset: 0.06 },
      { offsetDistance: '100%', opacity: 1 },
    ],
    { delay, duration, easing: 'cubic-bezier(0.45, 0.05, 0.35, 1)', fill: 'both' },
  );
  const linger = flight.tone === 'bad' ? 1100 : flight.tone === 'quiet' ? 0 : 220;
  animation.onfinish = () => {
    if (linger === 0) {
      done();
      return;
    }
    light(layer, flight.to, flight.tone);
    const fade = marker.animate([{ opacity: 1 }, { opacity: 1, offset: 0.6 }, { opacity: 0 }], {
      duration: linger,
      fill: 'both',
    });
    fade.onfinish = () => marker.remove();
  };
}

/** Lets the part where something arrived glow for a moment. */
function light(layer: HTMLElement, actor: string, tone: string): void {
  const root = layer.closest('[data-diagram]');
  const selector = actor.startsWith('pod/')
    ? `[data-pod="${CSS.escape(actor.slice(4))}"]`
    : `[data-actor="${CSS.escape(actor)}"]`;
  const target = root?.querySelector(selector);
  if (!target || tone === 'quiet') return;
  const color = `var(--${tone})`;
  target.animate(
    [
      { boxShadow: `0 0 0 0 ${color}` },
      { boxShadow: `0 0 0 5px color-mix(in srgb, ${color} 32%, transparent)` },
      { boxShadow: '0 0 0 8px transparent' },
    ],
    { duration: 700, easing: 'ease-out' },
  );
}
