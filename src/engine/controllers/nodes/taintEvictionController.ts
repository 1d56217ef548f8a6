import type { Taint } from 'kubernetes-types/core/v1';
import { equal } from '../../../base/equality';
import { nodeKind } from '../../../kinds/node';
import { keyOf } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { disruptionTarget } from '../../../kinds/pods/disruptionTarget';
import { tolerates } from '../../../kinds/toleration';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';

export const taintEvictionController: ControllerDefinition = {
  name: 'taint-eviction-controller',
  account: 'node-controller',
  create: (context) => new TaintEvictionController(context),
};

/** Deletes pods from nodes with NoExecute taints: at once if they do not tolerate them, else when their patience ends. */
class TaintEvictionController implements Controller {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;
  /** Pods whose deletion is planned, and since when: their patience is counted from there. */
  readonly #planned = new Map<string, number>();

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#recorder = context.recorder('taint-eviction-controller');
    context.watch(podKind, {
      onAdd: (pod) => this.#enqueue(pod),
      onUpdate: (old, pod) => {
        const moved = old.spec.nodeName !== pod.spec.nodeName;
        if (moved || !equal(old.spec.tolerations, pod.spec.tolerations)) this.#enqueue(pod);
      },
      onDelete: (pod) => this.#planned.delete(keyOf(pod)),
    });
    context.watch(nodeKind, {
      onUpdate: (old, node) => {
        if (equal(old.spec.taints, node.spec.taints)) return;
        for (const pod of context.informer(podKind).byIndex('node', node.metadata.name)) context.enqueue(keyOf(pod));
      },
    });
  }

  reconcile(key: string): Outcome {
    const pod = this.#context.informer(podKind).get(key);
    const node = pod === undefined ? undefined : this.#context.informer(nodeKind).get(pod.spec.nodeName ?? '');
    if (pod === undefined || node === undefined) {
      this.#planned.delete(key);
      return 'done';
    }
    const taints = (node.spec.taints ?? []).filter((taint) => taint.effect === 'NoExecute');
    const due = this.#dueTime(pod, taints, this.#planned.get(key) ?? this.#context.clock.now);
    if (due === undefined) {
      if (this.#planned.delete(key)) {
        this.#recorder.event(pod, 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${key}`);
      }
      return 'done';
    }
    const delay = due - this.#context.clock.now;
    if (delay <= 0) return this.#evict(pod);
    if (!this.#planned.has(key)) this.#planned.set(key, this.#context.clock.now);
    this.#context.enqueueAfter(key, delay, { background: true });
    return 'done';
  }

  #enqueue(pod: Pod): void {
    if ((pod.spec.nodeName ?? '') !== '') this.#context.enqueue(keyOf(pod));
  }

  /** When the pod must go, whose patience is counted from `since`; undefined when it may stay for ever. */
  #dueTime(pod: Pod, taints: readonly Taint[], since: number): number | undefined {
    if (taints.length === 0) return undefined;
    const tolerations = pod.spec.tolerations ?? [];
    const { now } = this.#context.clock;
    let due: number | undefined;
    for (const taint of taints) {
      const matching = tolerations.filter((toleration) => tolerates(toleration, taint));
      if (matching.length === 0) return now;
      const limits = matching.flatMap(({ tolerationSeconds }) => tolerationSeconds ?? []);
      if (limits.length === 0) continue;
      const end = since + Math.max(0, Math.min(...limits)) * 1000;
      due = due === undefined ? end : Math.min(due, end);
    }
    return due;
  }

  #evict(pod: Pod): Outcome {
    const { client, clock } = this.#context;
    this.#planned.delete(keyOf(pod));
    if (pod.metadata.deletionTimestamp !== undefined) return 'done';
    this.#recorder.event(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${keyOf(pod)}`);
    const message = 'Taint manager: deleting due to NoExecute taint';
    const condition = disruptionTarget('DeletionByTaintManager', message, clock.now);
    const { name, namespace } = pod.metadata;
    const patch = { status: { conditions: [condition] } };
    client.patch(podKind, name, namespace, patch, { type: 'strategic', subresource: 'status' });
    const deleted = client.delete(podKind, name, namespace);
    return deleted.ok || deleted.error.reason === 'NotFound' ? 'done' : 'retry';
  }
}
