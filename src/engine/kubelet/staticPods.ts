/**
 * Pods from the node's manifests directory: each is shown in the API server by a mirror pod, which is made again when it
 * is deleted.
 *
 * Simplified: the pod is run from its mirror, so deleting the mirror restarts it (the real one goes on).
 */
import type { PodSpec } from 'kubernetes-types/core/v1';
import { hashValue } from '../../base/hash';
import { formatTime } from '../../base/time';
import { nodeKind } from '../../kinds/node';
import { type Pod, podKind } from '../../kinds/pod';
import type { Timer } from '../clock';
import type { KubeletContext } from './kubeletContext';

export interface StaticPod {
  /** Without the node's name, which is appended. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
}

const RETRY = 1000;

export class StaticPods {
  readonly #context: KubeletContext;
  readonly #pods: readonly StaticPod[];
  #timer: Timer | undefined;
  #running = false;

  constructor(context: KubeletContext, pods: readonly StaticPod[]) {
    this.#context = context;
    this.#pods = pods;
  }

  start(): void {
    this.#running = true;
    this.#create();
  }

  stop(): void {
    this.#running = false;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** A pod is gone from the API server: if it was a mirror, it comes again. */
  mirrorDeleted(pod: Pod): void {
    if (this.#pods.some((one) => this.#nameOf(one) === pod.metadata.name)) this.#later();
  }

  #nameOf(pod: StaticPod): string {
    return `${pod.name}-${this.#context.node.name}`;
  }

  #later(): void {
    if (!this.#running || this.#timer !== undefined) return;
    this.#timer = this.#context.clock.after(RETRY, () => {
      this.#timer = undefined;
      this.#create();
    });
  }

  #create(): void {
    const { client, node, clock } = this.#context;
    const owner = client.get(nodeKind, node.name);
    if (!owner.ok) {
      this.#later();
      return;
    }
    for (const pod of this.#pods) {
      const name = this.#nameOf(pod);
      if (client.get(podKind, name, pod.namespace).ok) continue;
      const hash = hashValue(pod.spec) + hashValue(pod.labels);
      const created = client.create(podKind, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name,
          namespace: pod.namespace,
          labels: { ...pod.labels },
          annotations: {
            ...pod.annotations,
            'kubernetes.io/config.hash': hash,
            'kubernetes.io/config.mirror': hash,
            'kubernetes.io/config.seen': formatTime(clock.now),
            'kubernetes.io/config.source': 'file',
          },
          ownerReferences: [
            {
              apiVersion: 'v1',
              controller: true,
              kind: 'Node',
              name: node.name,
              uid: owner.value.metadata.uid ?? '',
            },
          ],
        },
        spec: { ...pod.spec, nodeName: node.name },
      });
      if (!created.ok) this.#later();
    }
  }
}
