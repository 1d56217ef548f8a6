/**
 * The one door: the API server as everything sees it. Controllers, kubelets, kubectl, the diagram and the served HTTP
 * port all come in here, with the real paths and bodies.
 */
import type { Result } from '../../base/result';
import type { Status } from '../../kinds/status';
import type { Clock } from '../clock';
import type { Input, Output } from '../processes/pipe';
import type { Actor } from '../trace';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Without the query: `/api/v1/namespaces/default/pods`. */
  readonly path: string;
  /** A name that is given several times (exec's `command`) has a list. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** Lower-case names: `accept`, `content-type`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** An object for JSON, or the raw text (YAML and malformed bodies included). */
  readonly body?: unknown;
}

export interface ApiResponse {
  readonly code: number;
  /** A plain object (frozen: do not change it), or a text. */
  readonly body: unknown;
  /** Of the body, where it is not simply JSON for an object and plain text for a text. */
  readonly contentType?: string;
  /** Where else it is, with codes from 300 on. */
  readonly location?: string;
  /** Such as deprecation and unknown-field warnings, as kubectl prints them after `Warning: `. */
  readonly warnings?: readonly string[];
}

/** Who somebody is to the API server. */
export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
  readonly uid?: string;
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Who asks: the identity that the connection has by itself, and the actor for the trace. A bearer token and the headers
 * of impersonation in a request say more (`authorization`, `impersonate-user`, ...).
 */
export interface Caller extends Identity {
  readonly actor: Actor;
}

/** Who a connection without credentials is. */
export const ANONYMOUS: Identity = { user: 'system:anonymous', groups: ['system:unauthenticated'] };

export interface WatchEvent<T = unknown> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: T;
}

export interface WatchHandle {
  stop(): void;
}

/** Takes events in order; `closed` is called once when the server ends the watch. */
export interface WatchSink {
  event(event: WatchEvent): void;
  closed?(): void;
}

/** An open exec, attach, port-forward or followed log: streams both ways and how it ended. */
export interface Stream {
  /** What the caller writes into. */
  readonly stdin: Output;
  readonly stdout: Input;
  readonly stderr: Input;
  /** Tells how it ended: the command's exit code, or why the stream broke. */
  onEnd(listener: (end: { readonly code: number; readonly message?: string }) => void): () => void;
  resize(columns: number, rows: number): void;
  /** The caller hangs up. */
  close(): void;
}

export interface ApiServer {
  /** The world's clock, when the server is in the same world: clients back off and stamp events by it. */
  readonly clock?: Clock;
  /** Answers a request. Code 0 in the answer means that nobody listens (the API server is stopped). */
  handle(request: ApiRequest, caller: Caller): ApiResponse;
  /**
   * As `handle`, for whoever can wait: what is passed on to others (the `proxy` subresources) is answered when they have
   * answered, everything else at once.
   */
  ask(request: ApiRequest, caller: Caller, answered: (response: ApiResponse) => void): void;
  /** A GET with `watch=true` in its query. Events arrive a little later, through the clock, in order. */
  watch(request: ApiRequest, caller: Caller, sink: WatchSink): Result<WatchHandle, Status>;
  /** exec, attach, port-forward, and log with `follow=true`. */
  connect(request: ApiRequest, caller: Caller): Result<Stream, Status>;
}
