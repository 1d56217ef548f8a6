/** The annotations in which a Deployment keeps its history. Follows pkg/controller/deployment/util. */
import type { Deployment } from '../../../kinds/deployment';
import type { ReplicaSet } from '../../../kinds/replicaSet';
import { wanted } from './replicaSets';
import { maxSurge } from './rollingLimits';

export const REVISION = 'deployment.kubernetes.io/revision';
const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';
const HISTORY_LIMIT_IN_CHARACTERS = 2000;

/** What a ReplicaSet does not take over from its Deployment. */
const NOT_COPIED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  'deprecated.deployment.rollback.to',
]);

type Annotations = Readonly<Record<string, string>>;

export function revisionOf(set: ReplicaSet): number {
  const revision = Number(set.metadata.annotations?.[REVISION] ?? '0');
  return Number.isSafeInteger(revision) ? revision : 0;
}

export function maxRevision(sets: readonly ReplicaSet[]): number {
  return Math.max(0, ...sets.map(revisionOf));
}

export function desiredReplicasNote(set: ReplicaSet): number | undefined {
  return numberIn(set.metadata.annotations, DESIRED_REPLICAS);
}

export function maxReplicasNote(set: ReplicaSet): number | undefined {
  return numberIn(set.metadata.annotations, MAX_REPLICAS);
}

/** The annotations with the counts that proportional scaling reads later. */
export function withReplicaNotes(annotations: Annotations | undefined, deployment: Deployment): Annotations {
  return {
    ...annotations,
    [DESIRED_REPLICAS]: String(wanted(deployment)),
    [MAX_REPLICAS]: String(wanted(deployment) + maxSurge(deployment)),
  };
}

/**
 * The annotations of the set of the current template: the Deployment's own, the revision raised to `revision`, and
 * what it was before in the history when that is a step back to an older template. The result is the same object when
 * nothing changes.
 */
export function currentSetAnnotations(
  annotations: Annotations | undefined,
  deployment: Deployment,
  revision: number,
): Annotations {
  const next: Record<string, string> = { ...annotations };
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (!NOT_COPIED.has(key)) next[key] = value;
  }
  const before = annotations?.[REVISION];
  if (Number(before ?? '0') < revision) {
    next[REVISION] = String(revision);
    if (before !== undefined) next[REVISION_HISTORY] = historyWith(annotations?.[REVISION_HISTORY], before);
  }
  const changed = Object.entries(next).some(([key, value]) => annotations?.[key] !== value);
  return changed || annotations === undefined ? next : annotations;
}

/** The oldest entries fall out when the list gets too long. */
function historyWith(history: string | undefined, revision: string): string {
  const entries = history === undefined || history === '' ? [] : history.split(',');
  entries.push(revision);
  while (entries.length > 1 && entries.join(',').length > HISTORY_LIMIT_IN_CHARACTERS) entries.shift();
  return entries.join(',');
}

function numberIn(annotations: Annotations | undefined, key: string): number | undefined {
  const text = annotations?.[key];
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}
