/** The words that conditions are written in, and what they may look at. */
import type { ClusterObject } from '../kinds/object';

/** A network exchange that came to an end since the step began. */
export interface SeenExchange {
  /** `laptop`, `pod/NAMESPACE/NAME`, `node/NODE`. */
  readonly from: string;
  readonly outcome: string;
  /** Every place that it passed: `service/...`, `load-balancer`, `node/...`, `pod/...`. */
  readonly places: readonly string[];
}

/** A request that the API server answered since the step began, made by the learner's own client. */
export interface SeenRequest {
  readonly verb: string;
  readonly resource: string;
  readonly name: string;
  readonly code: number;
}

/** The state of the world as a check sees it. */
export interface CheckView {
  /** All living objects of a kind (`Pod`, `ReplicationController`), as the API server lists them. */
  list(kind: string): readonly ClusterObject[];
  /** The text of a file in the home directory. */
  file(path: string): string | undefined;
  readonly exchanges: readonly SeenExchange[];
  readonly requests: readonly SeenRequest[];
  /** Objects of that kind that were there since the step began and are gone or on their way out. */
  gone(kind: string): readonly ClusterObject[];
}

export interface Verdict {
  readonly met: boolean;
  /** What the world shows, for the tick's second line. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export interface Check {
  /** Particulars that it takes. */
  readonly fields: readonly string[];
  readonly required: readonly string[];
  judge(view: CheckView, use: Readonly<Record<string, unknown>>): Verdict;
}
