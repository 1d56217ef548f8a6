/** Puts a flight into the picture: plain elements and Web Animations, so that React draws nothing. */
import { lengthOf, roundedPath } from '../graph/geometry';
import styles from './Flights.module.css';
import type { ScheduledFlight } from './schedule';

const EASING = 'cubic-bezier(0.45, 0.05, 0.35, 1)';

interface LaunchOptions {
  /** Nothing moves: words and numbered markers instead. */
  readonly still: boolean;
  /** Milliseconds of the cluster that pass in one of the wall's. */
  readonly speed: number;
  /** The number that a marker carries when nothing moves. */
  readonly number: number;
}

export function launch(layer: HTMLElement, scheduled: ScheduledFlight, options: LaunchOptions): void {
  const { flight, begin, duration } = scheduled;
  const delay = Math.max(0, begin - performance.now());
  showLabel(layer, scheduled, options);
  if (flight.takes !== undefined) showProgress(layer, flight.takes, delay, options.speed);
  if (flight.way.length < 2) {
    pulse(layer, scheduled, delay);
    return;
  }
  if (options.still) {
    if (flight.tone !== 'quiet') showNumber(layer, scheduled, delay, options.number);
    return;
  }
  const marker = element(layer, styles['marker'], flight.tone);
  marker.style.offsetPath = `path('${roundedPath(flight.way)}')`;
  marker.style.offsetRotate = '0deg';
  const animation = marker.animate(
    [
      { offsetDistance: '0%', opacity: 0 },
      { offsetDistance: '6%', opacity: 1, offset: 0.06 },
      { offsetDistance: '100%', opacity: 1 },
    ],
    { delay, duration, easing: EASING, fill: 'both' },
  );
  if (flight.wrapped !== undefined) showWrapping(marker, flight, { delay, duration });
  animation.onfinish = () => {
    light(layer, flight.to, flight.tone);
    if (flight.tone === 'quiet' || flight.tone === 'move') {
      marker.remove();
      return;
    }
    // where an exchange ended stays to be seen, longer when it failed
    const stay = marker.animate([{ opacity: 1 }, { opacity: 1, offset: 0.7 }, { opacity: 0 }], {
      duration: flight.tone === 'bad' ? 1800 : 500,
      fill: 'both',
    });
    stay.onfinish = () => marker.remove();
  };
}

/** A second packet around the first, for as long as it travels in one. */
function showWrapping(
  marker: HTMLElement,
  { way, wrapped }: ScheduledFlight['flight'],
  timing: { readonly delay: number; readonly duration: number },
): void {
  const whole = Math.max(1, lengthOf(way));
  const from = Math.min(0.98, (wrapped?.from ?? 0) / whole);
  const to = Math.min(0.99, Math.max(from + 0.01, (wrapped?.to ?? 0) / whole));
  const none = { outline: '2px solid transparent', outlineOffset: '0px' };
  const around = { outline: '2px solid var(--violet)', outlineOffset: '4px' };
  marker.animate(
    [
      none,
      { ...none, offset: from },
      { ...around, offset: Math.min(to, from + 0.01) },
      { ...around, offset: to },
      { ...none, offset: Math.min(1, to + 0.01) },
      none,
    ],
    { ...timing, easing: EASING, fill: 'both' },
  );
}

/** Something happens in one place: it lights up, and stays marked where a call failed. */
function pulse(layer: HTMLElement, { flight }: ScheduledFlight, delay: number): void {
  const at = flight.way[0];
  const marker = element(layer, styles['marker'], flight.tone);
  if (at === undefined) marker.style.visibility = 'hidden';
  else marker.style.transform = `translate(${at.x}px, ${at.y}px)`;
  const wait = marker.animate([{ opacity: 0 }, { opacity: 1 }], { delay, duration: 60, fill: 'both' });
  wait.onfinish = () => {
    light(layer, flight.to, flight.tone);
    const stay = marker.animate([{ opacity: 1 }, { opacity: 0 }], { duration: at === undefined ? 1 : 1600 });
    stay.onfinish = () => marker.remove();
  };
}

