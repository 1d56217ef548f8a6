import { equal } from '../../../base/equality';
import { parseTime } from '../../../base/time';
import { type Deployment, deploymentKind } from '../../../kinds/deployment';
import { controllerOf, keyOf } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { type ReplicaSet, replicaSetKind } from '../../../kinds/replicaSet';
import { matchesLabelSelector, matchesSelector, requirementsOf } from '../../../kinds/selector';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Informer } from '../../client/informer';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { claim } from '../replicas/claim';
import { controllerReference } from '../replicas/podControl';
import {
  deploymentCondition,
  hasProgressDeadline,
  isComplete,
  newCondition,
  withCondition,
} from './deploymentConditions';
import { DeploymentPass } from './deploymentPass';
import { recreate } from './recreate';
import { familyOf } from './replicaSets';
import { rollingUpdate } from './rollingUpdate';
import { isScaling, scaleOnly } from './scaling';

export const deploymentController: ControllerDefinition = {
  name: 'deployment-controller',
  account: 'deployment-controller',
  create: (context) => new DeploymentController(context),
};

/** Keeps the ReplicaSets of each Deployment: one for the current template, the older ones as its history. */
class DeploymentController implements Controller {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;
  readonly #deployments: Informer<Deployment>;
  readonly #sets: Informer<ReplicaSet>;
  readonly #pods: Informer<Pod>;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#recorder = context.recorder('deployment-controller');
    this.#deployments = context.informer(deploymentKind);
    this.#sets = context.informer(replicaSetKind);
    this.#pods = context.informer(podKind);
    const enqueue = (deployment: Deployment) => context.enqueue(keyOf(deployment));
    context.watch(deploymentKind, {
      onAdd: enqueue,
      onUpdate: (_old, deployment) => enqueue(deployment),
      onDelete: enqueue,
    });
    context.watch(replicaSetKind, {
      onAdd: (set) => this.#setAdded(set),
      onUpdate: (old, set) => this.#setChanged(old, set),
      onDelete: (set) => this.#enqueueOwner(set),
    });
    context.watch(podKind, { onDelete: (pod) => this.#podDeleted(pod) });
  }

  reconcile(key: string): Outcome {
    const deployment = this.#deployments.get(key);
    if (deployment === undefined) return 'done';
    if (equal(deployment.spec.selector, {})) return this.#refuseEmptySelector(deployment);
    const { claimed, failed } = this.#claimSets(deployment);
    if (failed) return 'retry';
    const pods = () => claimed.flatMap((set) => this.#pods.byIndex('controller', set.metadata.uid ?? ''));
    const pass = new DeploymentPass({ ...this.#context, recorder: this.#recorder }, deployment, claimed, pods);
    this.#run(pass);
    return pass.failed ? 'retry' : 'done';
  }

  #run(pass: DeploymentPass): void {
    if (pass.deployment.metadata.deletionTimestamp !== undefined) {
      pass.writeStatus(familyOf(pass.deployment, pass.sets));
      return;
    }
    this.#notePause(pass);
    if (pass.failed) return;
    if (pass.deployment.spec.paused === true || isScaling(pass)) {
      scaleOnly(pass);
      return;
    }
    const idle = pass.deployment.spec.strategy?.type === 'Recreate' ? recreate(pass) : rollingUpdate(pass);
    if (idle) this.#lookAgainAtDeadline(pass);
  }

  /** Pausing stops the progress deadline, resuming starts it anew: both show in the Progressing condition. */
  #notePause(pass: DeploymentPass): void {
    if (!hasProgressDeadline(pass.deployment)) return;
    const status = pass.deployment.status ?? {};
    const reason = deploymentCondition(status, 'Progressing')?.reason;
    if (reason === 'ProgressDeadlineExceeded') return;
    const paused = pass.deployment.spec.paused === true;
    if (paused === (reason === 'DeploymentPaused')) return;
    const condition = paused
      ? newCondition('Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused', pass.now)
      : newCondition('Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed', pass.now);
    pass.updateStatus(withCondition(status, condition));
  }

  /** A rollout that stands still must be looked at when its deadline passes, though no event will come. */
  #lookAgainAtDeadline(pass: DeploymentPass): void {
    const { deployment } = pass;
    const condition = deploymentCondition(deployment.status, 'Progressing');
    if (condition === undefined || !hasProgressDeadline(deployment)) return;
    if (isComplete(deployment, deployment.status) || condition.reason === 'ProgressDeadlineExceeded') return;
    const due = (parseTime(condition.lastUpdateTime) ?? 0) + (deployment.spec.progressDeadlineSeconds ?? 0) * 1000;
    this.#context.enqueueAfter(keyOf(deployment), Math.max(0, due - pass.now) + 1000, { background: true });
  }

  #refuseEmptySelector(deployment: Deployment): Outcome {
    const message = 'This deployment is selecting all pods. A non-empty selector is required.';
    this.#recorder.event(deployment, 'Warning', 'SelectingAll', message);
    const generation = deployment.metadata.generation ?? 0;
    if ((deployment.status?.observedGeneration ?? 0) < generation) {
      const status = { ...deployment.status, observedGeneration: generation };
      this.#context.client.updateStatus(deploymentKind, { ...deployment, status });
    }
    return 'done';
  }

