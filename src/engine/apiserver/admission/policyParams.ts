/** The objects that a binding hands its policy as `params`. */
import { fail, ok, type Result } from '../../../base/result';
import type { AdmissionObject } from '../../../kinds/extensions/admissionObject';
import type { Kind } from '../../../kinds/kind';
import type { ClusterObject } from '../../../kinds/object';
import { matchesLabelSelector } from '../../../kinds/selector';
import type { AdmissionContext, AdmissionRequest } from './admission';

/** One evaluation for each; `null` where a policy goes without. The error tells what is wrong with the binding. */
export function collectParams(
  binding: AdmissionObject,
  kind: Kind | undefined,
  request: AdmissionRequest,
  context: AdmissionContext,
): Result<readonly (ClusterObject | null)[], string> {
  const { paramRef } = binding.spec ?? {};
  if (kind === undefined || paramRef === undefined) return ok([null]);
  const { name = '', selector, parameterNotFoundAction } = paramRef;
  if (!kind.namespaced && (paramRef.namespace ?? '') !== '') {
    return fail('paramRef.namespace must not be provided for a cluster-scoped `paramKind`');
  }
  const namespace = kind.namespaced ? paramRef.namespace || request.namespace : '';
  if (kind.namespaced && namespace === '') {
    return fail('cannot use namespaced paramRef in policy binding that matches cluster-scoped resources');
  }
  if (name !== '' && selector !== undefined) return fail('paramRef.name and paramRef.selector are mutually exclusive');
  const found =
    name === ''
      ? [...context.list(kind, namespace)].filter(({ metadata }) => matchesLabelSelector(selector, metadata.labels))
      : [context.find(kind, namespace, name)].filter((one) => one !== undefined);
  if (found.length === 0 && parameterNotFoundAction === 'Deny') {
    return fail('no params found for policy binding with `Deny` parameterNotFoundAction');
  }
  return ok(found);
}
