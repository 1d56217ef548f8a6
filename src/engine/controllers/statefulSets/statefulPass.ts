/** One look at a StatefulSet: makes, deletes and replaces its pods in their order. Follows stateful_set_control.go. */
import type { StatefulSetStatus } from 'kubernetes-types/apps/v1';
import type { StatefulSet } from '../../../kinds/apps/statefulSet';
import type { Pod } from '../../../kinds/pod';
import { templateOf } from '../revisions/templatePatch';
import type { StatefulRevisions } from './statefulHistory';
import {
  isCreated,
  isHealthy,
  isRunningAndAvailable,
  isRunningAndReady,
  isTerminating,
  ordinalOf,
  REVISION_LABEL,
  statefulPod,
  withIdentity,
} from './statefulPod';

/** What a pass does to the cluster; each is true when it went well. */
export interface StatefulActions {
  /** Its claims first. */
  createPod(pod: Pod, ordinal: number): Pod | undefined;
  deletePod(pod: Pod): boolean;
  updatePod(pod: Pod): boolean;
  /** Makes claims of a pending pod that are missing. */
  createClaims(pod: Pod, ordinal: number): boolean;
  /** Brings the owners of a pod's claims in line with the retention policy. */
  retainClaims(pod: Pod, ordinal: number): boolean;
}

export interface StatefulResult {
  readonly status: StatefulSetStatus;
  readonly failed: boolean;
}

export class StatefulPass {
  readonly #set: StatefulSet;
  readonly #revisions: StatefulRevisions;
  readonly #actions: StatefulActions;
  readonly #now: number;
  readonly #start: number;
  /** By number, from the first on; those that are not there yet as they shall be. */
  readonly #replicas: Pod[];
  /** Beyond the numbers that are wanted, the highest first. */
  readonly #condemned: readonly Pod[];
  readonly #ordered: boolean;
  /** Of those that an ordinary count leaves out: pods that a rolling update has just begun to delete. */
  #taken = 0;
  #failed = false;

