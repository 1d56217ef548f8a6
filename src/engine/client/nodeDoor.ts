/**
 * A kubelet's own server, as the API server calls it for logs, exec, attach and port-forward. The API server checks pod
 * and container names first; what is refused here is worded by the kubelet.
 */
import type { Result } from '../../base/result';
import type { ExchangeOutcome, HttpRequest } from '../network/namespace';
import type { ApiResponse, Stream } from './door';

/** Which container of which pod. */
export interface ContainerTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** The query of pods/log. */
export interface LogOptions {
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  /** The last so many lines. */
  readonly tailLines?: number;
  readonly sinceSeconds?: number;
  /** Milliseconds since 1970. */
  readonly sinceTime?: number;
  readonly limitBytes?: number;
}

export interface ExecOptions {
  readonly command: readonly string[];
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Why the kubelet refused: its HTTP code and text. */
export interface NodeError {
  readonly code: 400 | 404 | 500;
  readonly message: string;
}

/** What something has used: CPU time since it began, and memory now. */
export interface MeasuredUse {
  readonly cpuMilliseconds: number;
  readonly memoryBytes: number;
}

/** What a node and the running containers on it have used. */
export interface NodeUse {
  readonly node: MeasuredUse;
  readonly pods: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly containers: readonly { readonly name: string; readonly id: string; readonly use: MeasuredUse }[];
  }[];
}

export interface NodeDoor {
  /** The summary that metrics are made of. */
  use(): NodeUse;
  /** Answers a plain request: `/healthz`, `/stats/summary`, `/logs/`. */
  page(path: string): ApiResponse;
  /** The log as it is now. */
  log(target: ContainerTarget, options: LogOptions): Result<string, NodeError>;
  /** The log, and what is added to it until the container ends. */
  followLog(target: ContainerTarget, options: LogOptions): Result<Stream, NodeError>;
  exec(target: ContainerTarget, options: ExecOptions): Result<Stream, NodeError>;
  attach(target: ContainerTarget, options: { readonly stdin: boolean }): Result<Stream, NodeError>;
  /**
   * Forwards HTTP requests to ports of the pod, simplified from raw connections: each line written to the stream's
   * stdin is a `ForwardedRequest` as JSON, each line that can be read from its stdout a `ForwardedAnswer`.
   */
  portForward(target: Omit<ContainerTarget, 'container'>): Result<Stream, NodeError>;
}

/** Finds a node's server; undefined when nobody listens there (kubelet or node stopped). */
export type FindNodeDoor = (node: string) => NodeDoor | undefined;

export interface ForwardedRequest {
  /** Chosen by the caller; the answer has the same. */
  readonly id: number;
  /** The pod's port. The request's own host and port are what its author called. */
  readonly port: number;
  readonly request: HttpRequest;
}

export interface ForwardedAnswer {
  readonly id: number;
  readonly outcome: ExchangeOutcome;
}
