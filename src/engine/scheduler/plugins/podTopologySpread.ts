import type { TopologySpreadConstraint } from 'kubernetes-types/core/v1';
import { matchesRequiredNodeAffinity } from '../../../kinds/nodeAffinity';
import type { Pod } from '../../../kinds/pod';
import { matchesSelector, requirementsOf, type Selector } from '../../../kinds/selector';
import { untoleratedTaint } from '../../../kinds/toleration';
import type { NodeInfo } from '../nodeInfo';
import { type ClusterView, MAX_NODE_SCORE, type PluginCycle, type SchedulerPlugin } from '../plugin';

const HOSTNAME = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

interface Constraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly selector: Selector;
  readonly honoursAffinity: boolean;
  readonly honoursTaints: boolean;
}

/**
 * Spreads like pods over hosts and zones. Without constraints of its own a pod has the cluster's: pods of the same
 * service or controller go to different hosts and zones if they can.
 */
export const podTopologySpread: SchedulerPlugin = {
  name: 'PodTopologySpread',
  weight: 2,
  begin: (pod, cluster) => {
    const hard = constraintsOf(pod, 'DoNotSchedule');
    const filter = hard.length === 0 ? undefined : hardFilter(pod, cluster, hard);
    const soft = softConstraints(pod, cluster);
    return {
      ...(filter === undefined ? {} : { filter }),
      ...(soft.length === 0 ? {} : { score: softScore(pod, cluster, soft) }),
    };
  },
  mayHelp: () => true,
};

function constraintsOf(pod: Pod, when: TopologySpreadConstraint['whenUnsatisfiable']): Constraint[] {
  return (pod.spec.topologySpreadConstraints ?? [])
    .filter((constraint) => constraint.whenUnsatisfiable === when)
    .map((constraint) => {
      const extra = (constraint.matchLabelKeys ?? []).flatMap((key) => {
        const value = pod.metadata.labels?.[key];
        return value === undefined ? [] : [{ key, operator: '=' as const, values: [value] }];
      });
      return {
        topologyKey: constraint.topologyKey,
        maxSkew: constraint.maxSkew,
        minDomains: constraint.minDomains ?? 1,
        selector: [...selectorOf(constraint), ...extra],
        honoursAffinity: constraint.nodeAffinityPolicy !== 'Ignore',
        honoursTaints: constraint.nodeTaintsPolicy === 'Honor',
      };
    });
}

/** A constraint without a selector counts no pods. */
function selectorOf(constraint: TopologySpreadConstraint): Selector {
  return constraint.labelSelector === undefined
    ? [{ key: '', operator: 'in', values: [] }]
    : requirementsOf(constraint.labelSelector);
}

function softConstraints(pod: Pod, cluster: ClusterView): Constraint[] {
  if ((pod.spec.topologySpreadConstraints ?? []).length > 0) return constraintsOf(pod, 'ScheduleAnyway');
  const selector = cluster.defaultSelector(pod);
  if (selector.length === 0) return [];
  const shared = { selector, minDomains: 1, honoursAffinity: true, honoursTaints: false };
  return [
    { ...shared, topologyKey: HOSTNAME, maxSkew: 3 },
    { ...shared, topologyKey: ZONE, maxSkew: 5 },
  ];
}

