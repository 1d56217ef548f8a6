import type { Kind } from '../../../kinds/kind';
import type { ClusterObject, OwnerReference } from '../../../kinds/object';

/** One object in the graph, by its uid. */
export interface GraphNode {
  readonly uid: string;
  readonly kind: Kind;
  object: ClusterObject;
  readonly dependents: Set<string>;
}

/** Who owns whom, over all kinds: what the garbage collector decides by. */
export class OwnerGraph {
  readonly #nodes = new Map<string, GraphNode>();
  /** Dependents of owners that are not known (yet), by the owner's uid. */
  readonly #waiting = new Map<string, Set<string>>();

  get(uid: string): GraphNode | undefined {
    return this.#nodes.get(uid);
  }

  /** Adds an object or brings it up to date. True when an owner of it is not known. */
  set(kind: Kind, object: ClusterObject): boolean {
    const uid = object.metadata.uid ?? '';
    const known = this.#nodes.get(uid);
    const before = known === undefined ? [] : ownersOf(known.object);
    if (known === undefined) {
      const dependents = this.#waiting.get(uid) ?? new Set<string>();
      this.#waiting.delete(uid);
      this.#nodes.set(uid, { uid, kind, object, dependents });
    } else known.object = object;
    const owners = new Set(ownersOf(object).map((owner) => owner.uid));
    for (const { uid: owner } of before) if (!owners.has(owner)) this.#dependentsOf(owner)?.delete(uid);
    let unknown = false;
    for (const owner of owners) {
      const node = this.#nodes.get(owner);
      if (node !== undefined) node.dependents.add(uid);
      else {
        unknown = true;
        const waiting = this.#waiting.get(owner) ?? new Set<string>();
        this.#waiting.set(owner, waiting);
        waiting.add(uid);
      }
    }
    return unknown;
  }

  /** Takes an object out. Its dependents now belong to an owner that is not there. */
  remove(uid: string): GraphNode | undefined {
    const node = this.#nodes.get(uid);
    if (node === undefined) return undefined;
    this.#nodes.delete(uid);
    for (const owner of ownersOf(node.object)) this.#dependentsOf(owner.uid)?.delete(uid);
    if (node.dependents.size > 0) this.#waiting.set(uid, node.dependents);
    return node;
  }

  dependents(node: GraphNode): GraphNode[] {
    return [...node.dependents].flatMap((uid) => this.#nodes.get(uid) ?? []);
  }

  #dependentsOf(owner: string): Set<string> | undefined {
    return this.#nodes.get(owner)?.dependents ?? this.#waiting.get(owner);
  }
}

export function ownersOf(object: ClusterObject): readonly OwnerReference[] {
  return object.metadata.ownerReferences ?? [];
}

/** Being deleted in the foreground: it stays until its dependents are gone. */
export function isDeletingDependents(object: ClusterObject): boolean {
  return object.metadata.deletionTimestamp !== undefined && hasFinalizer(object, 'foregroundDeletion');
}

export function hasFinalizer(object: ClusterObject, finalizer: string): boolean {
  return (object.metadata.finalizers ?? []).includes(finalizer);
}
