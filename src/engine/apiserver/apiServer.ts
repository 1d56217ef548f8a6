/** The API server: every request's way through it, from path to answer. */
import type { Random } from '../../base/random';
import { fail, ok, type Result } from '../../base/result';
import type { Kind } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';
import { metricsKinds } from '../../kinds/registry';
import { serviceKind } from '../../kinds/service';
import type { Status } from '../../kinds/status';
import type {
  ApiRequest,
  ApiResponse,
  ApiServer,
  Caller,
  Identity,
  Stream,
  WatchHandle,
  WatchSink,
} from '../client/door';
import type { NodeDoor } from '../client/nodeDoor';
import type { Clock } from '../clock';
import { Etcd } from '../etcd/etcd';
import { MetricsServer } from '../metrics/metricsServer';
import type { NetworkNamespace } from '../network/namespace';
import type { Trace } from '../trace';
import { attributesOf } from './access/attributes';
import { authenticate } from './access/authentication';
import { admissionPlugins } from './admission/registry';
import { Call } from './call';
import { ServedKinds } from './extensions/servedKinds';
import { formOf, represent } from './negotiation';
import { ObjectStore } from './objectStore';
import type { WordsFor } from './openApi';
import { OtherRequests } from './otherRequests';
import { passOn } from './passage';
import { requestInfo } from './requestInfo';
import { connectResource, handleResource } from './resourceRequests';
import { apiServiceResource } from './resources/apiServices';
import { type ControlPlanePart, componentStatusResource } from './resources/componentStatuses';
import { metricsResources } from './resources/metrics';
import { resourcesOf } from './resources/registry';
import { DEFAULT_RANGES } from './resources/services';
import { versionDocument } from './serverInfo';
import * as statusError from './statusError';
import { storageKey } from './storageKey';
import { handleView, keptRequest, viewSink } from './versions';
import { WatchHub } from './watchHub';
import { openWatch } from './watchRequests';

export interface ApiServerOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  /** True when nobody's rights are looked at (`--authorization-mode=AlwaysAllow`). */
  readonly allowsAll?: boolean;
  readonly kinds: readonly Kind[];
  /** Of service addresses, such as `10.96.0.0/12`. */
  readonly serviceCidr?: string;
  /** True when a metrics server is there from the beginning, without a pod of its own. */
  readonly metrics?: boolean;
  /** How many changes etcd remembers. */
  readonly historyLimit?: number;
  /** Admission plugins that are switched off (`--disable-admission-plugins`). */
  readonly withoutAdmission?: readonly string[];
  /** Bearer tokens and who they stand for (`--token-auth-file`). */
  readonly tokens?: Readonly<Record<string, Identity>>;
  /** Such as `v1.32.0`. */
  readonly version?: string;
  /** What `/version` says beyond or instead of what follows from the version. */
  readonly build?: Readonly<Record<string, string>>;
  /** Where the server says it is: `10.0.0.10:6443`. */
  readonly address?: string;
  /** Words for the OpenAPI documents; without them they have none (they weigh much and few ask). */
  readonly wordsFor?: WordsFor;
}

/** metrics-server's usual --metric-resolution, in milliseconds. */
const METRIC_RESOLUTION = 15_000;
const METRICS_SERVICE = storageKey(serviceKind, 'kube-system', 'metrics-server');

export function createApiServer(options: ApiServerOptions): LocalApiServer {
  return new LocalApiServer(options);
}

export class LocalApiServer implements ApiServer {
  readonly clock: Clock;
  readonly etcd: Etcd<ClusterObject>;
  readonly #trace: Trace;
  readonly #store: ObjectStore;
  readonly #hub: WatchHub;
  readonly #kinds: ServedKinds;
  readonly #others: OtherRequests;
  readonly #nodes = new Map<string, NodeDoor>();
  /** How to find out whether a part of the control plane answers. */
  readonly #parts = new Map<ControlPlanePart, () => boolean>();
  readonly #streams = new Set<Stream>();
  /** Those that run; the first one answers. */
  readonly #metricsServers: MetricsServer[] = [];
  #network: NetworkNamespace | undefined;
  #running = true;

