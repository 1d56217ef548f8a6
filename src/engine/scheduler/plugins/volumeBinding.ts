import type { Node } from '../../../kinds/node';
import type { Pod } from '../../../kinds/pod';
import { BIND_COMPLETED, SELECTED_NODE } from '../../../kinds/storage/bindingAnnotations';
import { claimsOf } from '../../../kinds/storage/claimUse';
import { classOfClaim } from '../../../kinds/storage/className';
import type { PersistentVolume } from '../../../kinds/storage/persistentVolume';
import type { PersistentVolumeClaim } from '../../../kinds/storage/persistentVolumeClaim';
import type { StorageClass } from '../../../kinds/storage/storageClass';
import { bestVolume, isReachable } from '../../../kinds/storage/volumeMatching';
import type { ClusterView, Refusal, SchedulerPlugin, StorageView } from '../plugin';

const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
const CONFLICT = 'node(s) had volume node affinity conflict';
const NOTHING_TO_BIND = "node(s) didn't find available persistent volumes to bind";
const GONE = 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';

/** What becomes of a claim on the chosen node: a volume that is there, or one that is to be made. */
export interface ClaimPlan {
  readonly claim: PersistentVolumeClaim;
  readonly volume: PersistentVolume | undefined;
}

/** The pod's claims must have volumes that the node reaches, or such that can be found or made for it. */
export const volumeBinding: SchedulerPlugin = {
  name: 'VolumeBinding',
  weight: 0,
  begin: (pod, cluster) => {
    if (claimsOf(pod).length === 0) return {};
    const sorted = sortClaims(pod, cluster.storage);
    if (typeof sorted === 'string') return { unschedulable: sorted };
    const { bound, delayed } = sorted;
    return {
      filter: ({ node }) =>
        boundRefusal(bound, node, cluster) ??
        (planClaims(delayed, node, cluster.storage) === undefined ? refusal(NOTHING_TO_BIND) : undefined),
      reserve: ({ node }) => planClaims(delayed, node, cluster.storage) ?? [],
    };
  },
  mayHelp: (_, { kind }) => kind === 'storage-changed' || kind === 'node-added' || kind === 'node-changed',
};

interface SortedClaims {
  readonly bound: readonly PersistentVolumeClaim[];
  readonly delayed: readonly PersistentVolumeClaim[];
}

/** Those with a volume and those that wait for a node; or why no node at all will do. */
function sortClaims(pod: Pod, storage: StorageView): SortedClaims | string {
  const bound: PersistentVolumeClaim[] = [];
  const delayed: PersistentVolumeClaim[] = [];
  for (const name of claimsOf(pod)) {
    const claim = storage.claim(pod.metadata.namespace ?? '', name);
    if (claim === undefined) {
      const own = (pod.spec.volumes ?? []).some(
        (volume) => volume.ephemeral !== undefined && `${pod.metadata.name}-${volume.name}` === name,
      );
      const waiting = `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`;
      return own ? waiting : `persistentvolumeclaim "${name}" not found`;
    }
    if (claim.status?.phase === 'Lost') {
      return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName ?? ''}"`;
    }
    if (claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
    const complete = claim.metadata.annotations?.[BIND_COMPLETED] !== undefined;
    if (complete && claim.spec.volumeName) bound.push(claim);
    else if (isDelayed(claim, storage)) delayed.push(claim);
    else return 'pod has unbound immediate PersistentVolumeClaims';
  }
  return { bound, delayed };
}

function isDelayed(claim: PersistentVolumeClaim, storage: StorageView): boolean {
  const mode = storage.storageClass(classOfClaim(claim))?.volumeBindingMode;
  return mode === 'WaitForFirstConsumer' && !claim.spec.volumeName;
}

function boundRefusal(
  claims: readonly PersistentVolumeClaim[],
  node: Node,
  { storage }: ClusterView,
): Refusal | undefined {
  for (const { spec } of claims) {
    const volume = storage.volume(spec.volumeName ?? '');
    if (volume === undefined) return refusal(GONE);
    if (!isReachable(volume, node)) return refusal(CONFLICT);
  }
  return undefined;
}

/** Where the volumes of these claims would come from on that node; undefined when one of them could not be had. */
function planClaims(
  claims: readonly PersistentVolumeClaim[],
  node: Node,
  storage: StorageView,
): readonly ClaimPlan[] | undefined {
  const plans: ClaimPlan[] = [];
  const taken = new Set(storage.promised);
  for (const claim of claims) {
    const selected = claim.metadata.annotations?.[SELECTED_NODE];
    const volume = selected === undefined ? bestVolume(claim, storage.volumes(), { node, taken }) : undefined;
    if (volume === undefined) {
      const elsewhere = selected !== undefined && selected !== node.metadata.name;
      if (elsewhere || !canProvision(storage.storageClass(classOfClaim(claim)), node)) return undefined;
    } else {
      taken.add(volume.metadata.name);
    }
    plans.push({ claim, volume });
  }
  return plans;
}

function canProvision(found: StorageClass | undefined, node: Node): boolean {
  if (found === undefined || found.provisioner === NO_PROVISIONER) return false;
  const terms = found.allowedTopologies ?? [];
  const labels = node.metadata.labels ?? {};
  return (
    terms.length === 0 ||
    terms.some(({ matchLabelExpressions = [] }) =>
      matchLabelExpressions.every(({ key, values }) => labels[key] !== undefined && values.includes(labels[key])),
    )
  );
}

function refusal(reason: string): Refusal {
  return { reasons: [reason], resolvable: false };
}
