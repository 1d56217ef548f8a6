import type { DeploymentStatus } from 'kubernetes-types/apps/v1';
import { equal } from '../../../base/equality';
import { type Deployment, deploymentKind } from '../../../kinds/deployment';
import type { Pod } from '../../../kinds/pod';
import { type ReplicaSet, replicaSetKind } from '../../../kinds/replicaSet';
import type { Status } from '../../../kinds/status';
import type { Client } from '../../client/client';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Clock } from '../../clock';
import { controllerReference, isNamespaceTerminating } from '../replicas/podControl';
import { deploymentCondition, hasProgressDeadline, newCondition, withCondition } from './deploymentConditions';
import { calculateStatus, rolloutStatus } from './deploymentStatus';
import { type Family, familyOf, sameTemplate, TEMPLATE_HASH_LABEL, wanted } from './replicaSets';
import { currentSetAnnotations, maxRevision, REVISION, withReplicaNotes } from './revisions';
import { allowedReplicas } from './rollingLimits';
import { templateHash } from './templateHash';

export interface PassTools {
  readonly client: Client;
  readonly recorder: EventRecorder;
  readonly clock: Clock;
}

/**
 * One look at one Deployment: a draft of it that changes on the way, its ReplicaSets as they were seen at the start,
 * and the requests that the strategies share. When the server refuses one, `failed` becomes true; the strategies then
 * stop, and the whole is tried again later from a fresh view.
 */
export class DeploymentPass {
  /** As seen, with what this pass has changed. It keeps its resource version: a second write conflicts and is retried. */
  deployment: Deployment;
  failed = false;
  readonly sets: readonly ReplicaSet[];
  /** The pods of all sets. */
  readonly pods: () => readonly Pod[];
  readonly #tools: PassTools;

  constructor(tools: PassTools, deployment: Deployment, sets: readonly ReplicaSet[], pods: () => readonly Pod[]) {
    this.#tools = tools;
    this.deployment = deployment;
    this.sets = sets;
    this.pods = pods;
  }

  get now(): number {
    return this.#tools.clock.now;
  }

  /**
   * The current and the old ReplicaSets, with revision numbers brought up to date; the current one is made when it is
   * missing and `create` is true.
   */
  family(create: boolean): Family {
    const { current, old } = familyOf(this.deployment, this.sets);
    const revision = maxRevision(old) + 1;
    if (current !== undefined) return { current: this.#refreshed(current, revision), old };
    return { current: create ? this.#createSet(old, revision) : undefined, old };
  }

  /** Sets the size of a ReplicaSet, with the event that tells of it. Returns the set as it is then. */
  scaleWithEvent(set: ReplicaSet, replicas: number): ReplicaSet {
    return wanted(set) === replicas ? set : this.scale(set, replicas);
  }

  /** The same, but refreshes the annotations that proportional scaling reads even if the size stays. */
  scale(set: ReplicaSet, replicas: number): ReplicaSet {
    const before = wanted(set);
    const annotations = withReplicaNotes(set.metadata.annotations, this.deployment);
    if (before === replicas && equal(annotations, set.metadata.annotations)) return set;
    const draft = { ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, replicas } };
    const updated = this.#tools.client.update(replicaSetKind, draft);
    if (!updated.ok) {
      this.failed = true;
      return set;
    }
    if (before !== replicas) this.#tellScaled(replicas > before ? 'up' : 'down', set.metadata.name, before, replicas);
    return updated.value;
  }

  deleteSet(set: ReplicaSet): void {
    const deleted = this.#tools.client.delete(replicaSetKind, set.metadata.name, set.metadata.namespace);
    if (!deleted.ok && deleted.error.reason !== 'NotFound') this.failed = true;
  }

  /** Writes the counts alone, as while paused or scaling. */
  writeStatus(family: Family): void {
    this.#write(calculateStatus(this.deployment, family, this.now));
  }

  /** Writes counts and progress. True when nothing had to be written. */
  writeRolloutStatus(family: Family): boolean {
    return !this.#write(rolloutStatus(this.deployment, family, this.now));
  }

  /** Writes the draft with another status (and its annotations). */
  updateStatus(status: DeploymentStatus): void {
    this.deployment = { ...this.deployment, status };
    const updated = this.#tools.client.updateStatus(deploymentKind, this.deployment);
    if (!updated.ok) this.failed = true;
  }

  #write(status: DeploymentStatus): boolean {
    if (equal(this.deployment.status ?? {}, status)) return false;
    this.updateStatus(status);
    return true;
  }