  constructor(options: ApiServerOptions) {
    const { clock, trace, random, kinds } = options;
    this.clock = clock;
    this.#trace = trace;
    this.etcd = new Etcd(clock, options.historyLimit === undefined ? {} : { historyLimit: options.historyLimit });
    const ranges = { ...DEFAULT_RANGES, cidr: options.serviceCidr ?? DEFAULT_RANGES.cidr };
    const findNode = (node: string) => this.#nodes.get(node);
    this.#store = new ObjectStore({
      clock,
      random,
      etcd: this.etcd,
      kinds: () => this.#kinds.all,
      plugins: admissionPlugins.filter(({ name }) => options.withoutAdmission?.includes(name) !== true),
      tokens: new Map(Object.entries(options.tokens ?? {})),
      ...(options.allowsAll === undefined ? {} : { allowsAll: options.allowsAll }),
      resources: [
        ...resourcesOf(ranges, findNode),
        componentStatusResource((part) => this.#parts.get(part)?.() === true),
        apiServiceResource(
          () => this.#kinds.all,
          () => this.#metricsExpected,
          clock.now,
        ),
        ...metricsResources(() => this.#metricsServers[0]),
      ],
    });
    this.#hub = new WatchHub(clock, trace, random, this.etcd, (from, to) => this.#store.managed.carry(from, to));
    this.#kinds = new ServedKinds(kinds, this.etcd, (kind) => this.#hub.closeKind(kind));
    this.#others = new OtherRequests({
      kinds: this.#kinds,
      version: versionDocument(options.version ?? 'v1.32.0', options.build),
      address: options.address ?? '10.0.0.10:6443',
      wordsFor: options.wordsFor ?? (() => undefined),
      etcd: this.etcd,
    });
    if (options.metrics === true) this.startMetrics(METRIC_RESOLUTION);
  }

  /** False while the server is stopped: then nobody answers. */
  get running(): boolean {
    return this.#running;
  }

  /** Stops answering and breaks every watch and stream. */
  stop(): void {
    this.#running = false;
    this.#hub.closeAll();
    for (const stream of [...this.#streams]) stream.close();
    this.#streams.clear();
  }

  start(): void {
    this.#running = true;
  }

  handle(request: ApiRequest, asker: Caller): ApiResponse {
    if (!this.#running) return { code: 0, body: statusError.connectionRefused() };
    return this.answer(request, asker);
  }

  /** As `handle`, also while the server is stopped: for who looks at the world from outside of it. */
  answer(request: ApiRequest, asker: Caller): ApiResponse {
    const admitted = this.#admit(request, asker);
    if (!admitted.ok) return { code: admitted.error.code, body: admitted.error };
    const caller = admitted.value;
    const info = requestInfo(request, (path) => this.#kinds.find(path));
    if (info.type === 'other') return this.#others.handle(request, info.segments);
    if (info.type === 'unknown') return this.#nobodyServes(request);
    const call = new Call(request, caller, info.resource, this.clock, this.#trace);
    const { keptAs, deprecation } = info.resource.kind;
    if (deprecation !== undefined) call.warn(deprecation);
    if (keptAs !== undefined) return handleView(call, keptAs, (kept) => this.answer(kept, caller));
    const result = this.#answer(call);
    const code = result.ok ? codeOf(call, result.value) : result.error.code;
    call.finish(code, result.ok ? undefined : result.error.reason);
    const body = result.ok ? result.value : result.error;
    return call.warnings.length === 0 ? { code, body } : { code, body, warnings: call.warnings };
  }

  ask(request: ApiRequest, asker: Caller, answered: (response: ApiResponse) => void): void {
    const passed = this.#running ? this.#passed(request, asker) : undefined;
    if (passed === undefined) {
      answered(this.handle(request, asker));
      return;
    }
    const { call, destination } = passed;
    const finish = (response: ApiResponse) => {
      call.finish(response.code, undefined);
      answered(response);
    };
    if (destination.ok) passOn(request, destination.value, this.#network, finish);
    else finish({ code: destination.error.code, body: destination.error });
  }

  /** Where a request goes that is answered by somebody else; undefined for all others. */
  #passed(request: ApiRequest, asker: Caller) {
    if (!request.path.includes('/proxy')) return undefined;
    const info = requestInfo(request, (path) => this.#kinds.find(path));
    if (info.type !== 'resource' || info.resource.subresource.split('/')[0] !== 'proxy') return undefined;
    const pass = this.#store.resourceOf(info.resource.kind)?.subresources?.['proxy']?.pass;
    if (pass === undefined) return undefined;
    const caller = this.#admit(request, asker);
    if (!caller.ok) return undefined;
    const call = new Call(request, caller.value, info.resource, this.clock, this.#trace);
    return { call, destination: pass(call, this.#store) };
  }

  watch(request: ApiRequest, caller: Caller, sink: WatchSink): Result<WatchHandle, Status> {
    if (!this.#running) return fail(statusError.connectionRefused());
    const found = this.#callOf({ ...request, query: { ...request.query, watch: 'true' } }, caller);
    if (!found.ok) return found;
    const call = found.value;
    const { kind } = call.resource;
    if (kind.keptAs !== undefined) {
      return this.watch(keptRequest(call, kind.keptAs), caller, viewSink(sink, kind, kind.keptAs));
    }
    const opened = openWatch(call, this.#store, this.#hub, sink);
    call.finish(opened.ok ? 200 : opened.error.code, opened.ok ? undefined : opened.error.reason);
    return opened;
  }

  connect(request: ApiRequest, caller: Caller): Result<Stream, Status> {
    if (!this.#running) return fail(statusError.connectionRefused());
    const found = this.#callOf(request, caller);
    if (!found.ok) return found;
    const call = found.value;
    const opened = connectResource(call, this.#store);
    call.finish(opened.ok ? 101 : opened.error.code, opened.ok ? undefined : opened.error.reason);
    if (opened.ok) {
      const stream = opened.value;
      this.#streams.add(stream);
      stream.onEnd(() => this.#streams.delete(stream));
    }
    return opened;
  }

  /** Tells how to find out whether a part of the control plane answers. */
  registerPart(name: ControlPlanePart, answers: () => boolean): void {
    this.#parts.set(name, answers);
  }

  /** A metrics server begins to measure, every so many milliseconds, and to answer for metrics.k8s.io. */
  startMetrics(resolution: number): { readonly ready: boolean; stop(): void } {
    const nodeNames = () => [...this.#nodes.keys()].sort();
    const server = new MetricsServer(this.clock, nodeNames, (node) => this.#nodes.get(node), resolution);
    this.#metricsServers.push(server);
    this.#kinds.setBehind(metricsKinds);
    return {
      get ready() {
        return server.ready;
      },
      stop: () => {
        server.stop();
        this.#metricsServers.splice(this.#metricsServers.indexOf(server), 1);
        if (this.#metricsServers.length === 0) this.#kinds.setBehind([]);
      },
    };
  }

  /** Tells through which machine's network the server reaches others. */
  registerNetwork(network: NetworkNamespace): void {
    this.#network = network;
  }

  /** Tells where a node's kubelet can be reached (`undefined`: nobody listens there any more). */
  registerNode(name: string, door: NodeDoor | undefined): void {
    if (door === undefined) this.#nodes.delete(name);
    else this.#nodes.set(name, door);
  }

  /** The service is there whose pods are to answer for metrics.k8s.io. */
  get #metricsExpected(): boolean {
    return this.etcd.get(METRICS_SERVICE) !== undefined;
  }

  #nobodyServes({ path }: ApiRequest): ApiResponse {
    const expected = path.startsWith('/apis/metrics.k8s.io/v1beta1') && this.#metricsExpected;
    const body = expected ? statusError.unavailable() : statusError.noSuchResource();
    return { code: body.code, body };
  }

  #callOf(request: ApiRequest, asker: Caller): Result<Call, Status> {
    const caller = this.#admit(request, asker);
    if (!caller.ok) return caller;
    const info = requestInfo(request, (path) => this.#kinds.find(path));
    if (info.type !== 'resource') return fail(statusError.noSuchResource());
    return ok(new Call(request, caller.value, info.resource, this.clock, this.#trace));
  }

  /** Finds out who asks, and whether they may. A refusal is recorded, when it is about something that there is. */
  #admit(request: ApiRequest, asker: Caller): Result<Caller, Status> {
    const caller = authenticate(request, asker, this.#store);
    if (!caller.ok || this.#store.authorizer.isSuperuser(caller.value)) return caller;
    const refused = this.#store.authorizer.refusal(caller.value, attributesOf(request));
    if (refused === undefined) return caller;
    const info = requestInfo(request, (path) => this.#kinds.find(path));
    if (info.type === 'resource') {
      new Call(request, caller.value, info.resource, this.clock, this.#trace).finish(refused.code, refused.reason);
    }
    return fail(refused);
  }

  #answer(call: Call): Result<unknown, Status> {
    const form = formOf(call.request.headers?.['accept']);
    if (!form.ok) return form;
    const result = handleResource(call, this.#store);
    return result.ok ? ok(represent(call, form.value, result.value, this.#store)) : result;
  }
}

/** 201 for what was made, 200 for the rest; a Status carries its own. */
function codeOf(call: Call, body: unknown): number {
  const { kind, code } = body as { kind?: unknown; code?: unknown };
  if (kind === 'Status' && typeof code === 'number') return code;
  return call.resource.verb === 'create' || call.created ? 201 : 200;
}
