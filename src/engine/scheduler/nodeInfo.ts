import type { ContainerPort } from 'kubernetes-types/core/v1';
import type { Node } from '../../kinds/node';
import { keyOf } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import { hostPortsOf } from '../../kinds/pods/hostPorts';
import { type Amounts, amountOf, podRequests, scoredRequests } from './podRequests';

/** A pod on a node with what was computed of it once. */
export interface PlacedPod {
  readonly pod: Pod;
  readonly requests: Amounts;
  readonly scored: Amounts;
  readonly hostPorts: readonly ContainerPort[];
}

export function placedPod(pod: Pod): PlacedPod {
  return {
    pod,
    requests: podRequests(pod),
    scored: scoredRequests(pod),
    hostPorts: hostPortsOf(pod),
  };
}

/** What the scheduler knows of one node: the node, the pods on it, and their sums. */
export class NodeInfo {
  readonly pods = new Map<string, PlacedPod>();
  /** Those with affinity or anti-affinity of their own, which newcomers must respect. */
  readonly podsWithAffinity = new Map<string, PlacedPod>();
  readonly requested: Record<string, number> = {};
  readonly scored: Record<string, number> = {};
  #node: Node;
  #allocatable: Amounts = {};
  #images: ReadonlyMap<string, number> = new Map();

  constructor(node: Node) {
    this.#node = node;
    this.setNode(node);
  }

  get node(): Node {
    return this.#node;
  }

  get name(): string {
    return this.#node.metadata.name;
  }

  get labels(): Readonly<Record<string, string>> {
    return this.#node.metadata.labels ?? {};
  }

  get allocatable(): Amounts {
    return this.#allocatable;
  }

  /** Sizes in bytes of the images that the node holds, by each of their names. */
  get images(): ReadonlyMap<string, number> {
    return this.#images;
  }

  setNode(node: Node): void {
    this.#node = node;
    const allocatable = Object.entries(node.status?.allocatable ?? {});
    this.#allocatable = Object.fromEntries(allocatable.map(([name, value]) => [name, amountOf(name, value)]));
    const images = (node.status?.images ?? []).flatMap((image) =>
      (image.names ?? []).map((name): [string, number] => [name, image.sizeBytes ?? 0]),
    );
    this.#images = new Map(images);
  }

  add(placed: PlacedPod): void {
    const key = keyOf(placed.pod);
    this.remove(key);
    this.pods.set(key, placed);
    if (hasPodAffinity(placed.pod)) this.podsWithAffinity.set(key, placed);
    this.#count(placed, 1);
  }

  remove(key: string): void {
    const placed = this.pods.get(key);
    if (placed === undefined) return;
    this.pods.delete(key);
    this.podsWithAffinity.delete(key);
    this.#count(placed, -1);
  }

  #count(placed: PlacedPod, sign: 1 | -1): void {
    for (const [name, amount] of Object.entries(placed.requests)) {
      this.requested[name] = (this.requested[name] ?? 0) + sign * amount;
    }
    for (const [name, amount] of Object.entries(placed.scored)) {
      this.scored[name] = (this.scored[name] ?? 0) + sign * amount;
    }
  }
}

function hasPodAffinity(pod: Pod): boolean {
  return pod.spec.affinity?.podAffinity !== undefined || pod.spec.affinity?.podAntiAffinity !== undefined;
}
