import type { ReplicaSetStatus } from 'kubernetes-types/apps/v1';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import type { LabelSelector } from 'kubernetes-types/meta/v1';
import { equal } from '../../../base/equality';
import type { Kind } from '../../../kinds/kind';
import { type ClusterObject, controllerOf, keyOf } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { matchesLabelSelector, matchesSelector, requirementsOf } from '../../../kinds/selector';
import type { Informer } from '../../client/informer';
import type { Controller, ControllerContext, Outcome } from '../controller';
import { isPodActive, isPodReady, isPodTerminal } from '../podConditions';
import { claim } from './claim';
import { Expectations } from './expectations';
import { controllerReference, PodControl } from './podControl';
import { podsToDelete } from './podRanking';
import { replicaStatus, sameStatus } from './replicaStatus';

/** How many pods one reconcile makes or deletes at most. */
const BURST_REPLICAS = 500;

/** What the ReplicaSet and the ReplicationController differ in. */
export interface ReplicaOwnerKind<T extends ClusterObject> {
  readonly kind: Kind<T>;
  /** The source of its events. */
  readonly component: string;
  selector(owner: T): LabelSelector;
  template(owner: T): PodTemplateSpec;
  replicas(owner: T): number;
  minReadySeconds(owner: T): number;
  status(owner: T): ReplicaSetStatus | undefined;
  withStatus(owner: T, status: ReplicaSetStatus): T;
}

/** Keeps as many pods as wanted: one algorithm for ReplicaSets and ReplicationControllers, as in Kubernetes itself. */
export class ReplicaManager<T extends ClusterObject> implements Controller {
  readonly #context: ControllerContext;
  readonly #of: ReplicaOwnerKind<T>;
  readonly #expectations: Expectations;
  readonly #podControl: PodControl;
  readonly #owners: Informer<T>;
  readonly #pods: Informer<Pod>;

  constructor(context: ControllerContext, of: ReplicaOwnerKind<T>) {
    this.#context = context;
    this.#of = of;
    this.#expectations = new Expectations(context.clock);
    this.#podControl = new PodControl(context.client, context.recorder(of.component));
    this.#owners = context.informer(of.kind);
    this.#pods = context.informer(podKind);
    context.watch(of.kind, {
      onAdd: (owner) => context.enqueue(keyOf(owner)),
      onUpdate: (old, owner) => {
        if (old.metadata.uid !== owner.metadata.uid) this.#expectations.forget(keyOf(old));
        if (changesIntent(old, owner)) context.enqueue(keyOf(owner));
      },
      onDelete: (owner) => {
        this.#expectations.forget(keyOf(owner));
        context.enqueue(keyOf(owner));
      },
    });
    context.watch(podKind, {
      onAdd: (pod) => this.#podAdded(pod),
      onUpdate: (old, pod) => this.#podChanged(old, pod),
      onDelete: (pod) => this.#podDeleted(pod),
    });
  }

  reconcile(key: string): Outcome {
    const owner = this.#owners.get(key);
    if (owner === undefined) {
      this.#expectations.forget(key);
      return 'done';
    }
    const mayManage = this.#expectations.satisfied(key);
    const { claimed, failed } = this.#claimPods(owner);
    if (failed) return 'retry';
    let failure: string | undefined;
    if (mayManage && owner.metadata.deletionTimestamp === undefined) failure = this.#manage(key, owner, claimed);
    return this.#report(owner, claimed, failure);
  }

  #claimPods(owner: T): { readonly claimed: Pod[]; readonly failed: boolean } {
    const { namespace = '', uid = '' } = owner.metadata;
    const requirements = requirementsOf(this.#of.selector(owner));
    return claim(
      {
        client: this.#context.client,
        owner,
        ownerKind: this.#of.kind,
        reference: controllerReference(this.#of.kind, owner),
        matches: (labels) => matchesSelector(requirements, labels),
      },
      podKind,
      this.#pods.byIndex('controller', uid).filter(isPodActive),
      this.#pods.byIndex('orphan', namespace).filter(isPodActive),
    );
  }

  /** Makes or deletes pods until there are as many as wanted. Returns what went wrong. */
  #manage(key: string, owner: T, pods: readonly Pod[]): string | undefined {
    const missing = this.#of.replicas(owner) - pods.length;
    if (missing > 0) return this.#createPods(key, owner, Math.min(missing, BURST_REPLICAS));
    if (missing < 0) return this.#deletePods(key, owner, pods, Math.min(-missing, BURST_REPLICAS));
    return undefined;
  }

  /** In batches of 1, 2, 4, ...: when the server refuses them all (a quota, say), only a few were tried. */
  #createPods(key: string, owner: T, count: number): string | undefined {
    this.#expectations.expectCreations(key, count);
    const reference = controllerReference(this.#of.kind, owner);
    let remaining = count;
    for (let batch = 1; remaining > 0; batch = Math.min(2 * batch, remaining)) {
      let failure: string | undefined;
      for (let i = 0; i < batch; i++) {
        const created = this.#podControl.create(owner, reference, this.#of.template(owner));
        if (created.ok) continue;
        this.#expectations.creationObserved(key);
        if (created.error !== '') failure ??= created.error;
      }
      remaining -= batch;
      if (failure !== undefined) {
        this.#expectations.creationObserved(key, remaining);
        return failure;
      }
    }
    return undefined;
  }

  #deletePods(key: string, owner: T, pods: readonly Pod[], count: number): string | undefined {
    const doomed = podsToDelete(pods, this.#relatedPods(owner), count, this.#context.clock.now);
    this.#expectations.expectDeletions(key, doomed.map(keyOf));
    let failure: string | undefined;
    for (const pod of doomed) {
      const deleted = this.#podControl.delete(owner, pod);
      if (deleted.ok) continue;
      this.#expectations.deletionObserved(key, keyOf(pod));
      if (deleted.error !== 'not-found') failure ??= deleted.error;
    }
    return failure;
  }