  #claimSets(deployment: Deployment): { readonly claimed: ReplicaSet[]; readonly failed: boolean } {
    const { uid = '', namespace = '' } = deployment.metadata;
    const requirements = requirementsOf(deployment.spec.selector);
    return claim(
      {
        client: this.#context.client,
        owner: deployment,
        ownerKind: deploymentKind,
        reference: controllerReference(deploymentKind, deployment),
        matches: (labels) => matchesSelector(requirements, labels),
      },
      replicaSetKind,
      this.#sets.byIndex('controller', uid),
      this.#sets.byIndex('orphan', namespace),
    );
  }

  #setAdded(set: ReplicaSet): void {
    if (controllerOf(set) !== undefined || set.metadata.deletionTimestamp !== undefined) this.#enqueueOwner(set);
    else this.#enqueueMatching(set);
  }

  #setChanged(old: ReplicaSet, set: ReplicaSet): void {
    const owner = controllerOf(set);
    const ownerChanged = controllerOf(old)?.uid !== owner?.uid;
    if (ownerChanged) this.#enqueueOwner(old);
    if (owner !== undefined) this.#enqueueOwner(set);
    else if (ownerChanged || !equal(old.metadata.labels, set.metadata.labels)) this.#enqueueMatching(set);
  }

  #enqueueOwner(set: ReplicaSet): void {
    const deployment = this.#ownerOf(set);
    if (deployment !== undefined) this.#context.enqueue(keyOf(deployment));
  }

  #enqueueMatching(set: ReplicaSet): void {
    for (const deployment of this.#deployments.byIndex('namespace', set.metadata.namespace ?? '')) {
      if (matchesLabelSelector(deployment.spec.selector, set.metadata.labels)) this.#context.enqueue(keyOf(deployment));
    }
  }

  #ownerOf(set: ReplicaSet): Deployment | undefined {
    const owner = controllerOf(set);
    if (owner?.kind !== 'Deployment') return undefined;
    const deployment = this.#deployments.get(`${set.metadata.namespace}/${owner.name}`);
    return deployment?.metadata.uid === owner.uid ? deployment : undefined;
  }

  /** Recreate waits for the last old pod to be gone. */
  #podDeleted(pod: Pod): void {
    const owner = controllerOf(pod);
    if (owner?.kind !== 'ReplicaSet') return;
    const set = this.#sets.get(`${pod.metadata.namespace}/${owner.name}`);
    const deployment = set === undefined ? undefined : this.#ownerOf(set);
    if (deployment?.spec.strategy?.type !== 'Recreate') return;
    const sets = this.#sets.byIndex('controller', deployment.metadata.uid ?? '');
    const podsLeft = sets.some((one) => this.#pods.byIndex('controller', one.metadata.uid ?? '').length > 0);
    if (!podsLeft) this.#context.enqueue(keyOf(deployment));
  }
}
