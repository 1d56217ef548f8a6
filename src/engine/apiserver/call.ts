/** One request on its way through the API server. */

import type { ApiRequest, Caller } from '../client/door';
import type { Clock } from '../clock';
import type { ObjectName, Trace } from '../trace';
import { isTrue, type ResourceInfo } from './requestInfo';

/** Kinds whose requests are not recorded: heartbeats every few seconds that would drown all else. */
const QUIET: ReadonlySet<string> = new Set(['leases']);

/** True for a kind whose writes and watch events stay out of the trace. */
export function isQuiet(plural: string): boolean {
  return QUIET.has(plural);
}

/**
 * Callers outside of the world, who look at it and are no part of it: they leave no trace, take no cluster time and
 * draw no random numbers, so that a world runs the same whether somebody looks or not.
 */
const OBSERVERS: ReadonlySet<string> = new Set(['diagram', 'lesson']);

export function isObserver(actor: string): boolean {
  return OBSERVERS.has(actor);
}

/** Components that read all the time: only what they write is recorded. */
const BACKGROUND_READERS = ['scheduler', 'controller-manager', 'cloud', 'api-server', 'kubelet/', 'kube-proxy/'];

/** True for components of the cluster and its onlookers. */
function isComponent(actor: string): boolean {
  return isObserver(actor) || BACKGROUND_READERS.some((reader) => actor.startsWith(reader));
}

/** Programs of the cluster whose reads are recorded. */
const AGENTS: ReadonlySet<string> = new Set(['network', 'storage-provisioner']);

/** False for those of whom we know that they do not ask who owns which fields. */
export function seesManagers(actor: string): boolean {
  return !isComponent(actor) && !AGENTS.has(actor);
}

const NO_QUERY: Readonly<Record<string, string>> = {};

export class Call {
  readonly request: ApiRequest;
  readonly caller: Caller;
  readonly resource: ResourceInfo;
  /** The first value of each name. */
  readonly query: Readonly<Record<string, string>>;
  /** What the answer will carry as `Warning` headers. */
  readonly warnings: string[] = [];
  /** The name and UID of the object that it is about, once they are known. */
  name: string;
  uid: string | undefined;
  /** True when a PUT or PATCH has made what wasn't there. */
  created = false;
  /** True when everything is done but the writing (`dryRun=All`). */
  dryRun: boolean;
  readonly #clock: Clock;
  readonly #trace: Trace;
  #sequence: number | undefined;

  constructor(request: ApiRequest, caller: Caller, resource: ResourceInfo, clock: Clock, trace: Trace) {
    this.request = request;
    this.caller = caller;
    this.resource = resource;
    this.query = request.query === undefined ? NO_QUERY : firstValues(request.query);
    this.name = resource.name;
    this.dryRun = this.query['dryRun'] === 'All';
    this.#clock = clock;
    this.#trace = trace;
  }

  /** The same request, taken as one about something else. */
  about(resource: ResourceInfo): Call {
    return new Call(this.request, this.caller, resource, this.#clock, this.#trace);
  }

  /** Every value that a name was given. */
  queryAll(name: string): readonly string[] {
    const value = this.request.query?.[name];
    return value === undefined ? [] : typeof value === 'string' ? [value] : value;
  }

  /** True when the query says so. */
  flag(name: string): boolean {
    return isTrue(this.query[name]);
  }

  warn(text: string): void {
    if (!this.warnings.includes(text)) this.warnings.push(text);
  }

  /** Does a write: the request is recorded (once) as its cause, with the revision that it is about to make. */
  write<T>(code: number, revision: number, change: () => T): T {
    if (isQuiet(this.resource.kind.plural)) return change();
    this.#sequence ??= this.#record(code, { revision });
    return this.#clock.withCause(this.#sequence, change);
  }

  /** Records what was not a write: refusals, and the reads of whoever isn't in the background. */
  finish(code: number, reason: string | undefined): void {
    if (this.#sequence !== undefined || isQuiet(this.resource.kind.plural)) return;
    // Whoever asks for a token reads it: nothing is written.
    const reading = ['get', 'list', 'watch'].includes(this.resource.verb) || this.resource.subresource === 'token';
    const { actor } = this.caller;
    if (reading && isComponent(actor)) return;
    this.#sequence = this.#record(code, reason === undefined || reason === '' ? {} : { reason });
  }

  #record(code: number, more: { revision?: number; reason?: string }): number {
    const { subresource, verb } = this.resource;
    return this.#trace.record({
      kind: 'request',
      actor: this.caller.actor,
      verb,
      object: this.#objectName(),
      ...(subresource === '' ? {} : { subresource }),
      code,
      ...more,
    });
  }

  #objectName(): ObjectName {
    const { kind, namespace } = this.resource;
    const resource = kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
    return { resource, namespace, name: this.name, ...(this.uid === undefined ? {} : { uid: this.uid }) };
  }
}

function firstValues(query: NonNullable<ApiRequest['query']>): Readonly<Record<string, string>> {
  const first: Record<string, string> = {};
  for (const [name, value] of Object.entries(query)) first[name] = typeof value === 'string' ? value : (value[0] ?? '');
  return first;
}
