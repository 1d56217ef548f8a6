import { replicaSetKind } from '../../../kinds/replicaSet';
import type { ControllerDefinition } from '../controller';
import { ReplicaManager } from './replicaManager';

export const replicaSetController: ControllerDefinition = {
  name: 'replicaset-controller',
  account: 'replicaset-controller',
  create: (context) =>
    new ReplicaManager(context, {
      kind: replicaSetKind,
      component: 'replicaset-controller',
      selector: (owner) => owner.spec.selector,
      template: (owner) => owner.spec.template ?? {},
      replicas: (owner) => owner.spec.replicas ?? 1,
      minReadySeconds: (owner) => owner.spec.minReadySeconds ?? 0,
      status: (owner) => owner.status,
      withStatus: (owner, status) => ({ ...owner, status }),
    }),
};