  /** The current set with its annotations and minReadySeconds as they should be, and the Deployment's revision. */
  #refreshed(set: ReplicaSet, revision: number): ReplicaSet {
    const annotations = currentSetAnnotations(set.metadata.annotations, this.deployment, revision);
    const minReadySeconds = this.deployment.spec.minReadySeconds ?? 0;
    if (annotations !== set.metadata.annotations || (set.spec.minReadySeconds ?? 0) !== minReadySeconds) {
      const spec = { ...set.spec, minReadySeconds };
      const draft = { ...set, metadata: { ...set.metadata, annotations: { ...annotations } }, spec };
      const updated = this.#tools.client.update(replicaSetKind, draft);
      if (updated.ok) return updated.value;
      this.failed = true;
      return set;
    }
    let changed = this.#setRevision(annotations[REVISION] ?? '');
    let status = this.deployment.status ?? {};
    if (hasProgressDeadline(this.deployment) && deploymentCondition(status, 'Progressing') === undefined) {
      const message = `Found new replica set ${JSON.stringify(set.metadata.name)}`;
      status = withCondition(status, newCondition('Progressing', 'True', 'FoundNewReplicaSet', message, this.now));
      changed = true;
    }
    if (changed) this.updateStatus(status);
    return set;
  }

  #createSet(old: readonly ReplicaSet[], revision: number): ReplicaSet | undefined {
    const draft = this.#newSet(old, revision);
    const created = this.#tools.client.create(replicaSetKind, draft);
    let set: ReplicaSet;
    let fresh = true;
    if (created.ok) {
      set = created.value;
      const replicas = wanted(set);
      if (replicas > 0) this.#tellScaled('up', set.metadata.name, 0, replicas);
    } else {
      const existing = created.error.reason === 'AlreadyExists' ? this.#ownSet(draft) : undefined;
      if (existing === undefined) {
        this.#creationFailed(draft, created.error);
        return undefined;
      }
      set = existing;
      fresh = false;
    }
    let changed = this.#setRevision(String(revision));
    let status = this.deployment.status ?? {};
    if (fresh && hasProgressDeadline(this.deployment)) {
      const message = `Created new replica set ${JSON.stringify(set.metadata.name)}`;
      status = withCondition(status, newCondition('Progressing', 'True', 'NewReplicaSetCreated', message, this.now));
      changed = true;
    }
    if (changed) this.updateStatus(status);
    return set;
  }

  #newSet(old: readonly ReplicaSet[], revision: number): ReplicaSet {
    const { name, namespace } = this.deployment.metadata;
    const { template, selector, minReadySeconds } = this.deployment.spec;
    const hash = templateHash(template, this.deployment.status?.collisionCount);
    const labels = { ...template.metadata?.labels, [TEMPLATE_HASH_LABEL]: hash };
    const spec = {
      ...(minReadySeconds === undefined || minReadySeconds === 0 ? {} : { minReadySeconds }),
      replicas: allowedReplicas(this.deployment, old, 0),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [TEMPLATE_HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    };
    const annotations = withReplicaNotes(currentSetAnnotations(undefined, this.deployment, revision), this.deployment);
    return {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${name}-${hash}`,
        namespace,
        labels,
        annotations: { ...annotations },
        ownerReferences: [controllerReference(deploymentKind, this.deployment)],
      },
      spec,
    };
  }

  /** The set of that name, when it is this Deployment's and of the same template: our view was only a little late. */
  #ownSet(draft: ReplicaSet): ReplicaSet | undefined {
    const found = this.#tools.client.get(replicaSetKind, draft.metadata.name, draft.metadata.namespace);
    if (!found.ok) return undefined;
    const owner = found.value.metadata.ownerReferences?.find((reference) => reference.controller === true);
    const ours = owner?.uid === this.deployment.metadata.uid;
    return ours && sameTemplate(found.value.spec.template, draft.spec.template) ? found.value : undefined;
  }

  #creationFailed(draft: ReplicaSet, error: Status): void {
    this.failed = true;
    const status = this.deployment.status ?? {};
    if (error.reason === 'AlreadyExists') {
      // Another template with the same hash: count the collision, so that the next name differs.
      this.updateStatus({ ...status, collisionCount: (status.collisionCount ?? 0) + 1 });
      return;
    }
    if (isNamespaceTerminating(error)) return;
    const message = `Failed to create new replica set ${JSON.stringify(draft.metadata.name)}: ${error.message ?? ''}`;
    if (hasProgressDeadline(this.deployment)) {
      const condition = newCondition('Progressing', 'False', 'ReplicaSetCreateError', message, this.now);
      this.updateStatus(withCondition(status, condition));
    }
    this.#tools.recorder.event(this.deployment, 'Warning', 'ReplicaSetCreateError', message);
  }

  #setRevision(revision: string): boolean {
    const { metadata } = this.deployment;
    if (metadata.annotations?.[REVISION] === revision) return false;
    const annotations = { ...metadata.annotations, [REVISION]: revision };
    this.deployment = { ...this.deployment, metadata: { ...metadata, annotations } };
    return true;
  }

  #tellScaled(direction: 'up' | 'down', name: string, from: number, to: number): void {
    const message = `Scaled ${direction} replica set ${name} from ${from} to ${to}`;
    this.#tools.recorder.event(this.deployment, 'Normal', 'ScalingReplicaSet', message);
  }
}
