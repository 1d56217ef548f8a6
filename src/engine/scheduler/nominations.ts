import { keyOf } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import { type PlacedPod, placedPod } from './nodeInfo';

/** The pods that wait for room which was made for them on a node, so that lesser pods don't take it. */
export class Nominations {
  readonly #pods = new Map<string, { readonly placed: PlacedPod; readonly node: string }>();

  /** Takes over what the pod's status says. */
  observe(pod: Pod): void {
    const node = pod.status?.nominatedNodeName ?? '';
    if (node === '') this.forget(keyOf(pod));
    else this.nominate(pod, node);
  }

  nominate(pod: Pod, node: string): void {
    this.#pods.set(keyOf(pod), { placed: placedPod(pod), node });
  }

  forget(key: string): void {
    this.#pods.delete(key);
  }

  /** Those on a node that matter to the pod: others of its priority or a higher one. */
  above(pod: Pod, node: string): readonly PlacedPod[] {
    return this.#on(node, pod).filter((other) => priorityOf(other.pod) >= priorityOf(pod));
  }

  /** Those on a node that have to make way for the pod. */
  below(pod: Pod, node: string): readonly Pod[] {
    return this.#on(node, pod)
      .filter((other) => priorityOf(other.pod) < priorityOf(pod))
      .map((other) => other.pod);
  }

  #on(node: string, except: Pod): readonly PlacedPod[] {
    if (this.#pods.size === 0) return [];
    const all = [...this.#pods.values()].filter((one) => one.node === node).map((one) => one.placed);
    return all.filter((one) => one.pod.metadata.uid !== except.metadata.uid);
  }
}

export function priorityOf(pod: Pod): number {
  return pod.spec.priority ?? 0;
}
