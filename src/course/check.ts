/** The words that conditions are written in, and what they may look at. */
import type { DaemonEvent } from '../engine/docker/daemon';
import type { ClusterObject } from '../kinds/object';
import type { GoalMark } from './goal';
import type { Figures } from './models/model';

/** A network exchange that came to an end since the step began. */
export interface SeenExchange {
  /** `laptop`, `pod/NAMESPACE/NAME`, `node/NODE`, `container/NAME`. */
  readonly from: string;
  readonly outcome: string;
  /** Every place that it passed: `service/...`, `load-balancer`, `node/...`, `pod/...`, `container/...`. */
  readonly places: readonly string[];
  /** The devices that it went through: `eth0`, `cni0`, `flannel.1`. */
  readonly devices: readonly string[];
  /** What was asked: `GET http://localhost:8080/`. */
  readonly summary: string;
  /** What came back, where it was HTTP. */
  readonly answer?: { readonly status: number; readonly body: string };
}

/** A request that the API server answered since the step began, made by the learner's own client. */
export interface SeenRequest {
  readonly verb: string;
  readonly resource: string;
  readonly name: string;
  readonly code: number;
}

/** A request that a client made of Docker's daemon since the step began. */
export interface SeenCall {
  /** `GET /containers/kubia/logs`, the container or image as it was written. */
  readonly call: string;
  /** Names of the container or image that was meant; empty when there was none of that name. */
  readonly names: readonly string[];
}

/** The state of the world as a check sees it. */
export interface CheckView {
  /**
   * All living objects of a kind (`Pod`, `ReplicationController`), as the API server lists them, or all things of a
   * machine (`container`, `process`; the laptop's when left out).
   */
  list(kind: string, machine?: string): readonly ClusterObject[];
  /** The text of a file: of the home directory or, when the path begins with a slash, of the laptop or a container. */
  file(path: string, container?: string): string | undefined;
  readonly exchanges: readonly SeenExchange[];
  readonly requests: readonly SeenRequest[];
  readonly calls: readonly SeenCall[];
  /** What happened at the laptop's Docker since the step began. */
  readonly events: readonly DaemonEvent[];
  /** Knobs and figures of the lesson's model; undefined when it has none. */
  readonly model: Figures | undefined;
  /** Objects of that kind that were there since the step began and are gone or on their way out. */
  gone(kind: string): readonly ClusterObject[];
}

export interface Verdict {
  readonly met: boolean;
  /** What the world shows, for the tick's second line. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export interface Check {
  /** When it holds, in a sentence. */
  readonly about: string;
  /** Particulars that it takes, and what each means. */
  readonly fields: Readonly<Record<string, string>>;
  readonly required: readonly string[];
  /** True when it holds by itself as long as the state does; the others look at what happened during the step. */
  readonly lasting: boolean;
  judge(view: CheckView, use: Readonly<Record<string, unknown>>): Verdict;
  /** What it wants of single things, for the picture; without it there is nothing to point at. */
  readonly goal?: (view: CheckView, use: Readonly<Record<string, unknown>>) => readonly GoalMark[];
}
