/** Resources that are not kept anywhere: their objects are what is observed when somebody asks. */
import { fail, ok, type Result } from '../../base/result';
import { apiVersionOf } from '../../kinds/kind';
import type { ClusterObject, ObjectList } from '../../kinds/object';
import type { Status } from '../../kinds/status';
import type { Call } from './call';
import { selectionOf } from './listing';
import type { Observed } from './resources/resource';
import * as statusError from './statusError';

export function readObserved(
  call: Call,
  observed: Observed,
): Result<ClusterObject | ObjectList<ClusterObject>, Status> {
  const { kind, namespace, name, verb } = call.resource;
  if (verb !== 'get' && verb !== 'list') {
    const why = observed.refusal;
    return fail(why === undefined ? statusError.methodNotAllowed() : statusError.forbidden(kind, name, why));
  }
  const objects = observed.list(namespace);
  if (verb === 'get') {
    const found = objects.find(({ metadata }) => metadata.name === name);
    return found === undefined ? fail(observed.notFound(namespace, name)) : ok(found);
  }
  const selection = selectionOf(call);
  if (!selection.ok) return selection;
  const items = objects.filter(selection.value.matches);
  return ok({ kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata: {}, items });
}
