import type { PodAffinityTerm } from 'kubernetes-types/core/v1';
import { equal } from '../../../base/equality';
import type { Pod } from '../../../kinds/pod';
import { matchesLabelSelector } from '../../../kinds/selector';
import type { NodeInfo } from '../nodeInfo';
import { type ClusterView, MAX_NODE_SCORE, type PluginCycle, type Refusal, type SchedulerPlugin } from '../plugin';

const AFFINITY: Refusal = { reasons: ["node(s) didn't match pod affinity rules"], resolvable: false };
const ANTI_AFFINITY: Refusal = { reasons: ["node(s) didn't match pod anti-affinity rules"], resolvable: true };
const EXISTING: Refusal = { reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"], resolvable: true };
/** What a required affinity of a pod that is there already adds to the score of its neighbourhood. */
const HARD_AFFINITY_WEIGHT = 1;

/** Whether a required term may mean that other pod; namespaces chosen by labels are taken to match. */
function speaksOf(pod: Pod, which: 'podAffinity' | 'podAntiAffinity', other: Pod): boolean {
  return required(pod, which).some((term) => matchesLabelSelector(term.labelSelector, other.metadata.labels));
}

/** A count for each `key=value` of topology. */
type TopologyCounts = Map<string, number>;

/** Pods that want to be near other pods, or far from them. */
export const interPodAffinity: SchedulerPlugin = {
  name: 'InterPodAffinity',
  weight: 2,
  begin: (pod, cluster) => {
    const filter = requiredFilter(pod, cluster);
    const score = preferredScore(pod, cluster);
    return { ...(filter === undefined ? {} : { filter }), ...(score === undefined ? {} : { score }) };
  },
  mayHelp: (pod, change) => {
    switch (change.kind) {
      case 'node-added':
        return true;
      case 'node-changed':
        return !equal(change.old.metadata.labels, change.node.metadata.labels);
      case 'pod-placed':
        return speaksOf(pod, 'podAffinity', change.pod);
      case 'pod-removed':
        return speaksOf(pod, 'podAntiAffinity', change.pod) || speaksOf(change.pod, 'podAntiAffinity', pod);
      case 'pod-relabelled':
        return true;
      case 'storage-changed':
        return false;
    }
  },
};

function required(pod: Pod, which: 'podAffinity' | 'podAntiAffinity'): readonly PodAffinityTerm[] {
  return pod.spec.affinity?.[which]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

function requiredFilter(pod: Pod, cluster: ClusterView): PluginCycle['filter'] {
  const near = required(pod, 'podAffinity');
  const far = required(pod, 'podAntiAffinity');
  const shunned: TopologyCounts = new Map();
  for (const node of cluster.nodes) {
    for (const { pod: other } of node.podsWithAffinity.values()) {
      for (const term of required(other, 'podAntiAffinity')) {
        if (matches(term, other, pod, cluster)) count(shunned, node, term.topologyKey, 1);
      }
    }
  }
  if (near.length === 0 && far.length === 0 && shunned.size === 0) return undefined;
  const nearCounts = countMatches(pod, near, cluster, true);
  const farCounts = countMatches(pod, far, cluster, false);
  // The first of a group that wants to be together would find nobody: it may go anywhere.
  const isFirst = nearCounts.size === 0 && near.every((term) => matches(term, pod, pod, cluster));
  return (node) => {
    for (const term of near) {
      if (node.labels[term.topologyKey] === undefined) return AFFINITY;
      if (!isFirst && (nearCounts.get(domainOf(node, term.topologyKey)) ?? 0) === 0) return AFFINITY;
    }
    if (far.some((term) => (farCounts.get(domainOf(node, term.topologyKey)) ?? 0) > 0)) return ANTI_AFFINITY;
    const isShunned = Object.entries(node.labels).some(([key, value]) => (shunned.get(`${key}=${value}`) ?? 0) > 0);
    return isShunned ? EXISTING : undefined;
  };
}

/** How many pods in each topology domain match the terms: all of them together, or each on its own. */
function countMatches(pod: Pod, terms: readonly PodAffinityTerm[], cluster: ClusterView, together: boolean) {
  const counts: TopologyCounts = new Map();
  if (terms.length === 0) return counts;
  for (const node of cluster.nodes) {
    for (const { pod: other } of node.pods.values()) {
      const matching = terms.filter((term) => matches(term, pod, other, cluster));
      if (together && matching.length < terms.length) continue;
      for (const term of matching) count(counts, node, term.topologyKey, 1);
    }
  }
  return counts;
}

function preferredScore(pod: Pod, cluster: ClusterView): PluginCycle['score'] {
  const wishes = wishesOf(pod, false);
  const counts: TopologyCounts = new Map();
  for (const node of cluster.nodes) {
    const others = wishes.length > 0 ? node.pods : node.podsWithAffinity;
    for (const { pod: other } of others.values()) {
      for (const { term, weight } of wishes) {
        if (matches(term, pod, other, cluster)) count(counts, node, term.topologyKey, weight);
      }
      for (const { term, weight } of wishesOf(other, true)) {
        if (matches(term, other, pod, cluster)) count(counts, node, term.topologyKey, weight);
      }
    }
  }
  if (counts.size === 0) return undefined;
  return (nodes) => {
    const sums = nodes.map((node) =>
      Object.entries(node.labels).reduce((sum, [key, value]) => sum + (counts.get(`${key}=${value}`) ?? 0), 0),
    );
    const min = Math.min(...sums);
    const range = Math.max(...sums) - min;
    return sums.map((sum) => (range === 0 ? 0 : Math.trunc((MAX_NODE_SCORE * (sum - min)) / range)));
  };
}

/** Terms with what they weigh, negative for anti-affinity; those of a pod that is there already include required ones. */
function wishesOf(pod: Pod, placed: boolean): { readonly term: PodAffinityTerm; readonly weight: number }[] {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  const near = podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const far = podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const hard = placed ? required(pod, 'podAffinity') : [];
  return [
    ...near.map((wish) => ({ term: wish.podAffinityTerm, weight: wish.weight })),
    ...far.map((wish) => ({ term: wish.podAffinityTerm, weight: -wish.weight })),
    ...hard.map((term) => ({ term, weight: HARD_AFFINITY_WEIGHT })),
  ];
}

/** Whether `other` is one of the pods that a term of `owner` speaks of. */
function matches(term: PodAffinityTerm, owner: Pod, other: Pod, cluster: ClusterView): boolean {
  const namespace = other.metadata.namespace ?? '';
  const { namespaces = [], namespaceSelector } = term;
  const inNamespaces =
    namespaces.length === 0 && namespaceSelector === undefined
      ? namespace === owner.metadata.namespace
      : namespaces.includes(namespace) ||
        matchesLabelSelector(namespaceSelector, cluster.namespace(namespace)?.metadata.labels);
  return inNamespaces && matchesLabelSelector(term.labelSelector, other.metadata.labels);
}

function count(counts: TopologyCounts, node: NodeInfo, topologyKey: string, by: number): void {
  if (node.labels[topologyKey] === undefined) return;
  const domain = domainOf(node, topologyKey);
  counts.set(domain, (counts.get(domain) ?? 0) + by);
}

function domainOf(node: NodeInfo, topologyKey: string): string {
  return `${topologyKey}=${node.labels[topologyKey]}`;
}
