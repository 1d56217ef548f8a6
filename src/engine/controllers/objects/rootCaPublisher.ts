import { equal } from '../../../base/equality';
import { type ConfigMap, configMapKind } from '../../../kinds/configMap';
import { type Namespace, namespaceKind } from '../../../kinds/namespace';
import type { ControllerDefinition } from '../controller';
import { isNamespaceTerminating } from '../replicas/podControl';

const NAME = 'kube-root-ca.crt';
const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the ' +
  'internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes ' +
  'clusters.';

/** Publishes the cluster's root certificate as a ConfigMap in every namespace. */
export const rootCaPublisher: ControllerDefinition = {
  name: 'root-ca-certificate-publisher-controller',
  account: 'root-ca-cert-publisher',
  create: (context) => {
    const enqueue = (namespace: Namespace) => context.enqueue(namespace.metadata.name);
    const enqueueOf = (map: ConfigMap) => {
      if (map.metadata.name === NAME) context.enqueue(map.metadata.namespace ?? '');
    };
    context.watch(namespaceKind, { onAdd: enqueue, onUpdate: (_old, namespace) => enqueue(namespace) });
    context.watch(configMapKind, { onUpdate: (_old, map) => enqueueOf(map), onDelete: enqueueOf });
    return {
      reconcile: (name) => {
        const namespace = context.informer(namespaceKind).get(name);
        if (namespace === undefined || namespace.status?.phase === 'Terminating') return 'done';
        const data = { 'ca.crt': context.options.rootCertificate };
        const annotations = { 'kubernetes.io/description': DESCRIPTION };
        const current = context.informer(configMapKind).get(`${name}/${NAME}`);
        if (current !== undefined && equal(current.data, data) && equal(current.metadata.annotations, annotations)) {
          return 'done';
        }
        const metadata = { ...current?.metadata, name: NAME, namespace: name, annotations };
        const map: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
        const written =
          current === undefined ? context.client.create(configMapKind, map) : context.client.update(configMapKind, map);
        return written.ok || isNamespaceTerminating(written.error) ? 'done' : 'retry';
      },
    };
  },
};
