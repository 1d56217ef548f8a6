/**
 * One node's kubelet: registers the node and keeps its status and lease fresh, follows the pods that are bound to it, and
 * gives each a worker. It acts only through the API server and the node's container runtime.
 *
 * Simplified: no cgroup enforcement of its own, no eviction by node pressure, no image garbage collection.
 */
import type { Random } from '../../base/random';
import { keyOf } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import { podKind } from '../../kinds/pod';
import { type Service, serviceKind } from '../../kinds/service';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import { EventRecorder } from '../client/eventRecorder';
import { Informer } from '../client/informer';
import type { Clock } from '../clock';
import type { ContainerRuntime } from '../containers/runtime';
import type { Machine } from '../machine';
import type { ClusterProfile, NodeProfile } from '../profile';
import type { Trace } from '../trace';
import { ImageManager } from './imageManager';
import type { KubeletContext } from './kubeletContext';
import { MIRROR } from './manifests';
import { MemoryPressure } from './memoryPressure';
import { NodeHeartbeat } from './nodeHeartbeat';
import { refusePod } from './podAdmission';
import { PodWorker } from './podWorker';
import { StaticPods } from './staticPods';

export interface KubeletOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly runtime: ContainerRuntime;
  readonly machine: Machine;
  readonly node: NodeProfile;
  readonly profile: ClusterProfile;
  readonly dnsAddress: string | undefined;
}

export class Kubelet {
  readonly context: KubeletContext;
  readonly #heartbeat: NodeHeartbeat;
  readonly #pressure: MemoryPressure;
  readonly #staticPods: StaticPods;
  readonly #workers = new Map<string, PodWorker>();
  readonly #pods: Informer<Pod>;
  readonly #services: Informer<Service>;
  #running = false;

