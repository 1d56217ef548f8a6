/**
 * Making room: which pods of lower priority would have to go, and on which node, so that a pod fits (the plugin
 * DefaultPreemption).
 */
import { parseTime } from '../../base/time';
import type { Pod } from '../../kinds/pod';
import { withPodsOn } from './changedView';
import { type Decision, firstRefusal } from './decision';
import { summary } from './fitError';
import type { NodeInfo, PlacedPod } from './nodeInfo';
import { priorityOf } from './nominations';
import type { ClusterView, Refusal, SchedulerPlugin } from './plugin';

export interface Preemption {
  readonly node: string;
  readonly victims: readonly Pod[];
}

/** A preemption, or what is to be said about why there is none. */
export type PreemptionOutcome = Preemption | { readonly note: string };

/** Those of the pods that could not be taken away, in this order, without breaking a disruption budget. */
export type FindViolations = (victims: readonly Pod[]) => ReadonlySet<Pod>;

interface Candidate extends Preemption {
  readonly violations: number;
}

const LEAST_CANDIDATES = 100;
const CANDIDATES_PERCENT = 10;
const NO_VICTIMS = 'No preemption victims found for incoming pod';
const NOT_HELPFUL = 'Preemption is not helpful for scheduling';
/** What is added to each priority, so that sums of negative ones grow too. */
const OFFSET = 2 ** 31;

export function preempt(
  pod: Pod,
  cluster: ClusterView,
  plugins: readonly SchedulerPlugin[],
  decision: Pick<Decision, 'refusals'>,
  findViolations: FindViolations,
): PreemptionOutcome {
  const ineligible = whyNotEligible(pod, cluster, decision.refusals);
  if (ineligible !== undefined) return { note: `preemption: ${ineligible}` };
  const reasons: string[] = [];
  const candidates: Candidate[] = [];
  const enough = Math.max(LEAST_CANDIDATES, Math.trunc((cluster.nodes.length * CANDIDATES_PERCENT) / 100));
  for (const node of cluster.nodes) {
    const refusal = decision.refusals.get(node.name);
    if (refusal === undefined) continue;
    if (!refusal.resolvable) {
      reasons.push(NOT_HELPFUL);
      continue;
    }
    if (candidates.length >= enough) continue;
    const found = victimsOn(node, pod, cluster, plugins, findViolations);
    if ('victims' in found) candidates.push(found);
    else reasons.push(...found.reasons);
  }
  return bestOf(candidates) ?? { note: `preemption: ${summary(cluster.nodes.length, reasons)}` };
}

function whyNotEligible(pod: Pod, cluster: ClusterView, refusals: ReadonlyMap<string, Refusal>): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const nominated = pod.status?.nominatedNodeName ?? '';
  if (nominated === '' || refusals.get(nominated)?.resolvable === false) return undefined;
  const node = cluster.nodes.find((one) => one.name === nominated);
  const leaving = [...(node?.pods.values() ?? [])].some(
    ({ pod: other }) => priorityOf(other) < priorityOf(pod) && isPreempted(other),
  );
  return leaving ? 'not eligible due to a terminating pod on the nominated node.' : undefined;
}

function isPreempted({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp !== undefined &&
    (status?.conditions ?? []).some(
      ({ type, reason }) => type === 'DisruptionTarget' && reason === 'PreemptionByScheduler',
    )
  );
}

/** Takes all lesser pods away, then gives back as many as can stay: those that budgets hold first, then the more important. */
function victimsOn(
  node: NodeInfo,
  pod: Pod,
  cluster: ClusterView,
  plugins: readonly SchedulerPlugin[],
  findViolations: FindViolations,
): Candidate | Pick<Refusal, 'reasons'> {
  const all = [...node.pods.values()];
  const lesser = all.filter((placed) => priorityOf(placed.pod) < priorityOf(pod));
  if (lesser.length === 0) return { reasons: [NO_VICTIMS] };
  const kept = new Set(all.filter((placed) => !lesser.includes(placed)));
  const refused = (pods: Iterable<PlacedPod>) => {
    const view = withPodsOn(cluster, node, pods);
    const cycles = plugins.map((plugin) => ({ plugin, cycle: plugin.begin(pod, view.cluster) }));
    return firstRefusal(cycles, view.node)?.refusal;
  };
  const refusal = refused(kept);
  if (refusal !== undefined) return refusal;
  const sorted = [...lesser].sort((a, b) => moreImportant(a.pod, b.pod));
  const violating = findViolations(sorted.map((placed) => placed.pod));
  const [held, free] = [true, false].map((breaks) => sorted.filter((one) => violating.has(one.pod) === breaks));
  const victims: Pod[] = [];
  for (const placed of [...(held ?? []), ...(free ?? [])]) {
    if (refused([...kept, placed]) === undefined) kept.add(placed);
    else victims.push(placed.pod);
  }
  victims.sort(moreImportant);
  return { node: node.name, victims, violations: victims.filter((one) => violating.has(one)).length };
}

/** The fewest violations, then the least important victims, the fewest, and those that have run for the shortest time. */
function bestOf(candidates: readonly Candidate[]): Preemption | undefined {
  const highest = ({ victims }: Candidate) => Math.max(...victims.map(priorityOf));
  const sum = ({ victims }: Candidate) => victims.reduce((total, one) => total + priorityOf(one) + OFFSET, 0);
  const earliest = (candidate: Candidate) =>
    Math.min(...candidate.victims.filter((one) => priorityOf(one) === highest(candidate)).map(startOf));
  const measures: readonly ((candidate: Candidate) => number)[] = [
    ({ violations }) => violations,
    highest,
    sum,
    ({ victims }) => victims.length,
    (candidate) => -earliest(candidate),
  ];
  let left = candidates;
  for (const measure of measures) {
    const least = Math.min(...left.map(measure));
    left = left.filter((candidate) => measure(candidate) === least);
  }
  return left[0];
}

function moreImportant(a: Pod, b: Pod): number {
  return priorityOf(b) - priorityOf(a) || startOf(a) - startOf(b);
}

function startOf({ status }: Pod): number {
  return parseTime(status?.startTime) ?? Number.MAX_SAFE_INTEGER;
}
