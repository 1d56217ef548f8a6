/** The API server: every request's way through it, from path to answer. */
import { clone } from '../../base/clone';
import type { Random } from '../../base/random';
import { fail, ok, type Result } from '../../base/result';
import type { Kind } from '../../kinds/kind';
import { apiVersionOf } from '../../kinds/kind';
import type { ClusterObject, ObjectList } from '../../kinds/object';
import { mergePatch } from '../../kinds/patch/mergePatch';
import type { Status } from '../../kinds/status';
import type {
  ApiRequest,
  ApiResponse,
  ApiServer,
  Caller,
  Stream,
  WatchEvent,
  WatchHandle,
  WatchSink,
} from '../client/door';
import type { Clock } from '../clock';
import { Etcd } from '../etcd/etcd';
import type { Trace } from '../trace';
import { admissionPlugins } from './admission/registry';
import { Call } from './call';
import { listObjects, selectionOf } from './listing';
import { ObjectStore } from './objectStore';
import { requestInfo } from './requestInfo';
import * as statusError from './statusError';
import { storagePrefix } from './storageKey';
import { bookmark, WatchHub } from './watchHub';

export interface ApiServerOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly kinds: readonly Kind[];
  /** Of service addresses, such as `10.96.0.0/12`. */
  readonly serviceCidr?: string;
  /** How many changes etcd remembers. */
  readonly historyLimit?: number;
}

export function createApiServer(options: ApiServerOptions): LocalApiServer {
  return new LocalApiServer(options);
}

export class LocalApiServer implements ApiServer {
  readonly etcd: Etcd<ClusterObject>;
  readonly clock: Clock;
  readonly #trace: Trace;
  readonly #store: ObjectStore;
  readonly #hub: WatchHub;
  readonly #kinds: ReadonlyMap<string, Kind>;
  #running = true;

  constructor(options: ApiServerOptions) {
    const { clock, trace, random, kinds } = options;
    this.clock = clock;
    this.#trace = trace;
    this.etcd = new Etcd(clock, options.historyLimit === undefined ? {} : { historyLimit: options.historyLimit });
    this.#store = new ObjectStore(clock, random, this.etcd, admissionPlugins);
    this.#hub = new WatchHub(clock, trace, random, this.etcd);
    this.#kinds = new Map(kinds.map((kind) => [`${apiVersionOf(kind)}/${kind.plural}`, kind]));
  }

  /** False while the server is stopped: then nobody answers. */
  get running(): boolean {
    return this.#running;
  }

  /** Stops answering and breaks every watch and stream. */
  stop(): void {
    this.#running = false;
    this.#hub.closeAll();
  }

  start(): void {
    this.#running = true;
  }

