/**
 * When each flight begins and how long it takes. What follows from something begins when that has arrived, so that a
 * chain of causes is seen one after the other although the engine took milliseconds for it; nothing lags far behind.
 */
import { lengthOf } from '../graph/geometry';
import type { Flight } from './flight';

/** Points of the picture per second, at speed 1. */
const SPEED = 420;
const SHORTEST = 260;
const LONGEST = 900;
/** The picture follows the engine by at most this much, in milliseconds. */
const LAG = 1200;
/** Flights alike that begin within this time are one. */
const TOGETHER = 70;

export interface ScheduledFlight {
  readonly flight: Flight;
  readonly begin: number;
  readonly duration: number;
  readonly count: number;
}

export class FlightSchedule {
  /** When the flight of a trace entry arrives, by its number. */
  readonly #arrivals = new Map<number, number>();

  /** Plans flights that came together, at wall time `now`. `causeOf` finds an entry's cause. */
  plan(
    flights: readonly Flight[],
    now: number,
    worldSpeed: number,
    causeOf: (sequence: number) => number,
  ): ScheduledFlight[] {
    const groups = new Map<string, { flight: Flight; begin: number; duration: number; count: number }>();
    for (const flight of flights) {
      const begin = Math.min(Math.max(now, this.#arrivalOf(flight.cause, causeOf)), now + LAG);
      const duration = durationOf(flight, worldSpeed);
      this.#arrivals.set(flight.sequence, begin + duration);
      const key = `${flight.group} ${Math.floor(begin / TOGETHER)}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { flight, begin, duration, count: 1 });
      else group.count++;
    }
    this.#forget(now);
    return [...groups.values()];
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
    if (this.#arrivals.size < 2000) return;
    for (const [sequence, arrival] of this.#arrivals) if (arrival < now) this.#arrivals.delete(sequence);
  }
}

function durationOf(flight: Flight, worldSpeed: number): number {
  const tempo = Number.isFinite(worldSpeed) ? Math.max(0.5, Math.sqrt(worldSpeed)) : 4;
  return Math.min(LONGEST, Math.max(SHORTEST, (lengthOf(flight.way) / SPEED) * 1000)) / tempo;
}
