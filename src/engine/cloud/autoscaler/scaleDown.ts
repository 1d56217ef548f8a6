/** Which machines have become too many, and how they go: marked, emptied, taken away. */
import type { Taint } from 'kubernetes-types/core/v1';
import type { ConfigMap } from '../../../kinds/configMap';
import { type Node, nodeKind } from '../../../kinds/node';
import { type Pod, podKind } from '../../../kinds/pod';
import type { Client } from '../../client/client';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Clock, Timer } from '../../clock';
import type { NodeGroup } from '../nodeGroup';
import type { AutoscalerFlags } from './autoscalerFlags';
import { less, neededBy, pack, roomOf } from './room';

const GOING = 'ToBeDeletedByClusterAutoscaler';
const SAFE = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
/** How often a node that is being emptied is looked at. */
const DRAIN_POLL = 1000;

export interface ScaleDownOptions {
  readonly clock: Clock;
  readonly client: Client;
  readonly group: NodeGroup;
  readonly flags: AutoscalerFlags;
  readonly log: (source: string, message: string) => void;
  readonly recorder: EventRecorder;
  nodes(): readonly Node[];
  pods(): readonly Pod[];
  status(): ConfigMap | undefined;
}

export class ScaleDown {
  readonly #options: ScaleDownOptions;
  /** Since when a node has not been needed. */
  readonly #unneeded = new Map<string, number>();
  #lastAdded = Number.NEGATIVE_INFINITY;
  #draining: Timer | undefined;

  constructor(options: ScaleDownOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#draining?.cancel();
  }

  /** Machines were asked for: none is taken away for a while. */
  added(): void {
    this.#lastAdded = this.#options.clock.now;
  }

  scan(): void {
    const { clock, group, flags, log } = this.#options;
    const { now } = clock;
    const nodes = this.#options.nodes().filter(({ metadata }) => group.machines.includes(metadata.name));
    const candidates = nodes.filter((node) => !isGoing(node) && this.#isUnneeded(node, nodes));
    for (const name of [...this.#unneeded.keys()]) {
      if (!candidates.some(({ metadata }) => metadata.name === name)) this.#unneeded.delete(name);
    }
    for (const { metadata } of candidates) {
      const since = this.#unneeded.get(metadata.name) ?? now;
      this.#unneeded.set(metadata.name, since);
      log('nodes.go:87', `${metadata.name} was unneeded for ${Math.round((now - since) / 1000)}s`);
    }
    if (this.#draining !== undefined || now - this.#lastAdded < flags.delayAfterAdd) return;
    if (group.machines.length - nodes.filter(isGoing).length <= flags.minimum) return;
    const ripe = candidates.filter(
      ({ metadata }) => now - (this.#unneeded.get(metadata.name) ?? now) >= flags.unneededTime,
    );
    // The empty ones first, and of those the newest.
    const [node] = ripe.sort((a, b) => this.#movable(a).length - this.#movable(b).length || byAge(b, a));
    if (node !== undefined) this.#remove(node);
  }

  /** Little is asked of it, and the other nodes have room for what runs there. */
  #isUnneeded(node: Node, nodes: readonly Node[]): boolean {
    const here = this.#on(node);
    const whole = roomOf(node);
    const left = here.reduce((room, pod) => less(room, neededBy(pod)), whole);
    const used = Math.max(1 - left.cpu / whole.cpu, 1 - left.memory / whole.memory);
    if (used >= this.#options.flags.threshold || here.some((pod) => isTied(pod))) return false;
    const rooms = nodes
      .filter((one) => one !== node && !isGoing(one) && isUsable(one))
      .map((one) => this.#on(one).reduce((room, pod) => less(room, neededBy(pod)), roomOf(one)));
    return pack(rooms, this.#movable(node), neededBy).out.length === 0;
  }

  #on({ metadata }: Node): readonly Pod[] {
    const ended = ['Succeeded', 'Failed'];
    return this.#options
      .pods()
      .filter(({ spec, status }) => spec.nodeName === metadata.name && !ended.includes(status?.phase ?? ''));
  }

  #movable(node: Node): readonly Pod[] {
    return this.#on(node).filter((pod) => !staysWithNode(pod));
  }

  #remove(node: Node): void {
    const { client, clock, recorder, log, group } = this.#options;
    const { name } = node.metadata;
    const found = client.get(nodeKind, name);
    if (!found.ok) return;
    const pods = this.#movable(node);
    const empty = pods.length === 0;
    log('actuator.go:212', `Scale-down: removing ${empty ? 'empty ' : ''}node "${name}"`);
    const status = this.#options.status();
    if (status !== undefined) {
      const words = `Scale-down: removing ${empty ? 'empty node' : 'node'} "${name}"`;
      recorder.event(status, 'Normal', empty ? 'ScaleDownEmpty' : 'ScaleDown', words);
    }
    const mark: Taint = { key: GOING, value: String(Math.floor(clock.now / 1000)), effect: 'NoSchedule' };
    const { spec } = found.value;
    const marked = client.update(nodeKind, {
      ...found.value,
      spec: { ...spec, taints: [...(spec.taints ?? []), mark] },
    });
    if (!marked.ok) return;
    recorder.event(marked.value, 'Normal', 'ScaleDown', 'marked the node as toBeDeleted/unschedulable');
    for (const pod of pods) this.#evict(pod);
    const look = () => {
      if (this.#movable(node).length > 0) {
        for (const pod of this.#movable(node)) if (pod.metadata.deletionTimestamp === undefined) this.#evict(pod);
        this.#draining = clock.after(DRAIN_POLL, look);
        return;
      }
      this.#draining = undefined;
      this.#unneeded.delete(name);
      recorder.event(marked.value, 'Normal', 'ScaleDown', 'node removed by cluster autoscaler');
      group.remove(name);
    };
    this.#draining = clock.after(DRAIN_POLL, look);
  }

  #evict(pod: Pod): void {
    const { client, recorder } = this.#options;
    const { name, namespace } = pod.metadata;
    const asked = client.createSubresource(podKind, name, namespace, 'eviction', {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name, namespace },
    });
    if (asked.ok) recorder.event(pod, 'Normal', 'ScaleDown', 'deleting pod for node scale down');
  }
}

function isGoing({ spec }: Node): boolean {
  return (spec.taints ?? []).some(({ key }) => key === GOING);
}

function isUsable({ spec, status }: Node): boolean {
  return spec.unschedulable !== true && status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

/** Pods of daemon sets and static pods go with the node. */
function staysWithNode({ metadata }: Pod): boolean {
  return (
    metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined ||
    (metadata.ownerReferences ?? []).some(({ kind }) => kind === 'DaemonSet')
  );
}

/** A pod that nobody would make anew, or that keeps something on the node, or is of the system, keeps its node. */
function isTied(pod: Pod): boolean {
  const { metadata, spec } = pod;
  if (staysWithNode(pod) || metadata.annotations?.[SAFE] === 'true') return false;
  if (metadata.annotations?.[SAFE] === 'false') return true;
  const alone = (metadata.ownerReferences ?? []).every(({ controller }) => controller !== true);
  const keeps = (spec.volumes ?? []).some(({ emptyDir, hostPath }) => emptyDir !== undefined || hostPath !== undefined);
  return alone || keeps || metadata.namespace === 'kube-system';
}

function byAge(one: Node, other: Node): number {
  return (one.metadata.creationTimestamp ?? '') < (other.metadata.creationTimestamp ?? '') ? -1 : 1;
}
