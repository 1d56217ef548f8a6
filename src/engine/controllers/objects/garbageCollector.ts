import type { Kind } from '../../../kinds/kind';
import type { ClusterObject, OwnerReference } from '../../../kinds/object';
import { kindOfObject, kinds } from '../../../kinds/registry';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { CustomKinds } from '../customKinds';
import { type GraphNode, hasFinalizer, isDeletingDependents, OwnerGraph, ownersOf } from './ownerGraph';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

export const garbageCollector: ControllerDefinition = {
  name: 'garbage-collector-controller',
  account: 'generic-garbage-collector',
  create: (context) => new GarbageCollector(context),
};

/**
 * Deletes what is owned by something that is gone, and carries out the other two kinds of deletion: foreground (first
 * the dependents, then the owner) and orphan (the dependents lose their owner and stay).
 */
class GarbageCollector implements Controller {
  readonly #context: ControllerContext;
  readonly #graph = new OwnerGraph();
  readonly #custom: CustomKinds;
  /** Owners that were looked up and are not there: a thousand orphans ask for the same one. */
  readonly #absent = new Set<string>();

  constructor(context: ControllerContext) {
    this.#context = context;
    const look = (kind: Kind) =>
      context.watch(kind, {
        onAdd: (object) => this.#seen(kind, object),
        onUpdate: (old, object) => {
          if (old.metadata.uid !== object.metadata.uid) this.#gone(old);
          this.#seen(kind, object);
        },
        onDelete: (object) => this.#gone(object),
      });
    for (const kind of kinds) {
      // Events are not looked at, as in the real one: there are many, and they belong to nobody.
      if (kind.plural !== 'events' && kind.verbs.includes('watch')) look(kind);
    }
    this.#custom = new CustomKinds(context, look);
  }

  reconcile(uid: string): Outcome {
    const node = this.#graph.get(uid);
    if (node === undefined) return 'done';
    const { object } = node;
    if (object.metadata.deletionTimestamp !== undefined && hasFinalizer(object, ORPHAN)) return this.#orphan(node);
    if (object.metadata.deletionTimestamp !== undefined && !isDeletingDependents(object)) return 'done';
    const live = this.#context.client.get(node.kind, object.metadata.name, object.metadata.namespace);
    if (!live.ok || live.value.metadata.uid !== uid) {
      if (!live.ok && live.error.reason !== 'NotFound') return 'retry';
      this.#gone(object);
      return 'done';
    }
    if (isDeletingDependents(live.value)) return this.#continueForeground(node, live.value);
    return this.#checkOwners(node, live.value);
  }

