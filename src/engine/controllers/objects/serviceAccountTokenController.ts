import { encodeTextBase64 } from '../../../base/base64';
import { issueLegacyToken } from '../../../kinds/access/accountToken';
import { type Secret, secretKind } from '../../../kinds/secret';
import { type ServiceAccount, serviceAccountKind } from '../../../kinds/serviceAccount';
import type { ControllerContext, ControllerDefinition, Outcome } from '../controller';

const TYPE = 'kubernetes.io/service-account-token';
const NAME = 'kubernetes.io/service-account.name';
const UID = 'kubernetes.io/service-account.uid';

/**
 * Fills Secrets of the type `kubernetes.io/service-account-token` with a token for the service account that they name,
 * the cluster's certificate and the namespace, and deletes those whose account isn't there.
 */
export const serviceAccountTokenController: ControllerDefinition = {
  name: 'serviceaccount-token-controller',
  create: (context) => {
    const enqueue = ({ type, metadata }: Secret) => {
      if (type === TYPE) context.enqueue(`${metadata.namespace}/${metadata.name}`);
    };
    context.watch(secretKind, { onAdd: enqueue, onUpdate: (_old, secret) => enqueue(secret) });
    const ofAccount = ({ metadata }: ServiceAccount) => {
      for (const secret of context.informer(secretKind).byIndex('namespace', metadata.namespace ?? '')) enqueue(secret);
    };
    context.watch(serviceAccountKind, { onAdd: ofAccount, onDelete: ofAccount });
    return { reconcile: (key) => fill(context, key) };
  },
};

function fill(context: ControllerContext, key: string): Outcome {
  const { client } = context;
  const secret = context.informer(secretKind).get(key);
  const { name = '', namespace = '', annotations = {} } = secret?.metadata ?? {};
  if (secret === undefined || secret.type !== TYPE || secret.metadata.deletionTimestamp !== undefined) return 'done';
  const account = context.informer(serviceAccountKind).get(`${namespace}/${annotations[NAME]}`);
  const { uid = '' } = account?.metadata ?? {};
  if (account === undefined || (annotations[UID] !== undefined && annotations[UID] !== uid)) {
    const deleted = client.delete(secretKind, name, namespace, {
      preconditions: { uid: secret.metadata.uid ?? '' },
    });
    return deleted.ok || deleted.error.reason === 'NotFound' ? 'done' : 'retry';
  }
  const { data = {} } = secret;
  if (annotations[UID] === uid && data['token'] && data['ca.crt'] && data['namespace']) return 'done';
  const updated = client.update(secretKind, {
    ...secret,
    metadata: { ...secret.metadata, annotations: { ...annotations, [UID]: uid } },
    data: {
      ...data,
      'ca.crt': data['ca.crt'] || encodeTextBase64(context.options.rootCertificate),
      namespace: data['namespace'] || encodeTextBase64(namespace),
      token: data['token'] || encodeTextBase64(issueLegacyToken(namespace, { name: account.metadata.name, uid }, name)),
    },
  });
  return updated.ok ? 'done' : 'retry';
}
