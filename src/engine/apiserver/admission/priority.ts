import type { ClusterObject } from '../../../kinds/object';
import type { Pod } from '../../../kinds/pod';
import { type PriorityClass, priorityClassKind } from '../../../kinds/scheduling/priorityClass';
import type { Status } from '../../../kinds/status';
import * as statusError from '../statusError';
import type { AdmissionContext, AdmissionPlugin, AdmissionRequest } from './admission';
import { nameInMessages } from './namespaceLifecycle';

/** Turns a pod's priority class into a number, which the scheduler goes by; sees to it that one class is the default. */
export const priority: AdmissionPlugin = { name: 'Priority', admit, validate };

function admit(request: AdmissionRequest, context: AdmissionContext): Status | undefined {
  const { kind, operation, subresource } = request;
  if (kind.kind !== 'Pod' || operation === 'DELETE' || subresource !== '') return undefined;
  const { spec } = request.object as Pod;
  if (operation === 'UPDATE') {
    keep(spec, (request.old as Pod).spec);
    return undefined;
  }
  const refuse = (why: string) => statusError.forbidden(kind, nameInMessages(request), why);
  const asked = spec.priorityClassName ?? '';
  const found = asked === '' ? defaultClass(context) : classNamed(context, asked);
  if (asked !== '' && found === undefined) return refuse(`no PriorityClass with name ${asked} was found`);
  const { value = 0, preemptionPolicy = 'PreemptLowerPriority' } = found ?? {};
  if (found !== undefined) spec.priorityClassName = found.metadata.name;
  if (spec.priority !== undefined && spec.priority !== value) {
    return refuse(
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; ` +
        `priority admission controller computed ${value} from the given PriorityClass name`,
    );
  }
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== preemptionPolicy) {
    return refuse(
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; ` +
        `priority admission controller computed ${preemptionPolicy} from the given PriorityClass name`,
    );
  }
  spec.priority = value;
  spec.preemptionPolicy = preemptionPolicy;
  return undefined;
}

function validate(request: AdmissionRequest, context: AdmissionContext): Status | undefined {
  const { kind, operation, object } = request;
  if (kind.kind !== 'PriorityClass' || operation === 'DELETE') return undefined;
  if ((object as PriorityClass).globalDefault !== true) return undefined;
  const present = defaultClass(context)?.metadata.name;
  if (present === undefined || (operation === 'UPDATE' && present === request.name)) return undefined;
  const why = `PriorityClass ${present} is already marked as default. Only one default can exist`;
  return statusError.forbidden(kind, nameInMessages(request), why);
}

/** Of several defaults (which can only be made by chance) the one of the lowest value counts. */
function defaultClass(context: AdmissionContext): PriorityClass | undefined {
  const all = [...context.list(priorityClassKind)] as PriorityClass[];
  return all.filter((one) => one.globalDefault === true).sort((a, b) => a.value - b.value)[0];
}

function classNamed(context: AdmissionContext, name: string): PriorityClass | undefined {
  return context.find(priorityClassKind, '', name) as (ClusterObject & PriorityClass) | undefined;
}

/** What was computed once stays, for authors who leave it out of an update. */
function keep(spec: Pod['spec'], old: Pod['spec']): void {
  if (old.priority !== undefined) spec.priority ??= old.priority;
  if (old.preemptionPolicy !== undefined) spec.preemptionPolicy ??= old.preemptionPolicy;
}
