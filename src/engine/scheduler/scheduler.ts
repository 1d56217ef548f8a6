import type { PodCondition } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import type { Random } from '../../base/random';
import { formatTime } from '../../base/time';
import { type Namespace, namespaceKind } from '../../kinds/namespace';
import { type Node, nodeKind } from '../../kinds/node';
import { keyOf } from '../../kinds/object';
import { type Pod, podKind } from '../../kinds/pod';
import { type PodDisruptionBudget, podDisruptionBudgetKind } from '../../kinds/policy/podDisruptionBudget';
import { replicaSetKind } from '../../kinds/replicaSet';
import { replicationControllerKind } from '../../kinds/replicationController';
import { serviceKind } from '../../kinds/service';
import { persistentVolumeKind } from '../../kinds/storage/persistentVolume';
import { persistentVolumeClaimKind } from '../../kinds/storage/persistentVolumeClaim';
import { storageClassKind } from '../../kinds/storage/storageClass';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import { Informer } from '../client/informer';
import { LeaderLease } from '../client/leaderLease';
import type { Clock, Timer, TimerOptions } from '../clock';
import type { Trace } from '../trace';
import { violatingPods } from './budgetViolations';
import { type Decision, decide } from './decision';
import { decisionDetail, podName } from './decisionTrace';
import { defaultSelector } from './defaultSelector';
import { evictForRoom } from './evictForRoom';
import { fitError } from './fitError';
import { Nominations } from './nominations';
import type { ClusterChange, ClusterView } from './plugin';
import type { ClaimPlan } from './plugins/volumeBinding';
import { type Preemption, preempt } from './preemption';
import { plugins } from './registry';
import { SchedulerCache } from './schedulerCache';
import { SchedulingEvents } from './schedulingEvents';
import { type QueuedPod, SchedulingQueue } from './schedulingQueue';
import { VolumePromises } from './volumePromises';

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly server: ApiServer;
  /** The control plane machine that it runs on; when given, it holds a lease in kube-system as the leader. */
  readonly host?: string;
}

/** How long a decision takes, and how long until the decided binding is asked for, in milliseconds. */
const DECISION_TIME = 8;
const BINDING_TIME = 1;
/**
 * How often claims are looked at while a pod waits for its volumes, for how long, and how long that is work to wait for;
 * before that, when it looks as if nobody worked on them.
 */
const VOLUME_POLL = 1000;
const VOLUME_HOPE = 5000;
const VOLUME_TIMEOUT = 600_000;
const VOLUME_PATIENCE = 30_000;
const SCHEDULER_NAME = 'default-scheduler';
const INDEXES = { namespace: (object: { metadata: { namespace?: string } }) => [object.metadata.namespace ?? ''] };

