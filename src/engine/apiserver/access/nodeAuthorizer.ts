/**
 * What kubelets may do: what the role `system:node` says, but Secrets, ConfigMaps and tokens only where a pod on the
 * node needs them.
 *
 * Simplified: volumes and what belongs to them are not looked up; other objects of other nodes can be read and written.
 */
import { type Pod, podKind } from '../../../kinds/pod';
import type { Identity } from '../../client/door';
import type { ObjectStore } from '../objectStore';
import type { AccessAttributes } from './attributes';
import type { Decision, RbacAuthorizer } from './rbacAuthorizer';

const PREFIX = 'system:node:';
const ROLE = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:node' };

/** The node that a kubelet speaks for; undefined for everybody else. */
export function nodeOf({ user, groups }: Identity): string | undefined {
  return user.startsWith(PREFIX) && groups.includes('system:nodes') ? user.slice(PREFIX.length) : undefined;
}

export function authorizeNode(
  node: string,
  wanted: AccessAttributes,
  store: ObjectStore,
  rbac: RbacAuthorizer,
): Decision {
  const allowed = rbac.roleAllows(ROLE, wanted);
  if (!allowed || wanted.group !== '') return { allowed, reason: '' };
  switch (wanted.resource) {
    case 'secrets':
    case 'configmaps':
      if (wanted.name === '') {
        return { allowed: false, reason: 'can only read namespaced object of this type' };
      }
      return related(node, wanted, store, (pod) => readsObject(pod, wanted.resource, wanted.name));
    case 'serviceaccounts':
      return related(node, wanted, store, (pod) => pod.spec.serviceAccountName === wanted.name);
    default:
      return { allowed, reason: '' };
  }
}

function related(
  node: string,
  { namespace }: AccessAttributes,
  store: ObjectStore,
  needs: (pod: Pod) => boolean,
): Decision {
  for (const object of store.list(podKind, namespace)) {
    const pod = object as Pod;
    if (pod.spec.nodeName === node && needs(pod)) return { allowed: true, reason: '' };
  }
  return { allowed: false, reason: `no relationship found between node '${node}' and this object` };
}

function readsObject({ spec }: Pod, resource: string, name: string): boolean {
  const secret = resource === 'secrets';
  if (secret && (spec.imagePullSecrets ?? []).some((one) => one.name === name)) return true;
  const volumes = (spec.volumes ?? []).some(({ configMap, secret: held, projected }) =>
    secret
      ? held?.secretName === name || (projected?.sources ?? []).some((source) => source.secret?.name === name)
      : configMap?.name === name || (projected?.sources ?? []).some((source) => source.configMap?.name === name),
  );
  if (volumes) return true;
  return [...(spec.initContainers ?? []), ...spec.containers].some(({ env = [], envFrom = [] }) => {
    const variables = env.some(({ valueFrom }) =>
      secret ? valueFrom?.secretKeyRef?.name === name : valueFrom?.configMapKeyRef?.name === name,
    );
    return variables || envFrom.some((one) => (secret ? one.secretRef?.name : one.configMapRef?.name) === name);
  });
}