  #seen(kind: Kind, object: ClusterObject): void {
    const uid = object.metadata.uid ?? '';
    this.#absent.delete(uid);
    const unknownOwner = this.#graph.set(kind, object);
    const { deletionTimestamp } = object.metadata;
    if (unknownOwner) this.#context.enqueue(uid);
    if (deletionTimestamp === undefined) return;
    if (hasFinalizer(object, ORPHAN)) this.#context.enqueue(uid);
    else if (hasFinalizer(object, FOREGROUND)) {
      const node = this.#graph.get(uid);
      for (const dependent of node === undefined ? [] : this.#graph.dependents(node)) {
        this.#context.enqueue(dependent.uid);
      }
      this.#context.enqueue(uid);
    }
  }

  #gone(object: ClusterObject): void {
    const uid = object.metadata.uid ?? '';
    const node = this.#graph.remove(uid);
    this.#absent.add(uid);
    if (node === undefined) return;
    for (const dependent of this.#graph.dependents(node)) this.#context.enqueue(dependent.uid);
    // An owner that waits for its dependents may have waited for this one.
    for (const owner of ownersOf(object)) {
      const waiting = this.#graph.get(owner.uid);
      if (waiting !== undefined && isDeletingDependents(waiting.object)) this.#context.enqueue(owner.uid);
    }
  }

  #checkOwners(node: GraphNode, object: ClusterObject): Outcome {
    const owners = ownersOf(object);
    if (owners.length === 0) return 'done';
    const states = owners.map((owner) => ({ owner, state: this.#stateOf(owner, object) }));
    if (states.some(({ state }) => state === 'unknown')) return 'retry';
    const useless = states.filter(({ state }) => state !== 'solid').map(({ owner }) => owner.uid);
    if (useless.length < owners.length) {
      return useless.length === 0 || this.#dropOwners(node.kind, object, useless) ? 'done' : 'retry';
    }
    const waiting = states.some(({ state }) => state === 'waiting');
    const policy =
      (waiting && node.dependents.size > 0) || hasFinalizer(object, FOREGROUND)
        ? 'Foreground'
        : hasFinalizer(object, ORPHAN)
          ? 'Orphan'
          : 'Background';
    const { name, namespace, uid } = object.metadata;
    const deleted = this.#context.client.delete(node.kind, name, namespace, {
      propagationPolicy: policy,
      ...(uid === undefined ? {} : { preconditions: { uid } }),
    });
    return deleted.ok || deleted.error.reason === 'NotFound' || deleted.error.reason === 'Conflict' ? 'done' : 'retry';
  }

  /** `solid`: it is there and stays; `waiting`: it waits for its dependents to go; `absent`: there is no such object. */
  #stateOf(owner: OwnerReference, dependent: ClusterObject): 'solid' | 'waiting' | 'absent' | 'unknown' {
    if (this.#absent.has(owner.uid)) return 'absent';
    const kind = kindOfObject(owner.apiVersion, owner.kind) ?? this.#custom.find(owner.apiVersion, owner.kind);
    // A kind that the cluster does not serve: nothing can be said about it, so nothing is deleted.
    if (kind === undefined) return 'solid';
    const namespace = kind.namespaced ? dependent.metadata.namespace : undefined;
    const found = this.#context.client.get(kind, owner.name, namespace);
    if (!found.ok && found.error.reason !== 'NotFound') return 'unknown';
    if (!found.ok || found.value.metadata.uid !== owner.uid) {
      this.#absent.add(owner.uid);
      return 'absent';
    }
    return isDeletingDependents(found.value) ? 'waiting' : 'solid';
  }

  /** The owner goes when no dependent that blocks its deletion is left. */
  #continueForeground(node: GraphNode, object: ClusterObject): Outcome {
    const blocking = this.#graph
      .dependents(node)
      .filter((dependent) =>
        ownersOf(dependent.object).some((owner) => owner.uid === node.uid && owner.blockOwnerDeletion === true),
      );
    if (blocking.length === 0) return this.#removeFinalizer(node.kind, object, FOREGROUND) ? 'done' : 'retry';
    for (const dependent of blocking) {
      if (!isDeletingDependents(dependent.object)) this.#context.enqueue(dependent.uid);
    }
    return 'done';
  }

  #orphan(node: GraphNode): Outcome {
    for (const dependent of this.#graph.dependents(node)) {
      if (!this.#dropOwners(dependent.kind, dependent.object, [node.uid])) return 'retry';
    }
    const { name, namespace } = node.object.metadata;
    const live = this.#context.client.get(node.kind, name, namespace);
    if (!live.ok) return live.error.reason === 'NotFound' ? 'done' : 'retry';
    return this.#removeFinalizer(node.kind, live.value, ORPHAN) ? 'done' : 'retry';
  }

  #dropOwners(kind: Kind, object: ClusterObject, owners: readonly string[]): boolean {
    const { name, namespace, uid } = object.metadata;
    const ownerReferences = owners.map((owner) => ({ $patch: 'delete', uid: owner }));
    const patch = { metadata: { ownerReferences, uid } };
    const patched = this.#context.client.patch(kind, name, namespace, patch, { type: 'strategic' });
    return patched.ok || patched.error.reason === 'NotFound' || patched.error.reason === 'Conflict';
  }

  #removeFinalizer(kind: Kind, object: ClusterObject, finalizer: string): boolean {
    const { name, namespace, resourceVersion, finalizers = [] } = object.metadata;
    const left = finalizers.filter((one) => one !== finalizer);
    if (left.length === finalizers.length) return true;
    const patch = { metadata: { resourceVersion, finalizers: left } };
    const patched = this.#context.client.patch(kind, name, namespace, patch, { type: 'merge' });
    return patched.ok || patched.error.reason === 'NotFound';
  }
}
