import { type Pod, podKind } from '../../../kinds/pod';
import { claimsOf } from '../../../kinds/storage/claimUse';
import { persistentVolumeClaimKind } from '../../../kinds/storage/persistentVolumeClaim';
import type { ControllerDefinition } from '../controller';
import { hasFinalizer, withFinalizer } from './finalizers';

const FINALIZER = 'kubernetes.io/pvc-protection';

/** Keeps a claim that is being deleted until no pod on a node names it any more, ended ones included. */
export const claimProtectionController: ControllerDefinition = {
  name: 'persistentvolumeclaim-protection-controller',
  account: 'pvc-protection-controller',
  create(context) {
    const claims = context.informer(persistentVolumeClaimKind);
    const pods = context.informer(podKind);
    const keyOfClaim = (pod: Pod, name: string) => `${pod.metadata.namespace ?? ''}/${name}`;
    const enqueueClaims = (pod: Pod) => {
      for (const name of claimsOf(pod)) context.enqueue(keyOfClaim(pod, name));
    };
    context.watch(persistentVolumeClaimKind, {
      onAdd: ({ metadata }) => context.enqueue(`${metadata.namespace}/${metadata.name}`),
      onUpdate: (_, { metadata }) => context.enqueue(`${metadata.namespace}/${metadata.name}`),
    });
    context.watch(podKind, { onUpdate: (_, pod) => enqueueClaims(pod), onDelete: enqueueClaims });
    return {
      reconcile(key) {
        const claim = claims.get(key);
        if (claim === undefined) return 'done';
        const deleting = claim.metadata.deletionTimestamp !== undefined;
        const wanted = !deleting || pods.byIndex('namespace', claim.metadata.namespace ?? '').some(uses);
        if (hasFinalizer(claim, FINALIZER) === wanted || (deleting && wanted)) return 'done';
        const updated = context.client.update(persistentVolumeClaimKind, withFinalizer(claim, FINALIZER, wanted));
        return updated.ok || updated.error.reason === 'NotFound' ? 'done' : 'retry';

        function uses(pod: Pod): boolean {
          return (pod.spec.nodeName ?? '') !== '' && claimsOf(pod).some((name) => keyOfClaim(pod, name) === key);
        }
      },
    };
  },
};
