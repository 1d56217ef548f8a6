/** One scheduling decision: which nodes do, why the others do not, and which is best. */
import type { Random } from '../../base/random';
import type { Pod } from '../../kinds/pod';
import { withPodsOn } from './changedView';
import type { NodeInfo, PlacedPod } from './nodeInfo';
import type { ClusterView, PluginCycle, Refusal, SchedulerPlugin } from './plugin';
import type { ClaimPlan } from './plugins/volumeBinding';

export interface Decision {
  /** The chosen node; undefined when none does. */
  readonly node: NodeInfo | undefined;
  /** By node: the total of its weighted scores. */
  readonly scores: ReadonlyMap<string, number>;
  readonly refusals: ReadonlyMap<string, Refusal>;
  /** Why no node was looked at. */
  readonly unschedulable?: string;
  /** What has to become of the pod's claims first. */
  readonly claims: readonly ClaimPlan[];
  /** The plugins that refused. */
  readonly refusedBy: ReadonlySet<string>;
  /** Where the search for nodes is to begin next time. */
  readonly nextStart: number;
}

const MIN_FEASIBLE_NODES = 100;
const MIN_FEASIBLE_PERCENT = 5;

/** Searches from the `start`th node on, so that in a large cluster, where not all are looked at, every node gets its turn. */
export function decide(
  pod: Pod,
  cluster: ClusterView,
  plugins: readonly SchedulerPlugin[],
  start: number,
  random: Random,
  nominated: (node: string) => readonly PlacedPod[] = () => [],
): Decision {
  const refusalOf = (node: NodeInfo) =>
    firstRefusal(cycles, node) ?? refusalBeside(pod, cluster, plugins, node, nominated);
  const cycles = plugins.map((plugin) => ({ plugin, cycle: plugin.begin(pod, cluster) }));
  const nowhere = cycles.find(({ cycle }) => cycle.unschedulable !== undefined);
  if (nowhere?.cycle.unschedulable !== undefined)
    return refusedEverywhere(nowhere, nowhere.cycle.unschedulable, cluster, start);
  const own = cluster.nodes.find((one) => one.name === pod.status?.nominatedNodeName);
  if (own !== undefined && refusalOf(own) === undefined) return onlyNode(own, cycles, start);
  const refusals = new Map<string, Refusal>();
  const refusedBy = new Set<string>();
  const feasible: NodeInfo[] = [];
  const total = cluster.nodes.length;
  const enough = feasibleNodesToFind(total);
  let looked = 0;
  while (looked < total && feasible.length < enough) {
    const node = cluster.nodes[(start + looked) % total] as NodeInfo;
    looked++;
    const refused = refusalOf(node);
    if (refused === undefined) feasible.push(node);
    else {
      refusals.set(node.name, refused.refusal);
      refusedBy.add(refused.by);
    }
  }
  const nextStart = total === 0 ? 0 : (start + looked) % total;
  const scores = scoresOf(cycles, feasible);
  const best = Math.max(...scores);
  const winners = feasible.filter((_, index) => scores[index] === best);
  const node = winners.length === 0 ? undefined : random.pick(winners);
  return {
    node,
    claims: node === undefined ? [] : cycles.flatMap(({ cycle }) => cycle.reserve?.(node) ?? []),
    scores: new Map(feasible.map((node, index) => [node.name, scores[index] ?? 0])),
    refusals,
    refusedBy,
    nextStart,
  };
}

export interface Participant {
  readonly plugin: SchedulerPlugin;
  readonly cycle: PluginCycle;
}

/** The node where room was made for the pod is taken as soon as it does. */
function onlyNode(node: NodeInfo, cycles: readonly Participant[], nextStart: number): Decision {
  return {
    node,
    claims: cycles.flatMap(({ cycle }) => cycle.reserve?.(node) ?? []),
    scores: new Map([[node.name, 0]]),
    refusals: new Map(),
    refusedBy: new Set(),
    nextStart,
  };
}

/** Why a node does not do beside the pods that room was made for there. */
function refusalBeside(
  pod: Pod,
  cluster: ClusterView,
  plugins: readonly SchedulerPlugin[],
  node: NodeInfo,
  nominated: (node: string) => readonly PlacedPod[],
): ReturnType<typeof firstRefusal> {
  const others = nominated(node.name);
  if (others.length === 0) return undefined;
  const view = withPodsOn(cluster, node, [...node.pods.values(), ...others]);
  return firstRefusal(
    plugins.map((plugin) => ({ plugin, cycle: plugin.begin(pod, view.cluster) })),
    view.node,
  );
}

function refusedEverywhere(
  { plugin }: Participant,
  reason: string,
  { nodes }: ClusterView,
  nextStart: number,
): Decision {
  return {
    node: undefined,
    scores: new Map(),
    refusals: new Map(nodes.map(({ name }) => [name, { reasons: [reason], resolvable: false }])),
    unschedulable: reason,
    claims: [],
    refusedBy: new Set([plugin.name]),
    nextStart,
  };
}

export function firstRefusal(
  participants: readonly Participant[],
  node: NodeInfo,
): { readonly refusal: Refusal; readonly by: string } | undefined {
  for (const { plugin, cycle } of participants) {
    const refusal = cycle.filter?.(node);
    if (refusal !== undefined) return { refusal, by: plugin.name };
  }
  return undefined;
}

/** With one node left there is nothing to compare, as in the real scheduler. */
function scoresOf(participants: readonly Participant[], feasible: readonly NodeInfo[]): number[] {
  const totals = feasible.map(() => 0);
  if (feasible.length <= 1) return totals;
  for (const { plugin, cycle } of participants) {
    if (plugin.weight === 0) continue;
    const scores = cycle.score?.(feasible);
    if (scores === undefined) continue;
    for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] ?? 0) + plugin.weight * (scores[i] ?? 0);
  }
  return totals;
}

/** In a large cluster the search ends when a share of its nodes was found feasible: 50% falling to 5%. */
function feasibleNodesToFind(nodes: number): number {
  if (nodes < MIN_FEASIBLE_NODES) return nodes;
  const percent = Math.max(MIN_FEASIBLE_PERCENT, 50 - Math.trunc(nodes / 125));
  return Math.max(MIN_FEASIBLE_NODES, Math.trunc((nodes * percent) / 100));
}
