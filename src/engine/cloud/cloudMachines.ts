/** The cloud's machines, as its own interface tells of them: the cluster's nodes run on these. */
export interface CloudMachine {
  readonly name: string;
  /** What the cloud rents it out as: `standard-2`. */
  readonly type: string;
  readonly running: boolean;
}

/** Asks the cloud. undefined: it has no such machine (any more). */
export type FindMachine = (name: string) => CloudMachine | undefined;
