/** A typed client of the API server: what controllers, kubelets and the rest of the engine ask through. */
import type { Result } from '../../base/result';
import { fail, ok } from '../../base/result';
import type { Kind } from '../../kinds/kind';
import { apiVersionOf, pathOf } from '../../kinds/kind';
import type { ClusterObject, ObjectList } from '../../kinds/object';
import type { Status } from '../../kinds/status';
import type { ApiRequest, ApiServer, Caller, WatchHandle, WatchSink } from './door';

export interface ListOptions {
  /** Left out for all namespaces. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

export interface PatchOptions {
  readonly type: 'merge' | 'strategic' | 'json' | 'apply';
  readonly subresource?: string;
  readonly fieldManager?: string;
  readonly force?: boolean;
}

const PATCH_TYPES: Readonly<Record<PatchOptions['type'], string>> = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
};

export class Client {
  readonly server: ApiServer;
  readonly caller: Caller;

  constructor(server: ApiServer, caller: Caller) {
    this.server = server;
    this.caller = caller;
  }

  /** Any request; a refusal (or code 0, when nobody listens) becomes the error. */
  request<T>(request: ApiRequest): Result<T, Status> {
    const response = this.server.handle(request, this.caller);
    if (response.code >= 200 && response.code < 300) return ok(response.body as T);
    return fail(response.body as Status);
  }

  get<T extends ClusterObject>(kind: Kind<T>, name: string, namespace?: string): Result<T, Status> {
    return this.request({ method: 'GET', path: pathOf(kind, namespace, name) });
  }

  list<T extends ClusterObject>(kind: Kind<T>, options: ListOptions = {}): Result<ObjectList<T>, Status> {
    return this.request({ method: 'GET', path: pathOf(kind, options.namespace), query: selectors(options) });
  }

  create<T extends ClusterObject>(kind: Kind<T>, object: T): Result<T, Status> {
    const body = withType(kind, object);
    return this.request({ method: 'POST', path: pathOf(kind, object.metadata.namespace), body });
  }

  /** Replaces the object; its resourceVersion, if there, must be the newest. */
  update<T extends ClusterObject>(kind: Kind<T>, object: T): Result<T, Status> {
    return this.#put(kind, object);
  }

  updateStatus<T extends ClusterObject>(kind: Kind<T>, object: T): Result<T, Status> {
    return this.#put(kind, object, 'status');
  }

  patch<T extends ClusterObject>(
    kind: Kind<T>,
    name: string,
    namespace: string | undefined,
    patch: unknown,
    options: PatchOptions,
  ): Result<T, Status> {
    return this.request({
      method: 'PATCH',
      path: pathOf(kind, namespace, name, options.subresource),
      headers: { 'content-type': PATCH_TYPES[options.type] },
      query: {
        ...(options.fieldManager === undefined ? {} : { fieldManager: options.fieldManager }),
        ...(options.force === undefined ? {} : { force: String(options.force) }),
      },
      body: patch,
    });
  }

  delete(kind: Kind, name: string, namespace?: string, options: DeleteOptions = {}): Result<unknown, Status> {
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', ...options };
    return this.request({ method: 'DELETE', path: pathOf(kind, namespace, name), body });
  }

  /** Posts to a subresource: `pods/binding`, `pods/eviction`. */
  createSubresource(
    kind: Kind,
    name: string,
    namespace: string | undefined,
    subresource: string,
    body: unknown,
  ): Result<unknown, Status> {
    return this.request({ method: 'POST', path: pathOf(kind, namespace, name, subresource), body });
  }

  /** Watches a collection from a resourceVersion on; without one, what exists comes first as ADDED. */
  watch(
    kind: Kind,
    options: ListOptions & { readonly resourceVersion?: string },
    sink: WatchSink,
  ): Result<WatchHandle, Status> {
    const { resourceVersion } = options;
    return this.server.watch(
      {
        method: 'GET',
        path: pathOf(kind, options.namespace),
        query: { ...selectors(options), watch: 'true', ...(resourceVersion === undefined ? {} : { resourceVersion }) },
      },
      this.caller,
      sink,
    );
  }

  #put<T extends ClusterObject>(kind: Kind<T>, object: T, subresource?: string): Result<T, Status> {
    const { name, namespace } = object.metadata;
    const body = withType(kind, object);
    return this.request({ method: 'PUT', path: pathOf(kind, namespace, name, subresource), body });
  }
}

/** Components may leave out kind and apiVersion: the declaration knows them. */
function withType<T extends ClusterObject>(kind: Kind<T>, object: T): T {
  return { ...object, kind: kind.kind, apiVersion: apiVersionOf(kind) };
}

function selectors(options: ListOptions): Record<string, string> {
  return {
    ...(options.labelSelector === undefined ? {} : { labelSelector: options.labelSelector }),
    ...(options.fieldSelector === undefined ? {} : { fieldSelector: options.fieldSelector }),
  };
}
