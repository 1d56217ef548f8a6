import { compareQuantities, quantityOf } from '../../../kinds/quantity';
import { type PersistentVolumeClaim, persistentVolumeClaimKind } from '../../../kinds/storage/persistentVolumeClaim';
import type { ControllerDefinition } from '../controller';

const MESSAGE =
  "Ignoring the PVC: didn't find a plugin capable of expanding the volume; waiting for an external controller to process this PVC.";

/**
 * Looks after claims that ask for more than they have. Volumes here are directories, which no plugin makes larger: it says
 * so, as for the real ones of kind and minikube, and the claim keeps what it has.
 */
export const expandController: ControllerDefinition = {
  name: 'persistentvolume-expander-controller',
  account: 'expand-controller',
  create(context) {
    const recorder = context.recorder('volume_expand');
    const claims = context.informer(persistentVolumeClaimKind);
    const look = (claim: PersistentVolumeClaim) => {
      const { namespace, name } = claim.metadata;
      if (wantsMore(claim)) context.enqueue(`${namespace}/${name}`);
    };
    context.watch(persistentVolumeClaimKind, {
      onAdd: look,
      onUpdate: (old, claim) => {
        if (compareQuantities(askedOf(claim), askedOf(old)) > 0) look(claim);
      },
    });
    return {
      reconcile(key) {
        const claim = claims.get(key);
        if (claim !== undefined && wantsMore(claim)) recorder.event(claim, 'Warning', 'ExternalExpanding', MESSAGE);
        return 'done';
      },
    };
  },
};

function askedOf({ spec }: PersistentVolumeClaim) {
  return quantityOf(spec.resources?.requests?.['storage']);
}

function wantsMore(claim: PersistentVolumeClaim): boolean {
  const { phase, capacity } = claim.status ?? {};
  return phase === 'Bound' && compareQuantities(askedOf(claim), quantityOf(capacity?.['storage'])) > 0;
}
