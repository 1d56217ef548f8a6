import { type Namespace, namespaceKind } from '../../../kinds/namespace';
import { type ServiceAccount, serviceAccountKind } from '../../../kinds/serviceAccount';
import type { ControllerDefinition } from '../controller';
import { isNamespaceTerminating } from '../replicas/podControl';

const NAME = 'default';

/** Makes sure that every namespace has the service account `default`. */
export const serviceAccountController: ControllerDefinition = {
  name: 'serviceaccount-controller',
  account: 'service-account-controller',
  create: (context) => {
    const enqueue = (namespace: Namespace) => context.enqueue(namespace.metadata.name);
    context.watch(namespaceKind, { onAdd: enqueue, onUpdate: (_old, namespace) => enqueue(namespace) });
    context.watch(serviceAccountKind, {
      onDelete: (account) => {
        if (account.metadata.name === NAME) context.enqueue(account.metadata.namespace ?? '');
      },
    });
    return {
      reconcile: (name) => {
        const namespace = context.informer(namespaceKind).get(name);
        if (namespace === undefined || namespace.status?.phase === 'Terminating') return 'done';
        if (context.informer(serviceAccountKind).get(`${name}/${NAME}`) !== undefined) return 'done';
        const account: ServiceAccount = {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: NAME, namespace: name },
        };
        const created = context.client.create(serviceAccountKind, account);
        if (created.ok || created.error.reason === 'AlreadyExists') return 'done';
        return isNamespaceTerminating(created.error) ? 'done' : 'retry';
      },
    };
  },
};
