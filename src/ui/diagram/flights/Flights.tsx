import { useEffect, useRef } from 'react';
import type { TraceEntry } from '../../../engine/trace';
import { useText } from '../../i18n/useText';
import { useActions } from '../../usePlayground';
import type { Scene } from '../graph/scene';
import styles from './Flights.module.css';
import { launch } from './launch';
import { planFlights } from './plan';
import { FlightSchedule } from './schedule';

/** More markers than this at once are not drawn: what they would show is the state that is there anyway. */
const AT_ONCE = 30;
const AT_ONCE_AMONG_MANY = 8;
/** Of a longer history than this at once, only the newest part is played. */
const ENTRIES = 400;

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
    let number = 0;
    return actions.subscribe((state, previous) => {
      const element = layer.current;
      if (element === null) return;
      if (state.time.running !== running) {
        running = state.time.running;
        hold(element, !running);
      }
      if (state.trace === previous.trace) return;
      const newest = state.trace.at(-1)?.sequence ?? 0;
      // another world, or the same one from its beginning: what it did before is not played
      if (newest < seen || state.copy !== previous.copy || previous.trace.length === 0) {
        seen = newest;
        element.replaceChildren();
        return;
      }
      const { scene: picture, t: words, reducedMotion: still } = current.current;
      const fresh = newer(state.trace, seen).slice(-ENTRIES);
      seen = newest;
      const find = (sequence: number) => findEntry(state.trace, sequence);
      const told = { outcomes: words.history.outcomes, acts: words.diagram.acts };
      const flights = fresh.flatMap((entry) => planFlights(entry, picture, told, find));
      const causeOf = (sequence: number) => find(sequence)?.cause ?? 0;
      const { speed } = state.time;
      for (const one of schedule.plan(flights, performance.now(), speed, causeOf)) {
        if (!hasRoom(element, picture, one.flight.tone)) continue;
        if (one.label !== undefined) number = (number % 99) + 1;
        launch(element, one, { still, speed, number });
      }
    });
  }, [actions]);

  return <div ref={layer} className={styles.layer} aria-hidden="true" />;
}

/** What is on its way already leaves room for more; for what is only told sooner no more. */
function hasRoom(layer: HTMLElement, { density }: Scene, tone: string): boolean {
  const most = density === 'cards' ? AT_ONCE : AT_ONCE_AMONG_MANY;
  return layer.childElementCount < (tone === 'quiet' ? most / 2 : most);
}

/** Pausing the world pauses what is on its way. */
function hold(layer: HTMLElement, held: boolean): void {
  for (const animation of layer.getAnimations({ subtree: true })) {
    if (held) animation.pause();
    else animation.play();
  }
}

function newer(trace: readonly TraceEntry[], seen: number): readonly TraceEntry[] {
  let from = trace.length;
  while (from > 0 && (trace[from - 1]?.sequence ?? 0) > seen) from--;
  return trace.slice(from);
}

/** Entries are in the order of their numbers, with gaps. */
function findEntry(trace: readonly TraceEntry[], sequence: number): TraceEntry | undefined {
  let low = 0;
  let high = trace.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const entry = trace[middle];
    if (entry === undefined || entry.sequence === sequence) return entry;
    if (entry.sequence < sequence) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