  constructor(
    set: StatefulSet,
    pods: readonly Pod[],
    revisions: StatefulRevisions,
    actions: StatefulActions,
    now: number,
  ) {
    this.#set = set;
    this.#revisions = revisions;
    this.#actions = actions;
    this.#now = now;
    this.#start = set.spec.ordinals?.start ?? 0;
    this.#ordered = set.spec.podManagementPolicy !== 'Parallel';
    const count = set.spec.replicas ?? 1;
    const isWanted = (ordinal: number) => ordinal >= this.#start && ordinal < this.#start + count;
    this.#condemned = pods
      .filter((pod) => ordinalOf(set, pod) >= 0 && !isWanted(ordinalOf(set, pod)))
      .sort((a, b) => ordinalOf(set, b) - ordinalOf(set, a));
    this.#replicas = Array.from({ length: count }, (_, index) => {
      const ordinal = this.#start + index;
      return pods.find((pod) => ordinalOf(set, pod) === ordinal) ?? this.#newPod(ordinal);
    });
  }

  run(): StatefulResult {
    const isDeleted = this.#set.metadata.deletionTimestamp !== undefined;
    // A set that is being deleted only counts.
    if (!isDeleted && this.#keepReplicas() && this.#endCondemned()) this.#update();
    return { status: this.#status(), failed: this.#failed };
  }

  /** True when all are as they shall be, so that the next step may begin. */
  #keepReplicas(): boolean {
    for (const index of this.#replicas.keys()) {
      const goOn = this.#keepReplica(index);
      if (this.#failed || (!goOn && this.#ordered)) return false;
    }
    return true;
  }

  #keepReplica(index: number): boolean {
    const ordinal = this.#start + index;
    let pod = this.#replica(index);
    const { phase } = pod.status ?? {};
    if (phase === 'Failed' || phase === 'Succeeded') {
      // Made anew once it is gone.
      if (!isTerminating(pod)) this.#try(this.#actions.deletePod(pod));
      return false;
    }
    if (!isCreated(pod)) {
      const created = this.#actions.createPod(pod, ordinal);
      if (!this.#try(created !== undefined) || created === undefined) return false;
      pod = created;
      this.#replicas[index] = created;
      if (this.#ordered) return false;
    }
    if (pod.status?.phase === 'Pending' && !this.#try(this.#actions.createClaims(pod, ordinal))) return false;
    if (this.#ordered && (isTerminating(pod) || !isRunningAndAvailable(this.#set, pod, this.#now))) return false;
    const proper = withIdentity(this.#set, pod, ordinal);
    if (proper !== pod && !this.#try(this.#actions.updatePod(proper))) return false;
    return this.#try(this.#actions.retainClaims(pod, ordinal));
  }

  /** True when none is left to wait for. */
  #endCondemned(): boolean {
    for (const pod of this.#condemned) this.#try(this.#actions.retainClaims(pod, ordinalOf(this.#set, pod)));
    if (this.#failed) return false;
    const firstUnhealthy = [...this.#replicas, ...[...this.#condemned].reverse()].find(
      (pod) => !isHealthy(this.#set, pod, this.#now),
    );
    for (const pod of this.#condemned) {
      if (isTerminating(pod)) {
        if (this.#ordered) return false;
        continue;
      }
      // One that is not well may go only when it is the first that isn't.
      const well = isRunningAndReady(pod) && isRunningAndAvailable(this.#set, pod, this.#now);
      if (this.#ordered && !well && pod !== firstUnhealthy) return false;
      if (!this.#try(this.#actions.deletePod(pod)) || this.#ordered) return false;
    }
    return true;
  }

  /** The pod with the highest number that is of an older template goes, when all above it are well. */
  #update(): void {
    const { type, rollingUpdate } = this.#set.spec.updateStrategy ?? {};
    if (type === 'OnDelete') return;
    const lowest = rollingUpdate?.partition ?? 0;
    for (let index = this.#replicas.length - 1; index >= lowest; index--) {
      const pod = this.#replica(index);
      if (revisionOf(pod) !== this.#revisions.update.metadata.name && !isTerminating(pod)) {
        if (this.#try(this.#actions.deletePod(pod))) this.#taken++;
        return;
      }
      if (!isHealthy(this.#set, pod, this.#now)) return;
    }
  }

  #status(): StatefulSetStatus {
    const { current, update, collisionCount } = this.#revisions;
    const pods = [...this.#replicas, ...this.#condemned].filter(isCreated);
    const ready = pods.filter(isRunningAndReady);
    const alive = pods.filter((pod) => !isTerminating(pod));
    const of = (name: string) => alive.filter((pod) => revisionOf(pod) === name).length;
    const counts = {
      replicas: pods.length,
      readyReplicas: ready.length,
      availableReplicas: ready.filter((pod) => isRunningAndAvailable(this.#set, pod, this.#now)).length,
      currentReplicas: of(current.metadata.name) - this.#taken,
      updatedReplicas: of(update.metadata.name),
    };
    const wanted = this.#set.spec.replicas ?? 1;
    const isComplete =
      this.#set.spec.updateStrategy?.type === 'RollingUpdate' &&
      [counts.updatedReplicas, counts.readyReplicas, counts.replicas].every((count) => count === wanted);
    return {
      observedGeneration: this.#set.metadata.generation ?? 0,
      ...counts,
      ...(isComplete ? { currentReplicas: counts.updatedReplicas } : {}),
      currentRevision: (isComplete ? update : current).metadata.name,
      updateRevision: update.metadata.name,
      collisionCount,
    };
  }

  /** Below the partition pods are of the template before the update. */
  #newPod(ordinal: number): Pod {
    const { current, update } = this.#revisions;
    const { type, rollingUpdate } = this.#set.spec.updateStrategy ?? {};
    const kept = rollingUpdate?.partition ?? this.#set.status?.currentReplicas ?? 0;
    const revision = type === 'RollingUpdate' && ordinal < this.#start + kept ? current : update;
    return statefulPod(this.#set, templateOf(revision), revision.metadata.name, ordinal);
  }

  #replica(index: number): Pod {
    const pod = this.#replicas[index];
    if (pod === undefined) throw new Error(`there is no replica ${index}`);
    return pod;
  }

  #try(done: boolean): boolean {
    this.#failed ||= !done;
    return done;
  }
}

function revisionOf(pod: Pod): string | undefined {
  return pod.metadata.labels?.[REVISION_LABEL];
}
