/** What moves in the picture: one entry of the trace, or several alike, on their way. */
import type { Point, Rect } from '../graph/geometry';

export interface Flight {
  /** The trace entry's number. */
  readonly sequence: number;
  readonly cause: number;
  /** move: a change on its way; quiet: somebody is told, or reads; ok and bad: a network exchange. */
  readonly tone: 'move' | 'quiet' | 'ok' | 'bad';
  readonly label: string;
  /** Where the words stand: in free strips of the picture, one at a time in each of them. */
  readonly lane: Lane;
  /** The way of what moves; a single point or none for an act, which stays where it happens. */
  readonly way: readonly Point[];
  /** From where to where on its way, in points, the packet travels inside another one. */
  readonly wrapped?: { readonly from: number; readonly to: number };
  /** Who it comes from and goes to: they light up. */
  readonly from: string;
  readonly to: string;
  /** Flights with the same key that begin together become one with a count. */
  readonly group: string;
  /** What takes its time in the world: for how long, in milliseconds of the cluster, and on which box it is shown. */
  readonly takes?: { readonly milliseconds: number; readonly on: Rect };
}

export interface Lane {
  readonly name: string;
  readonly at: Point;
  /** How wide the words may be, in points of the picture. */
  readonly room: number;
}
