import { equal } from '../../../base/equality';
import { type ControllerRevision, controllerRevisionKind } from '../../../kinds/apps/controllerRevision';
import { type DaemonSet, daemonSetKind } from '../../../kinds/apps/daemonSet';
import type { Kind } from '../../../kinds/kind';
import { type Node, nodeKind } from '../../../kinds/node';
import { type ClusterObject, controllerOf, keyOf } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { matchesLabelSelector, matchesSelector, requirementsOf } from '../../../kinds/selector';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Informer } from '../../client/informer';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { isPodReady } from '../podConditions';
import { claim } from '../replicas/claim';
import { Expectations } from '../replicas/expectations';
import { controllerReference, PodControl } from '../replicas/podControl';
import { cleanUpDaemonHistory, daemonHistory } from './daemonHistory';
import { type DaemonNode, type DaemonPlan, daemonNodes, placement, rollout } from './daemonNodes';
import { belongsOn, daemonTemplate, HASH_LABEL } from './daemonPod';
import { daemonStatus } from './daemonStatus';

/** How many pods one reconcile makes or deletes at most. */
const BURST_REPLICAS = 250;
/** How long a node waits for a new pod after the one before it failed: doubling. */
const FIRST_DELAY = 1000;
const LAST_DELAY = 15 * 60_000;

/** What a pass did: the pods that it made, and whether something went wrong. */
interface Done {
  readonly failed: boolean;
  readonly made: readonly Pod[];
}

const NOTHING: Done = { failed: false, made: [] };

export const daemonSetController: ControllerDefinition = {
  name: 'daemonset-controller',
  account: 'daemon-set-controller',
  create: (context) => new DaemonSetController(context),
};