function hardFilter(pod: Pod, cluster: ClusterView, constraints: readonly Constraint[]): PluginCycle['filter'] {
  const counted = cluster.nodes.filter((node) => hasAll(node, constraints));
  const counts = constraints.map((constraint) => {
    const perDomain = new Map<string, number>();
    for (const node of counted.filter((one) => isEligible(constraint, pod, one))) {
      const domain = node.labels[constraint.topologyKey] ?? '';
      perDomain.set(
        domain,
        (perDomain.get(domain) ?? 0) + cluster.countMatching(node, pod.metadata.namespace ?? '', constraint.selector),
      );
    }
    const fewest = perDomain.size < constraint.minDomains ? 0 : Math.min(...perDomain.values());
    return { perDomain, fewest };
  });
  return (node) => {
    for (const [index, constraint] of constraints.entries()) {
      const domain = node.labels[constraint.topologyKey];
      const missing = "node(s) didn't match pod topology spread constraints (missing required label)";
      if (domain === undefined) return { reasons: [missing], resolvable: false };
      const self = matchesSelector(constraint.selector, pod.metadata.labels) ? 1 : 0;
      const count = counts[index]?.perDomain.get(domain) ?? 0;
      const fewest = counts[index]?.fewest ?? 0;
      if (count + self - (Number.isFinite(fewest) ? fewest : 0) > constraint.maxSkew) {
        return { reasons: ["node(s) didn't match pod topology spread constraints"], resolvable: true };
      }
    }
    return undefined;
  };
}

function softScore(pod: Pod, cluster: ClusterView, constraints: readonly Constraint[]): PluginCycle['score'] {
  // With the cluster's own constraints a node may lack a label (most clusters have no zones).
  const mustHaveAll = (pod.spec.topologySpreadConstraints ?? []).length > 0;
  return (feasible) => {
    const ignored = feasible.map((node) => mustHaveAll && !hasAll(node, constraints));
    const considered = feasible.filter((_, index) => ignored[index] !== true);
    const raw = feasible.map(() => 0);
    for (const constraint of constraints) {
      const countOf = counter(pod, cluster, constraint, considered);
      const weight = Math.log(countOf.domains + 2);
      for (const [index, node] of feasible.entries()) {
        const domain = node.labels[constraint.topologyKey];
        if (ignored[index] === true || domain === undefined) continue;
        raw[index] = (raw[index] ?? 0) + countOf.count(node, domain) * weight + (constraint.maxSkew - 1);
      }
    }
    return normalizedSkew(raw.map(Math.round), ignored);
  };
}

function counter(pod: Pod, cluster: ClusterView, constraint: Constraint, considered: readonly NodeInfo[]) {
  if (constraint.topologyKey === HOSTNAME) {
    const count = (node: NodeInfo) => cluster.countMatching(node, pod.metadata.namespace ?? '', constraint.selector);
    return { domains: considered.length, count };
  }
  const perDomain = new Map<string, number>();
  for (const node of considered) {
    const domain = node.labels[constraint.topologyKey];
    if (domain !== undefined) perDomain.set(domain, 0);
  }
  if (perDomain.size > 0) {
    for (const node of cluster.nodes.filter((one) => isEligible(constraint, pod, one))) {
      const domain = node.labels[constraint.topologyKey] ?? '';
      const count = perDomain.get(domain);
      if (count !== undefined)
        perDomain.set(domain, count + cluster.countMatching(node, pod.metadata.namespace ?? '', constraint.selector));
    }
  }
  return { domains: perDomain.size, count: (_node: NodeInfo, domain: string) => perDomain.get(domain) ?? 0 };
}

/** Fewer is better, relative to the fewest and the most. */
function normalizedSkew(raw: readonly number[], ignored: readonly boolean[]): number[] {
  const scores = raw.filter((_, index) => ignored[index] !== true);
  const max = Math.max(0, ...scores);
  const min = Math.min(...scores);
  return raw.map((score, index) => {
    if (ignored[index] === true) return 0;
    return max === 0 ? MAX_NODE_SCORE : Math.trunc((MAX_NODE_SCORE * (max + min - score)) / max);
  });
}

function hasAll(node: NodeInfo, constraints: readonly Constraint[]): boolean {
  return constraints.every((constraint) => node.labels[constraint.topologyKey] !== undefined);
}

function isEligible(constraint: Constraint, pod: Pod, node: NodeInfo): boolean {
  if (constraint.honoursAffinity && !matchesRequiredNodeAffinity(pod, node.node)) return false;
  const taint = () => untoleratedTaint(node.node.spec.taints, pod.spec.tolerations, ['NoSchedule', 'NoExecute']);
  return !constraint.honoursTaints || taint() === undefined;
}
