import { replicationControllerKind } from '../../../kinds/replicationController';
import type { ControllerDefinition } from '../controller';
import { ReplicaManager } from './replicaManager';

/** The real one, too, is the ReplicaSet controller behind an adapter. */
export const replicationControllerController: ControllerDefinition = {
  name: 'replicationcontroller-controller',
  account: 'replication-controller',
  create: (context) =>
    new ReplicaManager(context, {
      kind: replicationControllerKind,
      component: 'replication-controller',
      selector: (owner) => ({ matchLabels: owner.spec.selector ?? {} }),
      template: (owner) => owner.spec.template ?? {},
      replicas: (owner) => owner.spec.replicas ?? 1,
      minReadySeconds: (owner) => owner.spec.minReadySeconds ?? 0,
      status: (owner) => owner.status,
      withStatus: (owner, status) => ({ ...owner, status }),
    }),
};