/** Keeps a pod of each DaemonSet on every node that it fits. */
class DaemonSetController implements Controller {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;
  readonly #expectations: Expectations;
  readonly #podControl: PodControl;
  readonly #sets: Informer<DaemonSet>;
  readonly #revisions: Informer<ControllerRevision>;
  readonly #pods: Informer<Pod>;
  readonly #nodes: Informer<Node>;
  readonly #failures = new Map<string, { readonly delay: number; readonly until: number }>();

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#recorder = context.recorder('daemonset-controller');
    this.#expectations = new Expectations(context.clock);
    this.#podControl = new PodControl(context.client, this.#recorder);
    this.#sets = context.informer(daemonSetKind);
    this.#revisions = context.informer(controllerRevisionKind);
    this.#pods = context.informer(podKind);
    this.#nodes = context.informer(nodeKind);
    const enqueue = (set: DaemonSet) => context.enqueue(keyOf(set));
    context.watch(daemonSetKind, {
      onAdd: enqueue,
      onUpdate: (old, set) => {
        if (old.metadata.uid !== set.metadata.uid) this.#expectations.forget(keyOf(old));
        enqueue(set);
      },
      onDelete: (set) => this.#expectations.forget(keyOf(set)),
    });
    context.watch(controllerRevisionKind, {
      onAdd: (revision) => this.#revisionChanged(revision),
      onUpdate: (_old, revision) => this.#revisionChanged(revision),
      onDelete: (revision) => this.#revisionChanged(revision),
    });
    context.watch(podKind, {
      onAdd: (pod) => this.#podAdded(pod),
      onUpdate: (old, pod) => this.#podChanged(old, pod),
      onDelete: (pod) => this.#podDeleted(pod),
    });
    context.watch(nodeKind, {
      onAdd: (node) => this.#nodeChanged(undefined, node),
      onUpdate: (old, node) => this.#nodeChanged(old, node),
    });
  }

  reconcile(key: string): Outcome {
    const set = this.#sets.get(key);
    if (set === undefined) {
      this.#expectations.forget(key);
      return 'done';
    }
    if (equal(set.spec.selector, {})) {
      const message = 'This daemon set is selecting all pods. A non-empty selector is required.';
      this.#recorder.event(set, 'Warning', 'SelectingAll', message);
      return 'done';
    }
    if (set.metadata.deletionTimestamp !== undefined) return 'done';
    const pods = this.#claimed(set, podKind, this.#pods);
    const revisions = this.#claimed(set, controllerRevisionKind, this.#revisions);
    if (pods === undefined || revisions === undefined) return 'retry';
    const history = daemonHistory(this.#context.client, set, revisions, pods);
    if (history === undefined) return 'retry';
    const hash = history.current.metadata.labels?.[HASH_LABEL] ?? '';
    const nodes = daemonNodes(set, this.#nodes.list(), pods);
    const managed = this.#expectations.satisfied(key);
    const done = managed ? this.#manage(key, set, nodes, hash) : NOTHING;
    if (managed && !cleanUpDaemonHistory(this.#context.client, set, history.old, pods)) return 'retry';
    // By the time that the real one counts, its cache has the pods that it made.
    const counted = daemonNodes(set, this.#nodes.list(), [...pods, ...done.made]);
    const reported = this.#report(set, counted, hash, managed);
    return done.failed ? 'retry' : reported;
  }

  #manage(key: string, set: DaemonSet, nodes: readonly DaemonNode[], hash: string): Done {
    const { now } = this.#context.clock;
    const { create, delete: doomed, ended } = placement(set, nodes, hash, now);
    const due = ended.filter(({ node, pod }) => this.#mayReplace(key, set, node, pod));
    const plan = { create, delete: [...doomed, ...due.map(({ pod }) => pod)] };
    if (plan.create.length > 0 || plan.delete.length > 0) {
      const done = this.#carryOut(key, set, plan, hash);
      if (done.failed || !this.#expectations.satisfied(key)) return done;
    }
    if (set.spec.updateStrategy?.type !== 'RollingUpdate') return NOTHING;
    return this.#carryOut(key, set, rollout(set, nodes, hash, now), hash);
  }

  /** Tells of a pod that has ended; one that failed is replaced after a while, which grows. */
  #mayReplace(key: string, set: DaemonSet, node: string, pod: Pod): boolean {
    const { clock } = this.#context;
    const id = `${set.metadata.uid}/${set.status?.observedGeneration}/${node}`;
    if (pod.status?.phase === 'Failed') {
      const before = this.#failures.get(id);
      if (before !== undefined && clock.now < before.until) {
        this.#context.enqueueAfter(key, before.until - clock.now, { pause: true });
        return false;
      }
      const delay = before === undefined ? FIRST_DELAY : Math.min(LAST_DELAY, before.delay * 2);
      this.#failures.set(id, { delay, until: clock.now + delay });
      const message = `Found failed daemon pod ${keyOf(pod)} on node ${node}, will try to kill it`;
      this.#recorder.event(set, 'Warning', 'FailedDaemonPod', message);
    } else {
      const message = `Found succeeded daemon pod ${keyOf(pod)} on node ${node}, will try to delete it`;
      this.#recorder.event(set, 'Normal', 'SucceededDaemonPod', message);
    }
    return true;
  }

  #carryOut(key: string, set: DaemonSet, plan: DaemonPlan, hash: string): Done {
    const create = plan.create.slice(0, BURST_REPLICAS);
    const doomed = plan.delete.slice(0, BURST_REPLICAS);
    if (create.length === 0 && doomed.length === 0) return NOTHING;
    this.#expectations.expect(key, create.length, doomed.map(keyOf));
    const reference = controllerReference(daemonSetKind, set);
    const made: Pod[] = [];
    let failed = false;
    for (const node of create) {
      const created = this.#podControl.create(set, reference, daemonTemplate(set, node, hash));
      if (created.ok) {
        made.push(created.value);
        continue;
      }
      this.#expectations.creationObserved(key);
      failed ||= created.error !== '';
    }
    for (const pod of doomed) {
      const deleted = this.#podControl.delete(set, pod);
      if (deleted.ok) continue;
      this.#expectations.deletionObserved(key, keyOf(pod));
      failed ||= deleted.error !== 'not-found';
    }
    return { failed, made };
  }

  #report(set: DaemonSet, nodes: readonly DaemonNode[], hash: string, managed: boolean): Outcome {
    const { client, clock } = this.#context;
    const status = daemonStatus(set, nodes, hash, clock.now, managed);
    if (!equal(set.status, status)) {
      let updated = client.updateStatus(daemonSetKind, { ...set, status });
      if (!updated.ok && updated.error.reason === 'Conflict') {
        const fresh = client.get(daemonSetKind, set.metadata.name, set.metadata.namespace);
        if (fresh.ok) updated = client.updateStatus(daemonSetKind, { ...fresh.value, status });
      }
      if (!updated.ok) return updated.error.reason === 'NotFound' ? 'done' : 'retry';
    }
    const seconds = set.spec.minReadySeconds ?? 0;
    if (seconds > 0 && status.numberReady !== (status.numberAvailable ?? 0)) {
      this.#context.enqueueAfter(keyOf(set), seconds * 1000, { pause: true });
    }
    return 'done';
  }

  #claimed<T extends ClusterObject>(set: DaemonSet, kind: Kind<T>, informer: Informer<T>): T[] | undefined {
    const { namespace = '', uid = '' } = set.metadata;
    const requirements = requirementsOf(set.spec.selector);
    const { claimed, failed } = claim(
      {
        client: this.#context.client,
        owner: set,
        ownerKind: daemonSetKind,
        reference: controllerReference(daemonSetKind, set),
        matches: (labels) => matchesSelector(requirements, labels),
      },
      kind,
      informer.byIndex('controller', uid),
      informer.byIndex('orphan', namespace),
    );
    return failed ? undefined : claimed;
  }

  /** Only the sets that a node's new labels or taints mean something to. */
  #nodeChanged(old: Node | undefined, node: Node): void {
    if (old !== undefined && equal(old.metadata.labels, node.metadata.labels) && equal(old.spec, node.spec)) return;
    for (const set of this.#sets.list()) {
      const after = belongsOn(set, node);
      const before = old === undefined ? { run: false, stay: true } : belongsOn(set, old);
      if (before.run !== after.run || before.stay !== after.stay) this.#context.enqueue(keyOf(set));
    }
  }

  #revisionChanged(revision: ControllerRevision): void {
    const key = this.#ownerKey(revision);
    if (key !== undefined) this.#context.enqueue(key);
    else if (controllerOf(revision) === undefined) this.#enqueueMatching(revision);
  }

  #podAdded(pod: Pod): void {
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.#podDeleted(pod);
      return;
    }
    const key = this.#ownerKey(pod);
    if (key !== undefined) {
      this.#expectations.creationObserved(key);
      this.#context.enqueue(key);
    } else if (controllerOf(pod) === undefined) this.#enqueueMatching(pod);
  }

  #podChanged(old: Pod, pod: Pod): void {
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.#podDeleted(pod);
      return;
    }
    const before = controllerOf(old);
    if (before !== undefined && before.uid !== controllerOf(pod)?.uid) {
      const key = this.#ownerKey(old);
      if (key !== undefined) this.#context.enqueue(key);
    }
    if (controllerOf(pod) !== undefined) {
      const key = this.#ownerKey(pod);
      if (key === undefined) return;
      this.#context.enqueue(key);
      const seconds = this.#sets.get(key)?.spec.minReadySeconds ?? 0;
      if (!isPodReady(old) && isPodReady(pod) && seconds > 0) {
        this.#context.enqueueAfter(key, seconds * 1000 + 1000, { pause: true });
      }
    } else if (before !== undefined || !equal(old.metadata.labels, pod.metadata.labels)) this.#enqueueMatching(pod);
  }

  #podDeleted(pod: Pod): void {
    const key = this.#ownerKey(pod);
    if (key === undefined) return;
    this.#expectations.deletionObserved(key, keyOf(pod));
    this.#context.enqueue(key);
  }

  #ownerKey(object: ClusterObject): string | undefined {
    const owner = controllerOf(object);
    if (owner?.kind !== daemonSetKind.kind) return undefined;
    const key = `${object.metadata.namespace}/${owner.name}`;
    return this.#sets.get(key)?.metadata.uid === owner.uid ? key : undefined;
  }

  #enqueueMatching({ metadata }: ClusterObject): void {
    for (const set of this.#sets.byIndex('namespace', metadata.namespace ?? '')) {
      if (matchesLabelSelector(set.spec.selector, metadata.labels)) this.#context.enqueue(keyOf(set));
    }
  }
}
