import { equal } from '../../../base/equality';
import type { Pod } from '../../../kinds/pod';
import { type RuntimeClass, runtimeClassKind } from '../../../kinds/scheduling/runtimeClass';
import type { Status } from '../../../kinds/status';
import * as statusError from '../statusError';
import type { AdmissionContext, AdmissionPlugin, AdmissionRequest } from './admission';
import { nameInMessages } from './namespaceLifecycle';

/** A pod takes over what its runtime class says of overhead and of the nodes that have the runtime. */
export const runtimeClassAdmission: AdmissionPlugin = { name: 'RuntimeClass', admit };

function admit(request: AdmissionRequest, context: AdmissionContext): Status | undefined {
  const { kind, operation, subresource, object } = request;
  if (kind.kind !== 'Pod' || operation !== 'CREATE' || subresource !== '') return undefined;
  const { spec } = object as Pod;
  const refuse = (why: string) => statusError.forbidden(kind, nameInMessages(request), why);
  const name = spec.runtimeClassName ?? '';
  const given = Object.keys(spec.overhead ?? {}).length > 0;
  if (name === '') {
    return given
      ? refuse('pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead')
      : undefined;
  }
  const found = context.find(runtimeClassKind, '', name) as RuntimeClass | undefined;
  if (found === undefined) return refuse(`pod rejected: RuntimeClass ${JSON.stringify(name)} not found`);
  const overhead = found.overhead?.podFixed;
  if (given && !equal(spec.overhead, overhead)) {
    return refuse("pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
  }
  if (overhead !== undefined) spec.overhead = { ...overhead };
  const { nodeSelector = {}, tolerations = [] } = found.scheduling ?? {};
  for (const [key, value] of Object.entries(nodeSelector)) {
    const own = spec.nodeSelector?.[key];
    if (own !== undefined && own !== value) {
      return refuse(
        `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${own}`,
      );
    }
    spec.nodeSelector = { ...spec.nodeSelector, [key]: value };
  }
  const missing = tolerations.filter((one) => !(spec.tolerations ?? []).some((own) => equal(own, one)));
  if (missing.length > 0) spec.tolerations = [...(spec.tolerations ?? []), ...missing];
  return undefined;
}