  constructor(options: KubeletOptions) {
    const { api, clock, trace, random, runtime, machine, node, profile, dnsAddress } = options;
    const caller = {
      user: `system:node:${node.name}`,
      groups: ['system:nodes', 'system:authenticated'],
      actor: `kubelet/${node.name}`,
    };
    const client = new Client(api, caller);
    const recorder = new EventRecorder(client, { name: 'kubelet', host: node.name }, clock);
    const phase = random.integer(1000);
    this.#services = new Informer<Service>(client, serviceKind, { clock });
    this.#pods = new Informer<Pod>(client, podKind, {
      clock,
      fieldSelector: `spec.nodeName=${node.name}`,
      onAdd: (pod) => this.#added(pod),
      onUpdate: (old, pod) => this.#updated(old, pod),
      onDelete: (pod) => this.#deleted(pod),
    });
    this.context = {
      clock,
      trace,
      random,
      client,
      recorder,
      runtime,
      machine,
      node,
      profile,
      dnsAddress,
      services: this.#services,
      images: new ImageManager({ clock, random, recorder, runtime, serialize: profile.kubelet.serializeImagePulls }),
      nextRelist: () => Math.floor((clock.now - phase) / 1000 + 1) * 1000 + phase,
    };
    this.#heartbeat = new NodeHeartbeat(this.context, random.uuid(), () => this.#pressure.holds);
    const warn = (reason: string, message: string) => this.#heartbeat.warn(reason, message);
    this.#pressure = new MemoryPressure(this.context, () => this.workers, warn);
    this.#staticPods = new StaticPods(this.context, {
      added: (pod) => this.#addedStatic(pod),
      removed: (uid) => this.#workers.get(uid)?.removed(),
      mirrored: (uid, mirror) => this.#workers.get(uid)?.mirrored(mirror),
    });
    runtime.onExit((id) => this.#exited(id));
  }

  get running(): boolean {
    return this.#running;
  }

  /** The pods that this kubelet has a worker for. */
  get workers(): readonly PodWorker[] {
    return [...this.#workers.values()];
  }

  /** Registers the node (or takes it up again) and begins to work. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#heartbeat.start();
    this.#pressure.start();
    this.#services.start();
    for (const worker of this.#workers.values()) worker.start();
    this.#staticPods.start();
    this.#pods.start();
  }

  /** The kubelet's process ends; containers go on. */
  stop(): void {
    if (!this.#running) return;
    this.#running = false;
    this.#heartbeat.stop();
    this.#pressure.stop();
    this.#staticPods.stop();
    this.#pods.stop();
    this.#services.stop();
    for (const worker of this.#workers.values()) worker.suspend();
  }

  /** The node's power went: what ran is gone. Call after `stop`. */
  lose(): void {
    for (const worker of this.#workers.values()) worker.lose();
    this.#heartbeat.rebooted(this.context.random.uuid());
  }

  /** The worker of the pod of that name, if it is on this node. */
  findPod(namespace: string, name: string): PodWorker | undefined {
    for (const worker of this.#workers.values()) {
      const { metadata } = worker.pod;
      if (metadata.name === name && metadata.namespace === namespace) return worker;
    }
    return undefined;
  }

  /** A pod from the manifests directory. */
  #addedStatic(pod: Pod): boolean {
    if (this.#workers.get(pod.metadata.uid ?? '')?.active === true) return true;
    if (this.#workers.has(pod.metadata.uid ?? '')) return false;
    this.#begin(pod);
    return true;
  }

  #added(pod: Pod): void {
    if (isMirror(pod)) {
      this.#staticPods.mirrorSeen(pod);
      return;
    }
    const uid = pod.metadata.uid ?? '';
    const known = this.#workers.get(uid);
    if (known !== undefined) {
      known.update(pod);
      return;
    }
    const phase = pod.status?.phase;
    if ((phase === 'Succeeded' || phase === 'Failed') && pod.metadata.deletionTimestamp === undefined) return;
    this.#begin(pod);
  }

  #begin(pod: Pod): void {
    const worker = new PodWorker(this.context, pod, { finished: (ended) => this.#forget(ended) });
    const active = this.workers.filter((other) => other.active).map((other) => other.pod);
    const refusal = this.#pressure.refuse(pod) ?? refusePod(pod, this.context, active);
    this.#workers.set(worker.uid, worker);
    if (refusal !== undefined) worker.reject(refusal.reason, refusal.message);
    else if (pod.metadata.deletionTimestamp !== undefined) worker.update(pod);
    else worker.start();
  }

  #updated(old: Pod, pod: Pod): void {
    if (isMirror(pod)) {
      this.#staticPods.mirrorSeen(pod);
      return;
    }
    if (old.metadata.uid !== pod.metadata.uid) {
      this.#deleted(old);
      this.#added(pod);
      return;
    }
    const worker = this.#workers.get(pod.metadata.uid ?? '');
    if (worker !== undefined) worker.update(pod);
    else if (pod.metadata.deletionTimestamp !== undefined) this.#added(pod);
  }

  #deleted(pod: Pod): void {
    if (isMirror(pod)) {
      this.#staticPods.mirrorDeleted();
      return;
    }
    const worker = this.#workers.get(pod.metadata.uid ?? '');
    worker?.removed();
    if (worker?.gone === true) this.#workers.delete(worker.uid);
  }

  /** A worker has ended its pod: it is kept until the API server says that the object is gone too. */
  #forget(worker: PodWorker): void {
    if (this.#pods.get(keyOf(worker.pod))?.metadata.uid === worker.uid) return;
    this.#workers.delete(worker.uid);
    // A manifest may have come back while its pod was ending.
    this.#staticPods.scanSoon();
  }

  #exited(id: string): void {
    if (!this.#running) return;
    for (const worker of this.#workers.values()) {
      if (!worker.records.some((record) => record.id === id)) continue;
      worker.noticeSoon();
      return;
    }
  }
}

/** What the API server shows of a static pod; the pod itself is the manifest's. */
function isMirror(pod: Pod): boolean {
  return pod.metadata.annotations?.[MIRROR] !== undefined;
}
