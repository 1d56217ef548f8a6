import { equal } from '../../../base/equality';
import { type ControllerRevision, controllerRevisionKind } from '../../../kinds/apps/controllerRevision';
import { type StatefulSet, statefulSetKind } from '../../../kinds/apps/statefulSet';
import type { Kind } from '../../../kinds/kind';
import { type ClusterObject, controllerOf, keyOf } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { matchesLabelSelector, matchesSelector, requirementsOf } from '../../../kinds/selector';
import { persistentVolumeClaimKind } from '../../../kinds/storage/persistentVolumeClaim';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Informer } from '../../client/informer';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { isPodReady } from '../podConditions';
import { claim } from '../replicas/claim';
import { controllerReference } from '../replicas/podControl';
import { StatefulClaims } from './statefulClaims';
import { statefulRevisions, truncateHistory } from './statefulHistory';
import { StatefulPass } from './statefulPass';
import { ordinalOf } from './statefulPod';
import { StatefulPodControl } from './statefulPodControl';

export const statefulSetController: ControllerDefinition = {
  name: 'statefulset-controller',
  account: 'statefulset-controller',
  create: (context) => new StatefulSetController(context),
};

/** Keeps the numbered pods of each StatefulSet, and the claims that each of them has. */
class StatefulSetController implements Controller {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;
  readonly #sets: Informer<StatefulSet>;
  readonly #revisions: Informer<ControllerRevision>;
  readonly #pods: Informer<Pod>;
  readonly #claims: StatefulClaims;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#recorder = context.recorder('statefulset-controller');
    this.#sets = context.informer(statefulSetKind);
    this.#revisions = context.informer(controllerRevisionKind);
    this.#pods = context.informer(podKind);
    const claims = context.informer(persistentVolumeClaimKind);
    this.#claims = new StatefulClaims(context.client, this.#recorder, claims);
    const enqueue = (set: StatefulSet) => context.enqueue(keyOf(set));
    context.watch(statefulSetKind, { onAdd: enqueue, onUpdate: (_old, set) => enqueue(set), onDelete: enqueue });
    context.watch(podKind, {
      onAdd: (pod) => this.#podAdded(pod),
      onUpdate: (old, pod) => this.#podChanged(old, pod),
      onDelete: (pod) => this.#enqueueOwner(pod),
    });
  }

  reconcile(key: string): Outcome {
    const set = this.#sets.get(key);
    if (set === undefined) return 'done';
    const { client, clock } = this.#context;
    const isMember = (pod: Pod) => ordinalOf(set, pod) >= 0;
    const pods = this.#claimed(set, podKind, this.#pods, isMember);
    const history = this.#claimed(set, controllerRevisionKind, this.#revisions, () => true);
    if (pods === undefined || history === undefined) return 'retry';
    const revisions = statefulRevisions(client, set, history);
    if (revisions === undefined) return 'retry';
    const actions = new StatefulPodControl(client, this.#recorder, this.#claims, set);
    const { status, failed } = new StatefulPass(set, pods, revisions, actions, clock.now).run();
    const written = this.#writeStatus(set, status);
    const truncated = truncateHistory(client, set, history, revisions, pods);
    if (failed || !written || !truncated) return 'retry';
    const seconds = set.spec.minReadySeconds ?? 0;
    if (seconds > 0 && status.availableReplicas !== set.spec.replicas) {
      this.#context.enqueueAfter(key, seconds * 1000, { pause: true });
    }
    return 'done';
  }

  #writeStatus(set: StatefulSet, status: NonNullable<StatefulSet['status']>): boolean {
    const { client } = this.#context;
    const { conditions } = set.status ?? {};
    const whole = withoutZeros({ ...(conditions === undefined ? {} : { conditions }), ...status });
    if (equal(set.status, whole)) return true;
    const updated = client.updateStatus(statefulSetKind, { ...set, status: whole });
    if (updated.ok || updated.error.reason === 'NotFound') return true;
    if (updated.error.reason !== 'Conflict') return false;
    const fresh = client.get(statefulSetKind, set.metadata.name, set.metadata.namespace);
    return fresh.ok && client.updateStatus(statefulSetKind, { ...fresh.value, status: whole }).ok;
  }

  #claimed<T extends ClusterObject>(
    set: StatefulSet,
    kind: Kind<T>,
    informer: Informer<T>,
    isMember: (object: T) => boolean,
  ): T[] | undefined {
    const { namespace = '', uid = '' } = set.metadata;
    const requirements = requirementsOf(set.spec.selector);
    const { claimed, failed } = claim(
      {
        client: this.#context.client,
        owner: set,
        ownerKind: statefulSetKind,
        reference: controllerReference(statefulSetKind, set),
        matches: (labels) => matchesSelector(requirements, labels),
      },
      kind,
      informer.byIndex('controller', uid),
      informer.byIndex('orphan', namespace).filter(isMember),
    );
    return failed ? undefined : claimed;
  }

  #podAdded(pod: Pod): void {
    if (controllerOf(pod) !== undefined || pod.metadata.deletionTimestamp !== undefined) this.#enqueueOwner(pod);
    else this.#enqueueMatching(pod);
  }

  #podChanged(old: Pod, pod: Pod): void {
    const ownerChanged = controllerOf(old)?.uid !== controllerOf(pod)?.uid;
    if (ownerChanged) this.#enqueueOwner(old);
    const set = this.#ownerOf(pod);
    if (set !== undefined) {
      this.#context.enqueue(keyOf(set));
      const seconds = set.spec.minReadySeconds ?? 0;
      // A second more, as times are told in whole seconds.
      if (!isPodReady(old) && isPodReady(pod) && seconds > 0) {
        this.#context.enqueueAfter(keyOf(set), seconds * 1000 + 1000, { pause: true });
      }
    } else if (controllerOf(pod) === undefined) {
      if (ownerChanged || !equal(old.metadata.labels, pod.metadata.labels)) this.#enqueueMatching(pod);
    }
  }

  #enqueueOwner(pod: Pod): void {
    const set = this.#ownerOf(pod);
    if (set !== undefined) this.#context.enqueue(keyOf(set));
  }

  #ownerOf(pod: Pod): StatefulSet | undefined {
    const owner = controllerOf(pod);
    if (owner?.kind !== statefulSetKind.kind) return undefined;
    const set = this.#sets.get(`${pod.metadata.namespace}/${owner.name}`);
    return set?.metadata.uid === owner.uid ? set : undefined;
  }

  #enqueueMatching({ metadata }: Pod): void {
    for (const set of this.#sets.byIndex('namespace', metadata.namespace ?? '')) {
      if (matchesLabelSelector(set.spec.selector, metadata.labels)) this.#context.enqueue(keyOf(set));
    }
  }
}

/** As the server keeps it: counts that are zero are left out, but for those that are always shown. */
function withoutZeros(status: NonNullable<StatefulSet['status']>): NonNullable<StatefulSet['status']> {
  const always = ['replicas', 'availableReplicas', 'collisionCount'];
  const kept = Object.entries(status).filter(([key, value]) => value !== 0 || always.includes(key));
  return Object.fromEntries(kept) as unknown as NonNullable<StatefulSet['status']>;
}
