/** What an object is up to, in the one word that kubectl would print, and whether that is good. */
import type { ClusterObject } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import { summarizePod } from '../../kinds/pods/podSummary';

/** Never shown by colour alone: each tone has its own shape and stands beside its word. */
export type Tone = 'ok' | 'wait' | 'bad' | 'going' | 'rest' | 'paused';

export interface ObjectStatus {
  readonly tone: Tone;
  /** `Running`, `1/3`, `Ready`, `Exited (1)`: kept in the tools' own words. */
  readonly word: string;
}

export function objectStatus(resource: string, object: ClusterObject): ObjectStatus {
  if (resource === 'pods') return podStatus(object as Pod);
  if (resource === 'nodes') return nodeStatus(object);
  if (REPLICATED.has(resource)) return replicaStatus(object);
  if (resource === 'services') return serviceStatus(object);
  const going = object.metadata.deletionTimestamp !== undefined;
  return going ? { tone: 'going', word: 'Terminating' } : { tone: 'rest', word: '' };
}

const REPLICATED: ReadonlySet<string> = new Set([
  'replicationcontrollers',
  'replicasets.apps',
  'deployments.apps',
  'statefulsets.apps',
]);

const WAITING: ReadonlySet<string> = new Set(['Pending', 'ContainerCreating', 'PodInitializing']);

/** The STATUS column of `kubectl get pods`. */
function podStatus(pod: Pod): ObjectStatus {
  const { status: word, readyContainers, totalContainers } = summarizePod(pod);
  if (pod.metadata.deletionTimestamp !== undefined) return { tone: 'going', word };
  if (word === 'Running') return { tone: readyContainers === totalContainers ? 'ok' : 'wait', word };
  if (word === 'Completed' || word === 'Succeeded') return { tone: 'rest', word };
  return { tone: WAITING.has(word) || /^Init:\d/.test(word) ? 'wait' : 'bad', word };
}

interface WithConditions {
  readonly spec?: { readonly unschedulable?: boolean };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

function nodeStatus(object: ClusterObject): ObjectStatus {
  const { spec, status } = object as ClusterObject & WithConditions;
  const ready = status?.conditions?.find((condition) => condition.type === 'Ready')?.status === 'True';
  const word = ready ? 'Ready' : 'NotReady';
  if (spec?.unschedulable === true) return { tone: ready ? 'wait' : 'bad', word: `${word},SchedulingDisabled` };
  return { tone: ready ? 'ok' : 'bad', word };
}

interface Replicated {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly readyReplicas?: number };
}

function replicaStatus(object: ClusterObject): ObjectStatus {
  const { spec, status } = object as ClusterObject & Replicated;
  const wanted = spec?.replicas ?? 1;
  const ready = status?.readyReplicas ?? 0;
  if (object.metadata.deletionTimestamp !== undefined) return { tone: 'going', word: 'Terminating' };
  return { tone: ready === wanted ? 'ok' : 'wait', word: `${ready}/${wanted}` };
}

interface ServiceLike {
  readonly spec?: { readonly type?: string };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly unknown[] } };
}

function serviceStatus(object: ClusterObject): ObjectStatus {
  const { spec, status } = object as ClusterObject & ServiceLike;
  const word = spec?.type ?? 'ClusterIP';
  if (object.metadata.deletionTimestamp !== undefined) return { tone: 'going', word: 'Terminating' };
  const waiting = word === 'LoadBalancer' && (status?.loadBalancer?.ingress?.length ?? 0) === 0;
  return { tone: waiting ? 'wait' : 'ok', word };
}
