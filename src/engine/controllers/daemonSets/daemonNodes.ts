/** The nodes of a DaemonSet, each with its pods: what is to be made and deleted there. */
import type { DaemonSet } from '../../../kinds/apps/daemonSet';
import type { Node } from '../../../kinds/node';
import type { Pod } from '../../../kinds/pod';
import { isPodAvailable, isPodReady, isPodTerminal } from '../podConditions';
import { belongsOn, byAge, isUpdated, targetNode } from './daemonPod';

export interface DaemonNode {
  readonly name: string;
  /** Whether it is to have a pod. */
  readonly run: boolean;
  /** Whether a pod that is there may stay. */
  readonly stay: boolean;
  readonly pods: readonly Pod[];
}

/** What one pass does. */
export interface DaemonPlan {
  /** Nodes that get a pod. */
  readonly create: readonly string[];
  readonly delete: readonly Pod[];
}

/** Every node that the set is concerned with: those that exist, and those that only its pods still name. */
export function daemonNodes(set: DaemonSet, nodes: readonly Node[], pods: readonly Pod[]): readonly DaemonNode[] {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    // What has ended and is being deleted no longer stands in the way.
    if (isPodTerminal(pod) && pod.metadata.deletionTimestamp !== undefined) continue;
    const name = targetNode(pod);
    byNode.set(name, [...(byNode.get(name) ?? []), pod]);
  }
  const known = nodes.map((node) => {
    const { name } = node.metadata;
    const own = (byNode.get(name) ?? []).sort(byAge);
    byNode.delete(name);
    return { name, ...belongsOn(set, node), pods: own };
  });
  const gone = [...byNode].map(([name, own]) => ({ name, run: false, stay: false, pods: own.sort(byAge) }));
  return [...known, ...gone];
}

/** One pod on each node that is to have one, none elsewhere; `failed` are pods that ended and are to be made anew. */
export function placement(
  set: DaemonSet,
  nodes: readonly DaemonNode[],
  hash: string,
  now: number,
): DaemonPlan & { readonly ended: readonly { readonly node: string; readonly pod: Pod }[] } {
  const create: string[] = [];
  const doomed: Pod[] = [];
  const ended: { node: string; pod: Pod }[] = [];
  for (const node of nodes) {
    const alive = node.pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    if (node.run && node.pods.length === 0) create.push(node.name);
    else if (!node.stay) doomed.push(...alive);
    else {
      const running = alive.filter((pod) => !isPodTerminal(pod));
      ended.push(...alive.filter(isPodTerminal).map((pod) => ({ node: node.name, pod })));
      doomed.push(...superfluous(set, running, hash, now));
    }
  }
  return { create, delete: doomed, ended };
}

/** Of several pods on a node the oldest stays; while a rollout surges, the oldest of the old and of the new template. */
function superfluous(set: DaemonSet, running: readonly Pod[], hash: string, now: number): readonly Pod[] {
  if (running.length <= 1) return [];
  if (!allowsSurge(set)) return running.slice(1);
  const [fresh, ...otherFresh] = running.filter((pod) => isUpdated(set, pod, hash));
  const [old, ...otherOld] = running.filter((pod) => !isUpdated(set, pod, hash));
  const doomed = [...otherFresh, ...otherOld];
  if (fresh === undefined || old === undefined) return doomed;
  const replaced = !isPodReady(old) || isPodAvailable(fresh, set.spec.minReadySeconds ?? 0, now);
  return replaced ? [...doomed, old] : doomed;
}

/** How far a rolling update may go now: the old pods that are replaced, or the nodes that get a second pod first. */
export function rollout(set: DaemonSet, nodes: readonly DaemonNode[], hash: string, now: number): DaemonPlan {
  const { surge, unavailable } = limits(set, nodes.filter(({ run }) => run).length);
  const concerned = nodes.filter(({ run, pods }) => run || pods.length > 0);
  const available = (pod: Pod): boolean => isPodAvailable(pod, set.spec.minReadySeconds ?? 0, now);
  const states = concerned.map((node) => ({ node: node.name, ...generations(set, node.pods, hash) }));
  return surge === 0 ? replace(states, unavailable, available) : grow(states, surge, available);
}

interface NodeState {
  readonly node: string;
  /** False when there are several pods of one template, which the placement sorts out. */
  readonly clear: boolean;
  readonly fresh: Pod | undefined;
  readonly old: Pod | undefined;
}

function replace(states: readonly NodeState[], limit: number, available: (pod: Pod) => boolean): DaemonPlan {
  const broken: Pod[] = [];
  const candidates: Pod[] = [];
  let missing = 0;
  for (const { clear, fresh, old } of states) {
    if (!clear || (fresh === undefined) === (old === undefined)) missing++;
    else if (fresh !== undefined) missing += available(fresh) ? 0 : 1;
    else if (old !== undefined && available(old)) candidates.push(old);
    else if (old !== undefined) {
      // It serves nobody, so that replacing it takes nothing away.
      broken.push(old);
      missing++;
    }
  }
  return { create: [], delete: [...broken, ...candidates.slice(0, Math.max(0, limit - missing))] };
}

function grow(states: readonly NodeState[], limit: number, available: (pod: Pod) => boolean): DaemonPlan {
  const allowed: string[] = [];
  const candidates: string[] = [];
  const doomed: Pod[] = [];
  let growing = 0;
  for (const { node, clear, fresh, old } of states) {
    if (!clear) growing++;
    else if (old === undefined) continue;
    else if (fresh === undefined) (available(old) ? candidates : allowed).push(node);
    else if (available(fresh)) doomed.push(old);
    else growing++;
  }
  return { create: [...allowed, ...candidates.slice(0, Math.max(0, limit - growing))], delete: doomed };
}

function generations(set: DaemonSet, pods: readonly Pod[], hash: string): Omit<NodeState, 'node'> {
  const alive = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const fresh = alive.filter((pod) => isUpdated(set, pod, hash));
  const old = alive.filter((pod) => !isUpdated(set, pod, hash));
  return { clear: fresh.length <= 1 && old.length <= 1, fresh: fresh[0], old: old[0] };
}

function allowsSurge(set: DaemonSet): boolean {
  return set.spec.updateStrategy?.type === 'RollingUpdate' && limits(set, 100).surge > 0;
}

/** Both round up; one of them is always more than zero. */
function limits(set: DaemonSet, total: number): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge = 0, maxUnavailable = 1 } = set.spec.updateStrategy?.rollingUpdate ?? {};
  const scaled = (amount: number | string): number =>
    typeof amount === 'number' ? amount : Math.ceil((Number.parseInt(amount, 10) * total) / 100);
  const [surge, unavailable] = [scaled(maxSurge), scaled(maxUnavailable)];
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}
