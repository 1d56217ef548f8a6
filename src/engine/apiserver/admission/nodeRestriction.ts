/**
 * Keeps nodes from one another's affairs: a kubelet writes its own node, lease and pods, and of its own node neither taints
 * nor labels that say where workloads may go.
 *
 * Simplified: with which labels a node registers is not looked at.
 */
import { equal } from '../../../base/equality';
import type { Node } from '../../../kinds/node';
import type { Pod } from '../../../kinds/pod';
import type { Status } from '../../../kinds/status';
import { nodeOf } from '../access/nodeAuthorizer';
import * as statusError from '../statusError';
import type { AdmissionPlugin, AdmissionRequest } from './admission';
import { nameInMessages } from './namespaceLifecycle';

const MIRROR = 'kubernetes.io/config.mirror';
const LEASES = 'kube-node-lease';
/** Labels of Kubernetes itself that kubelets may set. */
const OWN_LABELS: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'beta.kubernetes.io/instance-type',
  'node.kubernetes.io/instance-type',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
]);

export const nodeRestriction: AdmissionPlugin = {
  name: 'NodeRestriction',
  admit(request) {
    const node = nodeOf(request.user);
    if (node === undefined) return undefined;
    const why = objection(request, node);
    return why === undefined ? undefined : refusal(request, why);
  },
};

function refusal(request: AdmissionRequest, why: string): Status {
  return statusError.forbidden(request.kind, nameInMessages(request), why);
}

function objection(request: AdmissionRequest, node: string): string | undefined {
  const { kind, subresource } = request;
  const resource = kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
  switch (resource) {
    case 'pods':
      return subresource === 'status' ? podStatusObjection(request, node) : podObjection(request, node);
    case 'nodes':
      return nodeObjection(request, node);
    case 'leases.coordination.k8s.io':
      return leaseObjection(request, node);
    case 'persistentvolumeclaims':
      return subresource === 'status' ? undefined : 'may only update PVC status';
    default:
      return undefined;
  }
}

function podObjection({ operation, object, old, subresource }: AdmissionRequest, node: string): string | undefined {
  if (subresource !== '') return `unexpected pod subresource "${subresource}"`;
  const ofNode = (pod: Pod) => pod.spec.nodeName === node;
  switch (operation) {
    case 'CREATE':
      if (object?.metadata.annotations?.[MIRROR] === undefined) {
        return `pod does not have "${MIRROR}" annotation, node "${node}" can only create mirror pods`;
      }
      return ofNode(object as Pod) ? undefined : `node "${node}" can only create pods with spec.nodeName set to itself`;
    case 'DELETE':
      return ofNode(old as Pod) ? undefined : `node "${node}" can only delete pods with spec.nodeName set to itself`;
    default:
      return `unexpected operation "${operation}", node "${node}" can only create and delete mirror pods`;
  }
}

function podStatusObjection({ object, old }: AdmissionRequest, node: string): string | undefined {
  if ((old as Pod).spec.nodeName !== node) {
    return `node "${node}" can only update pod status for pods with spec.nodeName set to itself`;
  }
  const same = equal(object?.metadata.labels ?? {}, old?.metadata.labels ?? {});
  return same ? undefined : `node "${node}" cannot update labels through pod status`;
}

function nodeObjection(request: AdmissionRequest, node: string): string | undefined {
  const { operation, name, object, old, subresource } = request;
  const named = name || object?.metadata.name || '';
  if (named !== node) return `node "${node}" is not allowed to modify node "${named}"`;
  if (operation !== 'UPDATE') return undefined;
  // A change of the status comes without the spec, which it cannot change.
  if (subresource === '' && !equal((object as Node).spec?.taints ?? [], (old as Node).spec?.taints ?? [])) {
    return `node "${node}" is not allowed to modify taints`;
  }
  const [labels, before] = [object?.metadata.labels ?? {}, old?.metadata.labels ?? {}];
  const changed = Object.keys({ ...before, ...labels }).filter((label) => labels[label] !== before[label]);
  const forbidden = changed.filter(isForbidden).sort();
  return forbidden.length === 0 ? undefined : `is not allowed to modify labels: ${forbidden.join(', ')}`;
}

function isForbidden(label: string): boolean {
  const place = label.includes('/') ? (label.split('/')[0] ?? '') : '';
  const lies = (domain: string) => place === domain || place.endsWith(`.${domain}`);
  if (lies('node-restriction.kubernetes.io')) return true;
  if (!lies('kubernetes.io') && !lies('k8s.io')) return false;
  return !OWN_LABELS.has(label) && !lies('kubelet.kubernetes.io') && !lies('node.kubernetes.io');
}

function leaseObjection({ name, namespace, object }: AdmissionRequest, node: string): string | undefined {
  if (namespace !== LEASES) return `can only access leases in the "${LEASES}" system namespace`;
  const named = name || object?.metadata.name;
  return named === node ? undefined : 'can only access node lease with the same name as the requesting node';
}