  handle(request: ApiRequest, caller: Caller): ApiResponse {
    if (!this.#running) return { code: 0, body: statusError.connectionRefused() };
    const call = this.#callOf(request, caller);
    if (!call.ok) return { code: call.error.code, body: call.error };
    const result = this.#dispatch(call.value);
    const answer: ApiResponse = result.ok
      ? { code: call.value.resource.verb === 'create' ? 201 : 200, body: result.value, warnings: call.value.warnings }
      : { code: result.error.code, body: result.error, warnings: call.value.warnings };
    call.value.finish(answer.code, result.ok ? undefined : result.error.reason);
    return answer;
  }

  watch(request: ApiRequest, caller: Caller, sink: WatchSink): Result<WatchHandle, Status> {
    if (!this.#running) return fail(statusError.connectionRefused());
    const found = this.#callOf({ ...request, query: { ...request.query, watch: 'true' } }, caller);
    if (!found.ok) return found;
    const call = found.value;
    const opened = this.#openWatch(call, sink);
    call.finish(opened.ok ? 200 : opened.error.code, opened.ok ? undefined : opened.error.reason);
    return opened;
  }

  connect(_request: ApiRequest, _caller: Caller): Result<Stream, Status> {
    if (!this.#running) return fail(statusError.connectionRefused());
    return fail(statusError.noSuchResource());
  }

  #callOf(request: ApiRequest, caller: Caller): Result<Call, Status> {
    const info = requestInfo(request, (group, version, plural) =>
      this.#kinds.get(group === '' ? `${version}/${plural}` : `${group}/${version}/${plural}`),
    );
    if (info.type !== 'resource') return fail(statusError.noSuchResource());
    return ok(new Call(request, caller, info.resource, this.clock, this.#trace));
  }

  #dispatch(call: Call): Result<unknown, Status> {
    const { verb, subresource } = call.resource;
    if (subresource !== '' && subresource !== 'status') return fail(statusError.noSuchResource());
    switch (verb) {
      case 'get':
        return this.#store.get(call);
      case 'list':
        return listObjects(call, this.etcd);
      case 'create': {
        const draft = clone(call.request.body) as ClusterObject;
        draft.metadata ??= { name: '' };
        if (call.resource.kind.namespaced) draft.metadata.namespace = call.resource.namespace;
        return this.#store.create(call, draft);
      }
      case 'update':
        return this.#store.update(call, () => ok(clone(call.request.body) as ClusterObject), {
          subresource,
          ...(subresource === 'status' ? { prepare: keepAllButStatus, validate: () => [] } : {}),
        });
      case 'patch':
        return this.#store.update(
          call,
          (existing) => ok(mergePatch(clone(existing), call.request.body) as ClusterObject),
          {
            subresource,
            ...(subresource === 'status' ? { prepare: keepAllButStatus, validate: () => [] } : {}),
          },
        );
      case 'delete': {
        const found = this.#store.get(call);
        if (!found.ok) return found;
        return ok(this.#store.remove(call, found.value, 200));
      }
      default:
        return fail(statusError.methodNotAllowed());
    }
  }

  #openWatch(call: Call, sink: WatchSink): Result<WatchHandle, Status> {
    const { kind, namespace } = call.resource;
    const selection = selectionOf(call);
    if (!selection.ok) return selection;
    const { matches } = selection.value;
    const asked = call.query['resourceVersion'] ?? '';
    let initial: WatchEvent<ClusterObject>[] = [];
    let since: Parameters<WatchHub['open']>[0]['since'] = [];
    if (asked === '' || asked === '0' || call.flag('sendInitialEvents')) {
      const list = listObjects(call, this.etcd) as Result<ObjectList<ClusterObject>, Status>;
      if (!list.ok) return list;
      initial = list.value.items.map((object) => ({ type: 'ADDED', object }));
      if (call.flag('sendInitialEvents')) {
        initial.push(bookmark(kind, this.etcd.revision, { 'k8s.io/initial-events-end': 'true' }));
      }
    } else {
      const changes = this.etcd.since(storagePrefix(kind, namespace), Number(asked));
      if (changes.ok) since = changes.value;
      else {
        const message = `too old resource version: ${asked} (${changes.error.oldest})`;
        initial = [{ type: 'ERROR', object: statusError.expired(message) as unknown as ClusterObject }];
      }
    }
    const handle = this.#hub.open(
      {
        kind,
        namespace,
        matches,
        actor: call.caller.actor,
        initial,
        since,
        present: (object) => object,
        bookmarkEvery: call.flag('allowWatchBookmarks') ? 60_000 : 0,
        timeout: Number(call.query['timeoutSeconds'] ?? 0) * 1000,
      },
      sink,
    );
    return ok(handle);
  }
}

function keepAllButStatus(draft: ClusterObject, old: ClusterObject): void {
  // Annotations and finalizers may change with a status (the Deployment's revision does); labels may not.
  const { status, metadata } = draft as { status?: unknown } & ClusterObject;
  const { labels: _labels, ...meta } = metadata;
  const labels = old.metadata.labels === undefined ? {} : { labels: clone(old.metadata.labels) };
  for (const key of Object.keys(draft)) delete (draft as unknown as Record<string, unknown>)[key];
  Object.assign(draft, clone(old), { metadata: { ...meta, ...labels } }, status === undefined ? {} : { status });
}
