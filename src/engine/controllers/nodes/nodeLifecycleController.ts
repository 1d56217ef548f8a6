import type { NodeCondition, Taint } from 'kubernetes-types/core/v1';
import { equal } from '../../../base/equality';
import { formatTime, parseTime } from '../../../base/time';
import { leaseKind } from '../../../kinds/lease';
import { type Node, nodeKind } from '../../../kinds/node';
import { type Pod, podKind } from '../../../kinds/pod';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { podCondition } from '../podConditions';
import { hasTaint, NOT_READY, nodeCondition, readiness, UNREACHABLE } from './nodeConditions';

/** How often the nodes are looked at. */
const MONITOR_PERIOD = 5000;
/** After so long without a sign of life a node counts as unreachable. (Kubernetes raised its default to 50 s in 1.29.) */
const GRACE_PERIOD = 40_000;
/** The same for a node that never reported. */
const STARTUP_GRACE_PERIOD = 60_000;

/** The conditions that become unknown when a node is silent, and the taints of those that are bad. */
const WATCHED_CONDITIONS = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];
const CONDITION_TAINTS: readonly (readonly [string, string, string])[] = [
  ['Ready', 'False', NOT_READY],
  ['Ready', 'Unknown', UNREACHABLE],
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
  ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
];
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
const OWN_NO_SCHEDULE = new Set([...CONDITION_TAINTS.map(([, , key]) => key), UNSCHEDULABLE]);

export const nodeLifecycleController: ControllerDefinition = {
  name: 'node-lifecycle-controller',
  account: 'node-controller',
  create: (context) => new NodeLifecycleController(context),
};

/** The last sign of life of a node, as this controller saw it by its own clock. */
interface Health {
  seen: number;
  heartbeat: string;
  renewal: string;
}

/**
 * Notices nodes that no longer report, taints nodes by their conditions, and marks their pods not ready. While not one node
 * of the cluster is ready, the fault is taken to be elsewhere and no pods are driven off. How fast nodes are tainted isn't
 * limited, as it is in a zone whose nodes fail by and by.
 */
class NodeLifecycleController implements Controller {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;
  readonly #health = new Map<string, Health>();
  /** Nodes seen before, with the readiness they had then. */
  readonly #readiness = new Map<string, string>();
  /** True while no node is ready. */
  #disrupted = false;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#recorder = context.recorder('node-controller');
    context.informer(leaseKind);
    context.informer(podKind);
    context.watch(nodeKind, {
      onAdd: (node) => context.enqueue(node.metadata.name),
      onUpdate: (old, node) => {
        const same = equal(old.spec, node.spec) && equal(shown(old), shown(node));
        if (!same) context.enqueue(node.metadata.name);
      },
    });
    context.every(MONITOR_PERIOD, () => this.#monitor());
  }

