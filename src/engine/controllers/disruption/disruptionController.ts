import type { PodDisruptionBudgetStatus } from 'kubernetes-types/policy/v1';
import { equal } from '../../../base/equality';
import { formatTime, parseTime } from '../../../base/time';
import { keyOf } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { type PodDisruptionBudget, podDisruptionBudgetKind } from '../../../kinds/policy/podDisruptionBudget';
import { matchesLabelSelector } from '../../../kinds/selector';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Informer } from '../../client/informer';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { isPodActive, isPodReady } from '../podConditions';
import { ExpectedPods } from './expectedPods';

/** For so long an evicted pod counts as gone, though its deletion has not been seen. */
const DELETION_TIMEOUT = 120_000;

export const disruptionController: ControllerDefinition = {
  name: 'disruption-controller',
  account: 'disruption-controller',
  create: (context) => new DisruptionController(context),
};

/** Counts for each disruption budget how many of its pods are well and how many of them may be evicted. */
class DisruptionController implements Controller {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;
  readonly #budgets: Informer<PodDisruptionBudget>;
  readonly #pods: Informer<Pod>;
  readonly #expected: ExpectedPods;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#recorder = context.recorder('controllermanager');
    this.#budgets = context.informer(podDisruptionBudgetKind);
    this.#pods = context.informer(podKind);
    this.#expected = new ExpectedPods(context);
    const enqueue = (budget: PodDisruptionBudget) => context.enqueue(keyOf(budget));
    context.watch(podDisruptionBudgetKind, { onAdd: enqueue, onUpdate: (_old, budget) => enqueue(budget) });
    context.watch(podKind, {
      onAdd: (pod) => this.#enqueueBudgetsOf(pod),
      onUpdate: (old, pod) => {
        this.#enqueueBudgetsOf(pod);
        if (!equal(old.metadata.labels, pod.metadata.labels)) this.#enqueueBudgetsOf(old);
      },
      onDelete: (pod) => this.#enqueueBudgetsOf(pod),
    });
  }

  reconcile(key: string): Outcome {
    const budget = this.#budgets.get(key);
    if (budget === undefined) return 'done';
    const pods = this.#pods
      .byIndex('namespace', budget.metadata.namespace ?? '')
      .filter((pod) => matchesLabelSelector(budget.spec.selector, pod.metadata.labels) && isPodActive(pod));
    if (pods.length === 0) this.#recorder.event(budget, 'Normal', 'NoPods', 'No matching pods found');
    const counts = this.#counts(budget, pods);
    if (typeof counts === 'string') {
      const message = `Failed to calculate the number of expected pods: ${counts}`;
      this.#recorder.event(budget, 'Warning', 'CalculateExpectedPodCountFailed', message);
      return this.#write(budget, failed(budget, counts, this.#context.clock.now));
    }
    return this.#write(budget, this.#status(budget, pods, counts.expected, counts.desired));
  }

  #counts(budget: PodDisruptionBudget, pods: readonly Pod[]): { expected: number; desired: number } | string {
    const { minAvailable, maxUnavailable } = budget.spec;
    if (maxUnavailable !== undefined) {
      const expected = this.#expected.count(pods);
      if (typeof expected === 'string') return expected;
      return { expected, desired: Math.max(0, expected - share(maxUnavailable, expected)) };
    }
    if (typeof minAvailable === 'number') return { expected: pods.length, desired: minAvailable };
    if (minAvailable === undefined) return { expected: 0, desired: 0 };
    const expected = this.#expected.count(pods);
    return typeof expected === 'string' ? expected : { expected, desired: share(minAvailable, expected) };
  }

  #status(
    budget: PodDisruptionBudget,
    pods: readonly Pod[],
    expected: number,
    desired: number,
  ): PodDisruptionBudgetStatus {
    const { now } = this.#context.clock;
    const disruptedPods = this.#disrupted(budget, pods);
    const healthy = pods.filter((pod) => isPodReady(pod) && disruptedPods[pod.metadata.name] === undefined).length;
    const disruptionsAllowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
    return {
      conditions: [allowedCondition(budget, disruptionsAllowed, now)],
      currentHealthy: healthy,
      desiredHealthy: desired,
      ...(Object.keys(disruptedPods).length === 0 ? {} : { disruptedPods }),
      disruptionsAllowed,
      expectedPods: expected,
      observedGeneration: budget.metadata.generation ?? 0,
    };
  }

  /** Evicted pods whose deletion does not show yet; they count again when it does not come. */
  #disrupted(budget: PodDisruptionBudget, pods: readonly Pod[]): Record<string, string> {
    const { now } = this.#context.clock;
    const kept: Record<string, string> = {};
    for (const [name, time] of Object.entries(budget.status?.disruptedPods ?? {})) {
      const due = (parseTime(time) ?? 0) + DELETION_TIMEOUT;
      if (due <= now || !pods.some(({ metadata }) => metadata.name === name)) continue;
      kept[name] = time;
      this.#context.enqueueAfter(keyOf(budget), due - now, { background: true });
    }
    return kept;
  }

  #write(budget: PodDisruptionBudget, status: PodDisruptionBudgetStatus): Outcome {
    if (equal(budget.status, status)) return 'done';
    const updated = this.#context.client.updateStatus(podDisruptionBudgetKind, { ...budget, status });
    return updated.ok || updated.error.reason === 'NotFound' ? 'done' : 'retry';
  }

  #enqueueBudgetsOf({ metadata }: Pod): void {
    for (const budget of this.#budgets.byIndex('namespace', metadata.namespace ?? '')) {
      if (matchesLabelSelector(budget.spec.selector, metadata.labels)) this.#context.enqueue(keyOf(budget));
    }
  }
}

/** Nothing may be evicted as long as it isn't known what there should be. */
function failed(budget: PodDisruptionBudget, message: string, now: number): PodDisruptionBudgetStatus {
  const { currentHealthy = 0, desiredHealthy = 0, expectedPods = 0 } = budget.status ?? {};
  const condition = conditionOf(budget, 'False', 'SyncFailed', message, now);
  return {
    currentHealthy,
    desiredHealthy,
    expectedPods,
    ...(budget.status?.observedGeneration === undefined
      ? {}
      : { observedGeneration: budget.status.observedGeneration }),
    disruptionsAllowed: 0,
    conditions: [condition],
  };
}

function allowedCondition(budget: PodDisruptionBudget, allowed: number, now: number) {
  return allowed > 0
    ? conditionOf(budget, 'True', 'SufficientPods', '', now)
    : conditionOf(budget, 'False', 'InsufficientPods', '', now);
}

function conditionOf(budget: PodDisruptionBudget, status: string, reason: string, message: string, now: number) {
  const before = budget.status?.conditions?.find(({ type }) => type === 'DisruptionAllowed');
  return {
    lastTransitionTime: before?.status === status ? before.lastTransitionTime : formatTime(now),
    message,
    observedGeneration: budget.metadata.generation ?? 0,
    reason,
    status,
    type: 'DisruptionAllowed',
  };
}

/** Percentages round up. */
function share(amount: number | string, total: number): number {
  return typeof amount === 'number' ? amount : Math.ceil((Number.parseInt(amount, 10) * total) / 100);
}
