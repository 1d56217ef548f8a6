/**
 * When each flight begins and how long it takes. What follows from something begins when that has arrived, so that a
 * chain of causes is seen one after the other although the engine took milliseconds for it; nothing lags far behind.
 */
import { lengthOf } from '../graph/geometry';
import type { Flight } from './flight';

/** Points of the picture per second, at speed 1. */
const SPEED = 460;
const SHORTEST = 240;
const LONGEST = 820;
/** An act takes this long to be seen before what follows from it begins. */
const ACT = 260;
/** The picture follows the engine by at most this much, in milliseconds. */
const LAG = 3200;
/** Flights alike that begin within this time are one. */
const TOGETHER = 120;
/** For how long a label can be read at least, and for how much longer than its flight it stands. */
const READ = 900;
const LINGER = 450;
/** A label waits at most this long for its strip to be free; else it is left out. */
const WAIT = 350;

export interface ScheduledFlight {
  readonly flight: Flight;
  readonly begin: number;
  readonly duration: number;
  readonly count: number;
  /** When its words are shown; undefined when the strip is taken by others. */
  readonly label?: { readonly begin: number; readonly duration: number };
}

interface Group {
  readonly flight: Flight;
  readonly begin: number;
  readonly duration: number;
  count: number;
}

export class FlightSchedule {
  /** When the flight of a trace entry arrives, by its number. */
  readonly #arrivals = new Map<number, number>();
  /** From when on a strip is free, by its name. */
  readonly #free = new Map<string, number>();

  /** Plans flights that came together, at wall time `now`. `causeOf` finds an entry's cause. */
  plan(
    flights: readonly Flight[],
    now: number,
    worldSpeed: number,
    causeOf: (sequence: number) => number,
  ): ScheduledFlight[] {
    const groups = new Map<string, Group>();
    for (const flight of flights) {
      const begin = Math.min(Math.max(now, this.#arrivalOf(flight.cause, causeOf)), now + LAG);
      // what lags goes faster
      const haste = 1 - (0.5 * (begin - now)) / LAG;
      const duration = durationOf(flight, worldSpeed) * haste;
      this.#arrivals.set(flight.sequence, begin + duration);
      const key = `${flight.group} ${Math.floor(begin / TOGETHER)}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { flight, begin, duration, count: 1 });
      else group.count++;
    }
    this.#forget(now);
    return [...groups.values()]
      .sort((a, b) => a.begin - b.begin)
      .map((group) => {
        const label = this.#labelOf(group);
        return label === undefined ? group : { ...group, label };
      });
  }

  #labelOf({ flight, begin, duration }: Group): ScheduledFlight['label'] {
    if (flight.label === '') return undefined;
    const { name } = flight.lane;
    const free = this.#free.get(name) ?? 0;
    const urgent = flight.tone === 'bad';
    if (free - begin > WAIT && !urgent && flight.takes === undefined) return undefined;
    const from = Math.max(begin, free);
    const lasts = Math.max(urgent ? 2 * READ : READ, duration + LINGER, flight.takes?.milliseconds ?? 0);
    this.#free.set(name, from + (flight.takes === undefined ? lasts : READ));
    return { begin: from, duration: lasts };
  }

  #arrivalOf(cause: number, causeOf: (sequence: number) => number): number {
    let at = cause;
    for (let steps = 0; at !== 0 && steps < 12; steps++) {
      const arrival = this.#arrivals.get(at);
      if (arrival !== undefined) return arrival;
      at = causeOf(at);
    }
    return 0;
  }

  #forget(now: number): void {
    for (const [lane, free] of this.#free) if (free < now) this.#free.delete(lane);
    if (this.#arrivals.size < 2000) return;
    for (const [sequence, arrival] of this.#arrivals) if (arrival < now) this.#arrivals.delete(sequence);
  }
}

function durationOf(flight: Flight, worldSpeed: number): number {
  const tempo = Number.isFinite(worldSpeed) ? Math.max(0.5, Math.sqrt(worldSpeed)) : 4;
  if (flight.way.length < 2) return ACT / tempo;
  return Math.min(LONGEST, Math.max(SHORTEST, (lengthOf(flight.way) / SPEED) * 1000)) / tempo;
}
