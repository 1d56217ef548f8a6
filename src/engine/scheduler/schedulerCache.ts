import type { Node } from '../../kinds/node';
import { keyOf } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import { NodeInfo, type PlacedPod, placedPod } from './nodeInfo';
import { SelectorCounts } from './selectorCounts';

/**
 * All nodes with the pods on them, assumed ones included: a pod counts on its node from the moment of the decision,
 * before the API server knows of it.
 */
export class SchedulerCache {
  readonly #nodes = new Map<string, NodeInfo>();
  /** Pods on nodes that are not known (yet). */
  readonly #homeless = new Map<string, Map<string, Pod>>();
  /** Where each pod is counted. */
  readonly #places = new Map<string, string>();
  readonly #assumed = new Set<string>();
  readonly matching = new SelectorCounts(() => this.nodes);
  #list: readonly NodeInfo[] | undefined;

  /** In the order in which the nodes came. */
  get nodes(): readonly NodeInfo[] {
    this.#list ??= [...this.#nodes.values()];
    return this.#list;
  }

  node(name: string): NodeInfo | undefined {
    return this.#nodes.get(name);
  }

  setNode(node: Node): void {
    const { name } = node.metadata;
    const info = this.#nodes.get(name);
    if (info !== undefined) {
      info.setNode(node);
      return;
    }
    const added = new NodeInfo(node);
    this.#nodes.set(name, added);
    this.#list = undefined;
    for (const pod of this.#homeless.get(name)?.values() ?? []) this.#put(added, placedPod(pod));
    this.#homeless.delete(name);
  }

  removeNode(name: string): void {
    const info = this.#nodes.get(name);
    if (info === undefined) return;
    this.#nodes.delete(name);
    this.#list = undefined;
    for (const [key, { pod }] of info.pods) {
      this.matching.change(pod, name, -1);
      this.#keepHomeless(name, key, pod);
    }
  }

  isAssumed(key: string): boolean {
    return this.#assumed.has(key);
  }

  assume(pod: Pod, nodeName: string): void {
    this.#assumed.add(keyOf(pod));
    this.#place(pod, nodeName);
  }

  /** Takes an assumed pod back, when binding failed. */
  forget(key: string): void {
    if (this.#assumed.has(key)) this.removePod(key);
  }

  /** A pod that the API server shows on a node: new there, or changed. */
  setPod(pod: Pod): void {
    this.#assumed.delete(keyOf(pod));
    this.#place(pod, pod.spec.nodeName ?? '');
  }

  removePod(key: string): void {
    this.#assumed.delete(key);
    const place = this.#places.get(key);
    if (place === undefined) return;
    this.#unplace(key);
    this.#places.delete(key);
  }

  #place(pod: Pod, nodeName: string): void {
    const key = keyOf(pod);
    if (this.#places.get(key) !== nodeName) this.#unplace(key);
    this.#places.set(key, nodeName);
    const info = this.#nodes.get(nodeName);
    if (info === undefined) {
      this.#keepHomeless(nodeName, key, pod);
      return;
    }
    // What a placed pod asks for does not change: only its labels and status do.
    const known = info.pods.get(key);
    this.#put(
      info,
      known !== undefined && known.pod.metadata.uid === pod.metadata.uid ? { ...known, pod } : placedPod(pod),
    );
  }

  #put(info: NodeInfo, placed: PlacedPod): void {
    const known = info.pods.get(keyOf(placed.pod));
    if (known !== undefined) this.matching.change(known.pod, info.name, -1);
    info.add(placed);
    this.matching.change(placed.pod, info.name, 1);
  }

  #unplace(key: string): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    const known = this.#nodes.get(place)?.pods.get(key);
    if (known !== undefined) this.matching.change(known.pod, place, -1);
    this.#nodes.get(place)?.remove(key);
    this.#homeless.get(place)?.delete(key);
  }

  #keepHomeless(nodeName: string, key: string, pod: Pod): void {
    const pods = this.#homeless.get(nodeName) ?? new Map<string, Pod>();
    this.#homeless.set(nodeName, pods);
    pods.set(key, pod);
  }
}
