import type { Namespace } from '../../../kinds/namespace';
import { namespaceKind } from '../../../kinds/namespace';
import type { ClusterObject } from '../../../kinds/object';
import type { Status } from '../../../kinds/status';
import * as statusError from '../statusError';
import type { AdmissionContext, AdmissionPlugin, AdmissionRequest } from './admission';

/** Namespaces that a cluster cannot do without. */
const IMMORTAL: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

/** Nothing is made in a namespace that isn't there or is on its way out; some namespaces never go. */
export const namespaceLifecycle: AdmissionPlugin = { name: 'NamespaceLifecycle', admit };

function admit(request: AdmissionRequest, context: AdmissionContext): Status | undefined {
  const { kind, operation, name, namespace } = request;
  if (operation === 'DELETE') {
    const immortal = kind.plural === namespaceKind.plural && kind.group === '' && IMMORTAL.has(name);
    return immortal ? statusError.forbidden(kind, name, 'this namespace may not be deleted') : undefined;
  }
  if (!kind.namespaced) return undefined;
  const found = context.find(namespaceKind, '', namespace) as Namespace | undefined;
  if (found === undefined) return statusError.notFound(namespaceKind, namespace);
  if (operation !== 'CREATE' || found.status?.phase !== 'Terminating') return undefined;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  return statusError.withCause(statusError.forbidden(kind, nameInMessages(request), why), {
    reason: 'NamespaceTerminating',
    message: `namespace ${namespace} is being terminated`,
    field: 'metadata.namespace',
  });
}

/** Before its name is generated an object goes by its generateName. */
export function nameInMessages(request: AdmissionRequest): string {
  const metadata = (request.object as ClusterObject | undefined)?.metadata;
  return request.name || metadata?.name || metadata?.generateName || 'Unknown';
}
