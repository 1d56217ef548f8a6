import type { PodCondition } from 'kubernetes-types/core/v1';
import { type Node, nodeKind } from '../../../kinds/node';
import { type Pod, podKind } from '../../../kinds/pod';
import { disruptionTarget } from '../../../kinds/pods/disruptionTarget';
import { isTolerated } from '../../../kinds/toleration';
import type { ControllerContext, ControllerDefinition } from '../controller';
import { isPodTerminal } from '../podConditions';

/** How often it looks. */
const CHECK_PERIOD = 20_000;
/** How long a node may be gone before its pods are thought lost. */
const QUARANTINE = 40_000;
const OUT_OF_SERVICE = { key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute' };

/** Removes pods that nothing else would: of nodes that are gone or out of service, and the oldest of too many ended ones. */
export const podGarbageCollector: ControllerDefinition = {
  name: 'pod-garbage-collector-controller',
  account: 'pod-garbage-collector',
  create: (context) => {
    const collector = new PodGarbageCollector(context);
    context.every(CHECK_PERIOD, () => collector.collect());
    return { reconcile: () => 'done' };
  },
};

class PodGarbageCollector {
  readonly #context: ControllerContext;
  /** Node names that pods bear but no node does, and since when. */
  readonly #missing = new Map<string, number>();

  constructor(context: ControllerContext) {
    this.#context = context;
    context.informer(podKind);
    context.informer(nodeKind);
  }

  collect(): void {
    const pods = this.#context.informer(podKind).list();
    const nodes = new Map(
      this.#context
        .informer(nodeKind)
        .list()
        .map((node) => [node.metadata.name, node]),
    );
    this.#collectEnded(pods);
    this.#collectOutOfService(pods, nodes);
    this.#collectOrphaned(pods, nodes);
    for (const pod of pods) {
      if (pod.metadata.deletionTimestamp !== undefined && (pod.spec.nodeName ?? '') === '') this.#delete(pod);
    }
  }

  #collectEnded(pods: readonly Pod[]): void {
    const ended = pods.filter(isPodTerminal);
    const surplus = ended.length - this.#context.options.terminatedPodThreshold;
    if (surplus <= 0) return;
    const age = (pod: Pod) => pod.metadata.creationTimestamp ?? '';
    const oldest = ended.sort((a, b) => (age(a) < age(b) ? -1 : 1)).slice(0, surplus);
    for (const pod of oldest) this.#delete(pod);
  }

  /** A stuck deletion is forced when an administrator has said that the node is off for good. */
  #collectOutOfService(pods: readonly Pod[], nodes: ReadonlyMap<string, Node>): void {
    for (const pod of pods) {
      if (pod.metadata.deletionTimestamp === undefined) continue;
      const node = nodes.get(pod.spec.nodeName ?? '');
      const taint = node?.spec.taints?.find((one) => one.key === OUT_OF_SERVICE.key);
      if (node === undefined || taint === undefined || isTolerated(taint, pod.spec.tolerations)) continue;
      if (!isReady(node)) this.#delete(pod);
    }
  }

  #collectOrphaned(pods: readonly Pod[], nodes: ReadonlyMap<string, Node>): void {
    const { now } = this.#context.clock;
    const named = new Set(pods.map((pod) => pod.spec.nodeName ?? '').filter((name) => name !== ''));
    for (const name of this.#missing.keys()) if (!named.has(name) || nodes.has(name)) this.#missing.delete(name);
    for (const name of named) {
      if (nodes.has(name)) continue;
      const since = this.#missing.get(name) ?? now;
      this.#missing.set(name, since);
      if (now - since < QUARANTINE || this.#isThere(name)) continue;
      const condition = disruptionTarget('DeletionByPodGC', 'PodGC: node no longer exists', now);
      for (const pod of pods) if (pod.spec.nodeName === name) this.#delete(pod, condition);
    }
  }

  /** Asks the server itself before pods are lost for good. */
  #isThere(name: string): boolean {
    const found = this.#context.client.get(nodeKind, name);
    return found.ok || found.error.reason !== 'NotFound';
  }

  /** Nobody will stop its containers: it goes at once. One that had not ended is marked failed first. */
  #delete(pod: Pod, condition?: PodCondition): void {
    const { name, namespace } = pod.metadata;
    if (!isPodTerminal(pod)) {
      const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== condition?.type);
      const conditions = condition === undefined ? others : [...others, condition];
      const status = { ...pod.status, phase: 'Failed', conditions };
      this.#context.client.updateStatus(podKind, { ...pod, status });
    }
    this.#context.client.delete(podKind, name, namespace, { gracePeriodSeconds: 0 });
  }
}

function isReady(node: Node): boolean {
  return node.status?.conditions?.find((condition) => condition.type === 'Ready')?.status === 'True';
}
