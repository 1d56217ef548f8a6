/** From what pods use to how many there should be, as Kubernetes' replica calculator does. */
import { fail, ok, type Result } from '../../../base/result';
import type { Pod } from '../../../kinds/pod';
import { groupPods, type PodUses, podRequests } from './podUse';

/** A target that is missed by no more than a tenth is met. */
const TOLERANCE = 0.1;

export interface Question {
  readonly resource: string;
  /** '' for whole pods. */
  readonly container: string;
  readonly pods: readonly Pod[];
  readonly uses: PodUses;
  readonly current: number;
  readonly now: number;
}

export interface Proposal {
  readonly replicas: number;
  /** The average of a pod, in thousandths. */
  readonly average: number;
  /** In per cent of what is asked for. */
  readonly utilization?: number;
}

interface Ratio {
  readonly ratio: number;
  readonly average: number;
  readonly utilization?: number;
}

/** So that pods use so many per cent of what they ask for. */
export function replicasForUtilization(question: Question, target: number): Result<Proposal, string> {
  const requests = podRequests(question.pods, question.resource, question.container);
  return calculate(question, {
    check: () => (requests.ok ? undefined : requests.error),
    ratio: (uses) => (requests.ok ? utilizationRatio(uses, requests.value, target) : fail(requests.error)),
    // A pod that nobody measured is taken to use all that it asks for, where pods would go.
    full: (name) => ((requests.ok ? (requests.value.get(name) ?? 0) : 0) * Math.max(100, target)) / 100,
  });
}

/** So that pods use so much on average (in thousandths). */
export function replicasForAverage(question: Question, target: number): Result<Proposal, string> {
  return calculate(question, {
    check: () => undefined,
    ratio: (uses) => {
      let total = 0;
      for (const { value } of uses.values()) total += value;
      const average = Math.trunc(total / uses.size);
      return ok({ ratio: average / target, average });
    },
    full: () => target,
  });
}

interface Measure {
  check(): string | undefined;
  ratio(uses: PodUses): Result<Ratio, string>;
  full(pod: string): number;
}

function calculate(question: Question, measure: Measure): Result<Proposal, string> {
  const { pods, resource, current, now } = question;
  if (pods.length === 0) return fail('no pods returned by selector while calculating replica count');
  const uses: PodUses = new Map(question.uses);
  const { ready, unready, missing, ignored } = groupPods(pods, uses, resource, now);
  for (const name of [...ignored, ...unready]) uses.delete(name);
  if (uses.size === 0) return fail('did not receive metrics for targeted pods (pods might be unready)');
  const problem = measure.check();
  if (problem !== undefined) return fail(problem);
  const first = measure.ratio(uses);
  if (!first.ok) return first;
  const { ratio, ...values } = first.value;
  const upWithUnready = unready.size > 0 && ratio > 1;
  if (!upWithUnready && missing.size === 0) {
    if (Math.abs(1 - ratio) <= TOLERANCE) return ok({ replicas: current, ...values });
    return ok({ replicas: Math.ceil(ratio * ready), ...values });
  }
  // Those that are not known are taken to be what makes for the smaller change.
  const assume = (name: string, value: number) => void uses.set(name, { value, timestamp: now, window: 0 });
  if (ratio !== 1) for (const name of missing) assume(name, ratio < 1 ? measure.full(name) : 0);
  if (upWithUnready) for (const name of unready) assume(name, 0);
  const second = measure.ratio(uses);
  if (!second.ok) return second;
  const again = second.value.ratio;
  const turned = (ratio < 1 && again > 1) || (ratio > 1 && again < 1);
  if (Math.abs(1 - again) <= TOLERANCE || turned) return ok({ replicas: current, ...values });
  const replicas = Math.ceil(again * uses.size);
  const wrongWay = (again < 1 && replicas > current) || (again > 1 && replicas < current);
  return ok({ replicas: wrongWay ? current : replicas, ...values });
}

function utilizationRatio(uses: PodUses, requests: ReadonlyMap<string, number>, target: number): Result<Ratio, string> {
  let [used, asked, count] = [0, 0, 0];
  for (const [name, { value }] of uses) {
    const request = requests.get(name);
    if (request === undefined) continue;
    used += value;
    asked += request;
    count++;
  }
  if (asked === 0) return fail('no metrics returned matched known pods');
  const utilization = Math.trunc((used * 100) / asked);
  return ok({ ratio: utilization / target, utilization, average: Math.trunc(used / count) });
}
