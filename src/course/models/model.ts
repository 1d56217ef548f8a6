/**
 * Small worlds of a few numbers, for what a cluster cannot show: what a month costs, what a release interrupts. A model
 * is a pure function from its knobs, and from what was done with it, to its figures. Every number that it takes for
 * granted is listed under `assumptions`, and the page tells them all.
 */

/** A knob with steps: its values in order. */
export interface Scale {
  readonly kind: 'scale';
  readonly about: string;
  readonly values: readonly number[];
  readonly start: number;
}

/** A knob with names to choose from. */
export interface Choice {
  readonly kind: 'choice';
  readonly about: string;
  readonly values: readonly string[];
  readonly start: string;
}

export type Knob = Scale | Choice;

/** Something that can be done, again and again: it leaves the knobs alone and has an outcome. */
export interface Act {
  readonly about: string;
  /** What it can be done to; without them it is done to the whole. */
  readonly targets?: readonly string[];
}

export type Setting = number | string;
export type Settings = Readonly<Record<string, Setting>>;
export type Figure = number | string | readonly string[];
export type Figures = Readonly<Record<string, Figure>>;

/** An act that was done, and how the knobs stood then. */
export interface Done {
  readonly act: string;
  readonly target?: string;
  readonly knobs: Settings;
}

export interface Model {
  /** What it is about, in a sentence, for authors. */
  readonly about: string;
  readonly knobs: Readonly<Record<string, Knob>>;
  readonly acts: Readonly<Record<string, Act>>;
  /** What each figure means, for authors. */
  readonly figures: Readonly<Record<string, string>>;
  /** What it takes for granted: the numbers of each assumption, by its name. The page has the sentence. */
  readonly assumptions: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The figures that follow from the knobs and from everything that was done. Pure. */
  work(knobs: Settings, done: readonly Done[]): Figures;
}

/** Whole numbers from one to another. */
export function steps(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