  /** The active pods of all owners that have the same controller: of every ReplicaSet of one Deployment. */
  #relatedPods(owner: T): Pod[] {
    const controller = controllerOf(owner);
    const family = controller === undefined ? [owner] : this.#owners.byIndex('controller', controller.uid);
    return family.flatMap((one) => this.#pods.byIndex('controller', one.metadata.uid ?? '')).filter(isPodActive);
  }

  #report(owner: T, pods: readonly Pod[], failure: string | undefined): Outcome {
    const { clock, client } = this.#context;
    const minReadySeconds = this.#of.minReadySeconds(owner);
    const wanted = this.#of.replicas(owner);
    const status = replicaStatus(this.#of.status(owner), pods, {
      wanted,
      minReadySeconds,
      templateLabels: this.#of.template(owner).metadata?.labels ?? {},
      generation: owner.metadata.generation ?? 0,
      now: clock.now,
      failure,
    });
    if (!sameStatus(this.#of.status(owner), status)) {
      let updated = client.updateStatus(this.#of.kind, this.#of.withStatus(owner, status));
      if (!updated.ok && updated.error.reason === 'Conflict') {
        // The real one tries once more with a fresh copy before it goes to the end of the queue.
        const fresh = client.get(this.#of.kind, owner.metadata.name, owner.metadata.namespace);
        if (fresh.ok) updated = client.updateStatus(this.#of.kind, this.#of.withStatus(fresh.value, status));
      }
      if (!updated.ok) return updated.error.reason === 'NotFound' ? 'done' : 'retry';
    }
    if (failure !== undefined) return 'retry';
    const waiting = (status.readyReplicas ?? 0) === wanted && (status.availableReplicas ?? 0) !== wanted;
    if (minReadySeconds > 0 && waiting)
      this.#context.enqueueAfter(keyOf(owner), minReadySeconds * 1000, { pause: true });
    return 'done';
  }

  #podAdded(pod: Pod): void {
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.#podDeleted(pod);
      return;
    }
    const key = this.#ownerKey(pod);
    if (key !== undefined) {
      this.#expectations.creationObserved(key);
      this.#enqueue(key);
    } else if (controllerOf(pod) === undefined) this.#enqueueMatching(pod);
  }

  #podChanged(old: Pod, pod: Pod): void {
    if (pod.metadata.deletionTimestamp !== undefined) {
      // It counts as gone from the moment its deletion begins, not when its containers have stopped.
      this.#podDeleted(pod);
      if (!equal(old.metadata.labels, pod.metadata.labels)) this.#podDeleted(old);
      return;
    }
    const oldController = controllerOf(old);
    const controller = controllerOf(pod);
    if (oldController !== undefined && oldController.uid !== controller?.uid) {
      const key = this.#ownerKey(old);
      if (key !== undefined) this.#context.enqueue(key);
    }
    if (controller !== undefined) {
      const key = this.#ownerKey(pod);
      if (key === undefined || !changesCount(old, pod)) return;
      this.#enqueue(key);
      const owner = this.#owners.get(key);
      const minReadySeconds = owner === undefined ? 0 : this.#of.minReadySeconds(owner);
      if (!isPodReady(old) && isPodReady(pod) && minReadySeconds > 0) {
        this.#context.enqueueAfter(key, minReadySeconds * 1000 + 1000, { pause: true });
      }
    } else if (oldController !== undefined || !equal(old.metadata.labels, pod.metadata.labels)) {
      this.#enqueueMatching(pod);
    }
  }

  #podDeleted(pod: Pod): void {
    const key = this.#ownerKey(pod);
    if (key === undefined) return;
    this.#expectations.deletionObserved(key, keyOf(pod));
    this.#enqueue(key);
  }

  #enqueue(key: string): void {
    const owner = this.#owners.get(key);
    this.#context.enqueue(key, owner === undefined ? 0 : this.#of.replicas(owner));
  }

  /** The key of the pod's owner, if it is of this kind and still the same object. */
  #ownerKey(pod: Pod): string | undefined {
    const controller = controllerOf(pod);
    if (controller === undefined || controller.kind !== this.#of.kind.kind) return undefined;
    const key = `${pod.metadata.namespace}/${controller.name}`;
    return this.#owners.get(key)?.metadata.uid === controller.uid ? key : undefined;
  }

  #enqueueMatching(pod: Pod): void {
    for (const owner of this.#owners.byIndex('namespace', pod.metadata.namespace ?? '')) {
      if (matchesLabelSelector(this.#of.selector(owner), pod.metadata.labels)) this.#context.enqueue(keyOf(owner));
    }
  }
}

/** False when only the status changed, which is this controller's own doing. */
function changesIntent(old: ClusterObject, owner: ClusterObject): boolean {
  const before = old.metadata;
  const after = owner.metadata;
  return (
    before.uid !== after.uid ||
    before.generation !== after.generation ||
    before.deletionTimestamp !== after.deletionTimestamp ||
    !equal(before.labels, after.labels)
  );
}

/** Whether an owner would count the pod otherwise than before. (A new node or address makes no difference.) */
function changesCount(old: Pod, pod: Pod): boolean {
  return (
    isPodReady(old) !== isPodReady(pod) ||
    isPodTerminal(old) !== isPodTerminal(pod) ||
    controllerOf(old)?.uid !== controllerOf(pod)?.uid ||
    !equal(old.metadata.labels, pod.metadata.labels)
  );
}