function showNumber(layer: HTMLElement, { flight, duration }: ScheduledFlight, delay: number, number: number): void {
  const marker = element(layer, styles['number'], flight.tone);
  const end = flight.way.at(-1);
  marker.textContent = String(number);
  marker.style.transform = `translate(${end?.x ?? 0}px, ${end?.y ?? 0}px)`;
  const animation = marker.animate([{ opacity: 1 }, { opacity: 1 }], {
    delay,
    duration: duration + 1200,
    fill: 'backwards',
  });
  animation.onfinish = () => marker.remove();
  if (delay > 0) marker.animate([{ opacity: 0 }, { opacity: 0 }], { duration: delay });
}

function showLabel(
  layer: HTMLElement,
  { flight, label, count }: ScheduledFlight,
  { still, number, speed }: LaunchOptions,
) {
  if (label === undefined) return;
  const words = element(layer, styles['label'], flight.tone);
  const prefix = still && flight.way.length > 1 ? `${number}  ` : '';
  words.textContent = `${prefix}${flight.label}${count > 1 ? ` ×${count}` : ''}`;
  words.style.maxWidth = `${flight.lane.room}px`;
  words.style.left = `${flight.lane.at.x}px`;
  words.style.top = `${flight.lane.at.y}px`;
  const delay = Math.max(0, label.begin - performance.now());
  const lasts = flight.takes === undefined ? label.duration : Math.max(900, flight.takes.milliseconds / speed - delay);
  const fade = Math.min(0.2, 140 / lasts);
  const animation = words.animate(
    [{ opacity: 0 }, { opacity: 1, offset: fade }, { opacity: 1, offset: 1 - fade }, { opacity: 0 }],
    { delay, duration: lasts, fill: 'both' },
  );
  animation.onfinish = () => words.remove();
}

/** A bar along the lower edge of a pod that fills while something takes its time. */
function showProgress(
  layer: HTMLElement,
  { milliseconds, on }: NonNullable<ScheduledFlight['flight']['takes']>,
  delay: number,
  speed: number,
): void {
  if (!Number.isFinite(speed)) return;
  const bar = element(layer, styles['progress'], 'move');
  bar.style.left = `${on.x + 8}px`;
  bar.style.top = `${on.y + on.height - 4}px`;
  bar.style.width = `${on.width - 16}px`;
  const animation = bar.animate([{ transform: 'scaleX(0)' }, { transform: 'scaleX(1)' }], {
    delay,
    // the picture lags; the bar is full when the world is done
    duration: Math.max(400, milliseconds / speed - delay),
    fill: 'both',
  });
  animation.onfinish = () => bar.remove();
}

function element(layer: HTMLElement, className: string | undefined, tone: string): HTMLElement {
  const made = document.createElement('div');
  made.className = className ?? '';
  made.dataset['tone'] = tone;
  layer.append(made);
  return made;
}

/** Lets the part where something arrived glow for a moment. */
function light(layer: HTMLElement, actor: string, tone: string): void {
  if (tone === 'quiet') return;
  const root = layer.closest('[data-diagram]');
  const selector = actor.startsWith('pod/')
    ? `[data-pod="${CSS.escape(actor.slice(4))}"]`
    : `[data-actor="${CSS.escape(actor)}"]`;
  const color = `var(--${tone})`;
  root
    ?.querySelector(selector)
    ?.animate(
      [
        { boxShadow: `0 0 0 0 ${color}`, borderColor: color },
        { boxShadow: `0 0 0 4px color-mix(in srgb, ${color} 30%, transparent)`, borderColor: color, offset: 0.35 },
        { boxShadow: '0 0 0 7px transparent' },
      ],
      { duration: 700, easing: 'ease-out' },
    );
}