  /** Brings the NoSchedule taints of a node in line with its conditions. */
  reconcile(name: string): Outcome {
    const node = this.#context.informer(nodeKind).get(name);
    if (node === undefined) return 'done';
    const wanted = CONDITION_TAINTS.filter(([type, status]) => nodeCondition(node, type)?.status === status).map(
      ([, , key]) => key,
    );
    if (node.spec.unschedulable === true) wanted.push(UNSCHEDULABLE);
    const taints = node.spec.taints ?? [];
    const kept = taints.filter(
      (taint) => taint.effect !== 'NoSchedule' || !OWN_NO_SCHEDULE.has(taint.key) || wanted.includes(taint.key),
    );
    const missing = wanted.filter((key) => !hasTaint(node, { key, effect: 'NoSchedule' }));
    if (missing.length === 0 && kept.length === taints.length) return 'done';
    const timeAdded = formatTime(this.#context.clock.now);
    const added = missing.map((key): Taint => ({ key, effect: 'NoSchedule', timeAdded }));
    return this.#setTaints(node, [...kept, ...added]) ? 'done' : 'retry';
  }

  #monitor(): void {
    const nodes = this.#context.informer(nodeKind).list();
    for (const name of this.#health.keys()) {
      if (nodes.some((node) => node.metadata.name === name)) continue;
      this.#health.delete(name);
      this.#readiness.delete(name);
    }
    const current = nodes.map((node) => this.#monitorNode(node));
    const disrupted = !current.some((node) => readiness(node) === 'True' && !isExcluded(node));
    if (this.#disrupted && !disrupted)
      for (const health of this.#health.values()) health.seen = this.#context.clock.now;
    this.#disrupted = disrupted;
    for (const node of current) this.#taintForEviction(node);
  }

  /** Returns the node as it is afterwards. */
  #monitorNode(node: Node): Node {
    const { name } = node.metadata;
    if (!this.#readiness.has(name)) {
      const message = `Registered Node ${name} in Controller`;
      this.#recorder.event(node, 'Normal', 'RegisteredNode', `Node ${name} event: ${message}`);
      this.#readiness.set(name, readiness(node) ?? 'Unknown');
    }
    const { clock } = this.#context;
    const health = this.#updatedHealth(node);
    const grace = nodeCondition(node, 'Ready') === undefined ? STARTUP_GRACE_PERIOD : GRACE_PERIOD;
    const current = clock.now > health.seen + grace ? this.#markSilent(node, health) : node;
    const before = this.#readiness.get(name);
    const after = readiness(current) ?? 'Unknown';
    if (after !== 'True') {
      if (before === 'True') {
        const message = `Node ${name} status is now: NodeNotReady`;
        this.#recorder.event(current, 'Normal', 'NodeNotReady', message);
      }
      this.#markPodsNotReady(name);
    }
    this.#readiness.set(name, after);
    return current;
  }

  /** A sign of life is a changed heartbeat or a renewed lease, whenever the kubelet says it was. */
  #updatedHealth(node: Node): Health {
    const { name, creationTimestamp } = node.metadata;
    const { clock } = this.#context;
    const heartbeat = nodeCondition(node, 'Ready')?.lastHeartbeatTime ?? '';
    const lease = this.#context.informer(leaseKind).get(`kube-node-lease/${name}`);
    const renewal = lease?.spec?.renewTime ?? '';
    const health = this.#health.get(name);
    if (health === undefined) {
      const seen = heartbeat === '' ? (parseTime(creationTimestamp) ?? clock.now) : clock.now;
      const fresh = { seen, heartbeat, renewal };
      this.#health.set(name, fresh);
      return fresh;
    }
    if (health.renewal !== renewal || (health.heartbeat !== heartbeat && readiness(node) !== 'Unknown')) {
      health.seen = clock.now;
    }
    health.heartbeat = heartbeat;
    health.renewal = renewal;
    return health;
  }

  /** All conditions become Unknown: nothing is known of the node any more. Returns the node as it is then. */
  #markSilent(node: Node, health: Health): Node {
    const now = formatTime(this.#context.clock.now);
    const existing = node.status?.conditions ?? [];
    const conditions: NodeCondition[] = existing.map((condition) => {
      if (!WATCHED_CONDITIONS.includes(condition.type) || condition.status === 'Unknown') return condition;
      return {
        ...condition,
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
        lastTransitionTime: now,
      };
    });
    for (const type of WATCHED_CONDITIONS) {
      if (conditions.some((condition) => condition.type === type)) continue;
      conditions.push({
        type,
        status: 'Unknown',
        reason: 'NodeStatusNeverUpdated',
        message: 'Kubelet never posted node status.',
        lastHeartbeatTime: node.metadata.creationTimestamp,
        lastTransitionTime: now,
      });
    }
    if (equal(existing, conditions)) return node;
    const draft = { ...node, status: { ...node.status, conditions } };
    const updated = this.#context.client.updateStatus(nodeKind, draft);
    if (!updated.ok) return node;
    health.heartbeat = nodeCondition(updated.value, 'Ready')?.lastHeartbeatTime ?? '';
    return updated.value;
  }

  /** The NoExecute taint is what drives pods off the node, each after the time that it tolerates it. */
  #taintForEviction(node: Node): void {
    const state = readiness(node);
    // Of a node that has never reported nothing is held against it before its time is up.
    if (state === undefined) return;
    const wanted = state === 'True' || this.#disrupted ? undefined : state === 'False' ? NOT_READY : UNREACHABLE;
    const taints = node.spec.taints ?? [];
    const kept = taints.filter(
      ({ key, effect }) => effect !== 'NoExecute' || (key !== NOT_READY && key !== UNREACHABLE) || key === wanted,
    );
    const present = wanted === undefined || hasTaint(node, { key: wanted, effect: 'NoExecute' });
    if (present && kept.length === taints.length) return;
    const timeAdded = formatTime(this.#context.clock.now);
    const added: Taint[] = present ? [] : [{ key: wanted ?? '', effect: 'NoExecute', timeAdded }];
    this.#setTaints(node, [...kept, ...added]);
  }

  #setTaints(node: Node, taints: readonly Taint[]): boolean {
    const { name } = node.metadata;
    const { client } = this.#context;
    // From the newest state, as the kubelet and this controller's own two halves write the same node.
    const fresh = client.get(nodeKind, name);
    if (!fresh.ok) return fresh.error.reason === 'NotFound';
    if (!equal(fresh.value.spec.taints ?? [], node.spec.taints ?? [])) return false;
    const { taints: _old, ...spec } = fresh.value.spec;
    const draft = { ...fresh.value, spec: taints.length === 0 ? spec : { ...spec, taints: [...taints] } };
    return client.update(nodeKind, draft).ok;
  }

  /** Services must not send anything there, though the kubelet cannot say so itself. */
  #markPodsNotReady(nodeName: string): void {
    const pods = this.#context.informer(podKind).byIndex('node', nodeName);
    for (const pod of pods) {
      if (podCondition(pod, 'Ready')?.status !== 'True') continue;
      const updated = this.#context.client.updateStatus(podKind, notReady(pod, this.#context.clock.now));
      if (updated.ok) this.#recorder.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready');
    }
  }
}

/** Nodes that don't count when it is asked whether any is ready. */
function isExcluded({ metadata }: Node): boolean {
  return metadata.labels?.['node.kubernetes.io/exclude-disruption'] !== undefined;
}

function notReady(pod: Pod, now: number): Pod {
  const conditions = (pod.status?.conditions ?? []).map((condition) =>
    condition.type === 'Ready' ? { ...condition, status: 'False', lastTransitionTime: formatTime(now) } : condition,
  );
  return { ...pod, status: { ...pod.status, conditions } };
}

/** The states of the conditions, without heartbeats. */
function shown(node: Node) {
  return (node.status?.conditions ?? []).map(({ type, status }) => [type, status]);
}
