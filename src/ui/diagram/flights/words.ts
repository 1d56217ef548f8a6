/** The words that flights are labelled with. */
export interface FlightWords {
  /** How the outcome of a network exchange is said: `refused` as "connection refused". */
  readonly outcomes: Readonly<Record<string, string>>;
  /** What a component does outside the API, in a word or two: `pull-image` as "pulls {image}". */
  readonly acts: Readonly<Record<string, string>>;
}
