/** What moves in the picture: one entry of the trace, or several alike, on their way. */
import type { Point } from '../graph/geometry';

export interface Flight {
  /** The trace entry's number. */
  readonly sequence: number;
  readonly cause: number;
  /** move: a change on its way; quiet: somebody is told, or reads; ok and bad: a network exchange. */
  readonly tone: 'move' | 'quiet' | 'ok' | 'bad';
  readonly label: string;
  readonly way: readonly Point[];
  /** Who it comes from and goes to: they light up. */
  readonly from: string;
  readonly to: string;
  /** Flights with the same key that begin together become one with a count. */
  readonly group: string;
}