/** kube-scheduler: gives pods without a node one. Stopping it forgets the queue; starting it lists everything anew. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #lease: LeaderLease | undefined;
  #run: Run | undefined;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    const { clock, random, host } = options;
    if (host === undefined) return;
    this.#lease = new LeaderLease(clientOf(options), { name: 'kube-scheduler', host, clock, random });
  }

  get running(): boolean {
    return this.#run !== undefined;
  }

  start(): void {
    this.#lease?.start();
    this.#run ??= new Run(this.#options);
  }

  stop(): void {
    this.#lease?.stop();
    this.#run?.stop();
    this.#run = undefined;
  }
}

/** One life of the process. */
class Run {
  readonly #options: SchedulerOptions;
  readonly #client: Client;
  readonly #cache = new SchedulerCache();
  readonly #queue: SchedulingQueue;
  readonly #events: SchedulingEvents;
  readonly #informers;
  readonly #nominations = new Nominations();
  readonly #promises: VolumePromises;
  readonly #binding = new Set<Timer>();
  #next: Timer | undefined;
  #nextStart = 0;
  #stopped = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    const { clock } = options;
    this.#client = clientOf(options);
    this.#queue = new SchedulingQueue(clock, () => this.#scheduleNext());
    this.#events = new SchedulingEvents(this.#client, clock, `${SCHEDULER_NAME}-${options.host ?? 'control-plane'}`);
    const client = this.#client;
    this.#informers = {
      nodes: new Informer<Node>(client, nodeKind, { clock }),
      namespaces: new Informer<Namespace>(client, namespaceKind, { clock }),
      services: new Informer(client, serviceKind, { clock, indexes: INDEXES }),
      replicationControllers: new Informer(client, replicationControllerKind, { clock, indexes: INDEXES }),
      replicaSets: new Informer(client, replicaSetKind, { clock, indexes: INDEXES }),
      claims: new Informer(client, persistentVolumeClaimKind, { clock }),
      volumes: new Informer(client, persistentVolumeKind, { clock }),
      storageClasses: new Informer(client, storageClassKind, { clock }),
      budgets: new Informer<PodDisruptionBudget>(client, podDisruptionBudgetKind, { clock }),
      pods: new Informer<Pod>(client, podKind, { clock }),
    };
    this.#promises = new VolumePromises(client, this.#informers.claims);
    const storageChanged = () => this.#wake({ kind: 'storage-changed' });
    for (const informer of [this.#informers.claims, this.#informers.volumes, this.#informers.storageClasses]) {
      informer.handle({ onAdd: storageChanged, onUpdate: storageChanged });
    }
    this.#informers.nodes.handle({
      onAdd: (node) => {
        this.#cache.setNode(node);
        this.#wake({ kind: 'node-added', node });
      },
      onUpdate: (old, node) => {
        this.#cache.setNode(node);
        if (mattersForScheduling(old, node)) this.#wake({ kind: 'node-changed', node, old });
      },
      onDelete: (node) => this.#cache.removeNode(node.metadata.name),
    });
    this.#informers.pods.handle({
      onAdd: (pod) => this.#podChanged(undefined, pod),
      onUpdate: (old, pod) => this.#podChanged(old, pod),
      onDelete: (pod) => this.#podGone(pod),
    });
    for (const informer of Object.values(this.#informers)) informer.start();
  }

  stop(): void {
    this.#stopped = true;
    this.#queue.stop();
    this.#next?.cancel();
    for (const timer of this.#binding) timer.cancel();
    for (const informer of Object.values(this.#informers)) informer.stop();
  }

  #podChanged(old: Pod | undefined, pod: Pod): void {
    const key = keyOf(pod);
    if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') {
      if (old !== undefined) this.#podGone(pod);
      return;
    }
    if ((pod.spec.nodeName ?? '') !== '') {
      this.#queue.remove(key);
      this.#nominations.forget(key);
      const known = old !== undefined && (old.spec.nodeName ?? '') !== '';
      this.#cache.setPod(pod);
      if (!known) this.#wake({ kind: 'pod-placed', pod });
      else if (!equal(old.metadata.labels, pod.metadata.labels)) this.#wake({ kind: 'pod-relabelled', pod });
      return;
    }
    if (pod.spec.schedulerName !== undefined && pod.spec.schedulerName !== SCHEDULER_NAME) return;
    if ((pod.spec.schedulingGates ?? []).length > 0) return;
    this.#nominations.observe(pod);
    if (pod.metadata.deletionTimestamp !== undefined || this.#cache.isAssumed(key)) {
      this.#queue.remove(key);
      return;
    }
    if (old === undefined || this.#queue.get(key) === undefined) this.#queue.add(pod);
    else this.#ownChange(old, pod);
  }

  /** A waiting pod was edited: what it asks for may now be there (tolerations, labels, ...). */
  #ownChange(old: Pod, pod: Pod): void {
    this.#queue.update(pod);
    const queued = this.#queue.get(keyOf(pod));
    const same = equal(old.spec, pod.spec) && equal(old.metadata.labels, pod.metadata.labels);
    if (queued !== undefined && !same) this.#queue.wakeOne(queued);
  }

  #podGone(pod: Pod): void {
    const key = keyOf(pod);
    this.#queue.remove(key);
    this.#nominations.forget(key);
    this.#cache.removePod(key);
    this.#events.forget(pod);
    if ((pod.spec.nodeName ?? '') !== '') this.#wake({ kind: 'pod-removed', pod });
  }

  /** Wakes the pods that were refused by a plugin which the change may satisfy. */
  #wake(change: ClusterChange): void {
    this.#queue.wake((queued) => {
      if (queued.refusedBy.size === 0) return true;
      return plugins.some((plugin) => queued.refusedBy.has(plugin.name) && plugin.mayHelp(queued.pod, change));
    });
  }

  #scheduleNext(): void {
    if (this.#stopped || !this.#queue.hasActive) return;
    this.#next ??= this.#options.clock.after(DECISION_TIME, () => {
      this.#next = undefined;
      const queued = this.#queue.pop();
      if (queued !== undefined) this.#options.clock.withCause(queued.cause, () => this.#schedule(queued));
      this.#scheduleNext();
    });
  }

  #schedule(queued: QueuedPod): void {
    const { clock, trace, random } = this.#options;
    const { pod } = queued;
    const nominated = (node: string) => this.#nominations.above(pod, node);
    const decision = decide(pod, this.#cluster, plugins, this.#nextStart, random, nominated);
    this.#nextStart = decision.nextStart;
    const cause = trace.record({
      kind: 'act',
      actor: 'scheduler',
      action: 'schedule',
      object: podName(pod),
      detail: decisionDetail(decision),
    });
    clock.withCause(cause, () => {
      const { node } = decision;
      if (node === undefined) this.#failed(queued, decision);
      else this.#bindSoon(queued, node.name, decision.claims);
    });
  }

  get #cluster(): ClusterView {
    return {
      nodes: this.#cache.nodes,
      namespace: (name) => this.#informers.namespaces.get(name),
      countMatching: (node, namespace, selector) => this.#cache.matching.count(node, namespace, selector),
      defaultSelector: (one) => defaultSelector(one, this.#informers),
      storage: {
        claim: (namespace, name) => this.#informers.claims.get(`${namespace}/${name}`),
        volume: (name) => this.#informers.volumes.get(name),
        volumes: () => this.#informers.volumes.list(),
        storageClass: (name) => this.#informers.storageClasses.get(name),
        promised: this.#promises.promised,
      },
    };
  }

  /** The pod counts on its node at once; the API server is asked a moment later, while the next decision is made. */
  #bindSoon(queued: QueuedPod, nodeName: string, claims: readonly ClaimPlan[]): void {
    this.#cache.assume(queued.pod, nodeName);
    if (claims.length === 0) {
      this.#soon(BINDING_TIME, {}, () => this.#bind(queued, nodeName));
      return;
    }
    this.#promises.promise(claims);
    this.#soon(BINDING_TIME, {}, () => {
      const refused = this.#promises.begin(claims, nodeName);
      if (refused === undefined) this.#awaitVolumes(queued, nodeName, claims, this.#options.clock.now);
      else this.#volumesFailed(queued, claims, refused);
    });
  }

  #soon(milliseconds: number, options: TimerOptions, run: () => void): void {
    const done = () => {
      this.#binding.delete(timer);
      run();
    };
    const timer = this.#options.clock.after(milliseconds, done, options);
    this.#binding.add(timer);
  }

  /** Binds the pod once its claims have their volumes. */
  #awaitVolumes(queued: QueuedPod, nodeName: string, claims: readonly ClaimPlan[], since: number): void {
    const waited = this.#options.clock.now - since;
    const options = { background: waited > VOLUME_PATIENCE, pause: waited > VOLUME_HOPE };
    this.#soon(VOLUME_POLL, options, () => {
      if (this.#informers.pods.get(queued.key)?.metadata.uid !== queued.pod.metadata.uid) {
        this.#promises.release(claims);
        this.#cache.forget(queued.key);
      } else if (this.#promises.isDone(claims)) {
        this.#promises.release(claims);
        this.#bind(queued, nodeName);
      } else {
        const failure = this.#promises.failure(claims, nodeName);
        const late = waited > VOLUME_TIMEOUT ? 'context deadline exceeded' : undefined;
        if (failure === undefined && late === undefined) this.#awaitVolumes(queued, nodeName, claims, since);
        else this.#volumesFailed(queued, claims, failure ?? late ?? '');
      }
    });
  }

  #volumesFailed(queued: QueuedPod, claims: readonly ClaimPlan[], why: string): void {
    this.#promises.release(claims);
    this.#bindingFailed(queued, `running PreBind plugin "VolumeBinding": binding volumes: ${why}`);
  }

  #bind(queued: QueuedPod, nodeName: string): void {
    const { name, namespace, uid } = queued.pod.metadata;
    const body = {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name, namespace, uid },
      target: { kind: 'Node', name: nodeName },
    };
    const bound = this.#client.createSubresource(podKind, name, namespace, 'binding', body);
    if (bound.ok) {
      const message = `Successfully assigned ${keyOf(queued.pod)} to ${nodeName}`;
      this.#events.tell(queued.pod, 'Normal', 'Scheduled', 'Binding', message);
      return;
    }
    if (bound.error.reason === 'NotFound') this.#cache.forget(queued.key);
    else this.#bindingFailed(queued, `binding rejected: ${bound.error.message ?? ''}`);
  }

  /** The pod has no node after all, and is tried again. */
  #bindingFailed(queued: QueuedPod, message: string): void {
    this.#cache.forget(queued.key);
    this.#events.tell(queued.pod, 'Warning', 'FailedScheduling', 'Scheduling', message);
    this.#queue.giveBack(queued, new Set());
    const again = this.#queue.get(queued.key);
    if (again !== undefined) this.#queue.wakeOne(again);
  }

  #failed(queued: QueuedPod, decision: Decision): void {
    const { pod } = queued;
    const budgets = this.#informers.budgets.list();
    const outcome = preempt(pod, this.#cluster, plugins, decision, (victims) => violatingPods(victims, budgets));
    if ('victims' in outcome) this.#makeRoom(pod, outcome);
    const message = fitError(this.#cache.nodes.length, decision, 'note' in outcome ? outcome.note : '');
    this.#queue.giveBack(queued, decision.refusedBy);
    this.#events.tell(pod, 'Warning', 'FailedScheduling', 'Scheduling', message);
    this.#notePending(pod, message, 'victims' in outcome ? outcome.node : undefined);
  }

  /** Takes the victims away, and with them the hopes of lesser pods for the same room. */
  #makeRoom(pod: Pod, { node, victims }: Preemption): void {
    for (const victim of victims) {
      evictForRoom(this.#client, victim, this.#options.clock.now);
      const message = `Preempted by pod ${pod.metadata.uid} on node ${node}`;
      this.#events.tell(victim, 'Normal', 'Preempted', 'Preempting', message, pod);
      this.#options.trace.record({
        kind: 'act',
        actor: 'scheduler',
        action: 'preempt',
        object: podName(victim),
        detail: { node, for: keyOf(pod) },
      });
    }
    for (const other of this.#nominations.below(pod, node)) {
      this.#nominations.forget(keyOf(other));
      const patch = { status: { nominatedNodeName: null } };
      const { name, namespace } = other.metadata;
      this.#client.patch(podKind, name, namespace, patch, { type: 'strategic', subresource: 'status' });
    }
    this.#nominations.nominate(pod, node);
  }

  /** The PodScheduled condition says why the pod waits. */
  #notePending(pod: Pod, message: string, nominated: string | undefined): void {
    const before = pod.status?.conditions?.find((condition) => condition.type === 'PodScheduled');
    const same = before?.status === 'False' && before.reason === 'Unschedulable' && before.message === message;
    if (same && (nominated === undefined || nominated === pod.status?.nominatedNodeName)) return;
    const condition: PodCondition = {
      type: 'PodScheduled',
      status: 'False',
      lastProbeTime: null as unknown as string,
      lastTransitionTime: before?.status === 'False' ? before.lastTransitionTime : formatTime(this.#options.clock.now),
      reason: 'Unschedulable',
      message,
    };
    const { name, namespace } = pod.metadata;
    const nomination = nominated === undefined ? {} : { nominatedNodeName: nominated };
    const patch = { status: { conditions: [condition], ...nomination } };
    this.#client.patch(podKind, name, namespace, patch, { type: 'strategic', subresource: 'status' });
  }
}

function clientOf({ server }: SchedulerOptions): Client {
  return new Client(server, { user: 'system:kube-scheduler', groups: ['system:authenticated'], actor: 'scheduler' });
}

/** Heartbeats change nodes all the time; only these changes can make room for a pod. */
function mattersForScheduling(old: Node, node: Node): boolean {
  return !(
    equal(old.spec, node.spec) &&
    equal(old.metadata.labels, node.metadata.labels) &&
    equal(old.status?.allocatable, node.status?.allocatable)
  );
}
