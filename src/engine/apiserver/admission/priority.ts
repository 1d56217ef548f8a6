import type { Pod } from '../../../kinds/pod';
import type { Status } from '../../../kinds/status';
import * as statusError from '../statusError';
import type { AdmissionPlugin, AdmissionRequest } from './admission';
import { nameInMessages } from './namespaceLifecycle';

/** The classes that every cluster has. Simplified: others cannot be made yet. */
const CLASSES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** Turns a pod's priority class into a number, which the scheduler goes by. */
export const priority: AdmissionPlugin = { name: 'Priority', admit };

function admit(request: AdmissionRequest): Status | undefined {
  const { kind, operation, subresource } = request;
  if (kind.kind !== 'Pod' || operation === 'DELETE' || subresource !== '') return undefined;
  const { spec } = request.object as Pod;
  if (operation === 'UPDATE') {
    keep(spec, (request.old as Pod).spec);
    return undefined;
  }
  const refuse = (why: string) => statusError.forbidden(kind, nameInMessages(request), why);
  const name = spec.priorityClassName ?? '';
  const value = name === '' ? 0 : CLASSES[name];
  if (value === undefined) return refuse(`no PriorityClass with name ${name} was found`);
  if (spec.priority !== undefined && spec.priority !== value) {
    return refuse(
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; ` +
        `priority admission controller computed ${value} from the given PriorityClass name`,
    );
  }
  spec.priority = value;
  spec.preemptionPolicy ??= 'PreemptLowerPriority';
  return undefined;
}

/** What was computed once stays, for authors who leave it out of an update. */
function keep(spec: Pod['spec'], old: Pod['spec']): void {
  if (old.priority !== undefined) spec.priority ??= old.priority;
  if (old.preemptionPolicy !== undefined) spec.preemptionPolicy ??= old.preemptionPolicy;
}
