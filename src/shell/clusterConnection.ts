/** A client's connection to an API server that runs in the same world: each call costs a little cluster time. */
import type { Result } from '../base/result';
import { fail, ok } from '../base/result';
import type { ApiRequest, ApiResponse, ApiServer, Caller, Stream, WatchEvent } from '../engine/client/door';
import type { Clock } from '../engine/clock';
import { sleep } from '../engine/processes/kernel';
import type { Routine } from '../engine/processes/routine';
import type { Status } from '../kinds/status';
import type { ClusterConnection, ClusterWatch, Credentials } from './command';

/** Milliseconds from the client to the server and back. */
const ROUND_TRIP = 3;

/** The caller that the server takes these credentials for. */
function callerOf(credentials: Credentials): Caller {
  const actor = credentials.actor ?? 'kubectl';
  if (credentials.user === undefined) return { user: 'system:anonymous', groups: ['system:unauthenticated'], actor };
  const groups = new Set([...(credentials.groups ?? []), 'system:authenticated']);
  const { user, extra } = credentials;
  return { user, groups: [...groups], actor, ...(extra === undefined ? {} : { extra }) };
}

/** Waits for the answer, which most requests have at once. */
function* answerOf(server: ApiServer, request: ApiRequest, caller: Caller): Routine<ApiResponse> {
  let answer: ApiResponse | undefined;
  let wakeUp: (() => void) | undefined;
  server.ask(request, caller, (response) => {
    answer = response;
    wakeUp?.();
  });
  while (answer === undefined) {
    yield (wake) => {
      wakeUp = wake;
      return () => {
        wakeUp = undefined;
      };
    };
  }
  return answer;
}

/** Connects a client to an API server as the given user. */
export function connectCluster(server: ApiServer, clock: Clock, credentials: Credentials): ClusterConnection {
  const caller = callerOf(credentials);
  const { headers } = credentials;
  const complete = (request: ApiRequest): ApiRequest =>
    headers === undefined ? request : { ...request, headers: { ...request.headers, ...headers } };
  return {
    *request(request: ApiRequest): Routine<ApiResponse> {
      yield* sleep(clock, ROUND_TRIP / 2);
      const response = yield* answerOf(server, complete(request), caller);
      yield* sleep(clock, ROUND_TRIP / 2);
      return response;
    },
    *watch(request: ApiRequest): Routine<Result<ClusterWatch, Status>> {
      yield* sleep(clock, ROUND_TRIP);
      const queue = new WatchQueue();
      const opened = server.watch(complete(request), caller, queue);
      if (!opened.ok) return fail(opened.error);
      queue.onStop = () => opened.value.stop();
      return ok(queue);
    },
    *connect(request: ApiRequest): Routine<Result<Stream, Status>> {
      yield* sleep(clock, ROUND_TRIP);
      return server.connect(complete(request), caller);
    },
  };
}

/** Keeps a watch's events until they are asked for. */
class WatchQueue implements ClusterWatch {
  onStop: (() => void) | undefined;
  readonly #events: WatchEvent[] = [];
  #closed = false;
  #wake: (() => void) | undefined;

  event(event: WatchEvent): void {
    this.#events.push(event);
    this.#wake?.();
  }

  closed(): void {
    this.#closed = true;
    this.#wake?.();
  }

  *next(): Routine<WatchEvent | undefined> {
    while (this.#events.length === 0 && !this.#closed) {
      yield (wake) => {
        this.#wake = wake;
        return () => {
          this.#wake = undefined;
        };
      };
    }
    return this.#events.shift();
  }

  stop(): void {
    this.closed();
    this.onStop?.();
  }
}
