/** Pods: termination with grace, binding to a node, eviction, and what is streamed from their containers. */
import type { PodCondition } from 'kubernetes-types/core/v1';
import { fail, ok, type Result } from '../../../base/result';
import { formatTime } from '../../../base/time';
import { type FieldError, notSupported, required } from '../../../kinds/fieldError';
import type { ClusterObject } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import type { Status } from '../../../kinds/status';
import type { FindNodeDoor } from '../../client/nodeDoor';
import { readBody } from '../body';
import type { Call } from '../call';
import type { ObjectStore } from '../objectStore';
import * as statusError from '../statusError';
import { ephemeralContainers } from './ephemeralContainers';
import { evict } from './eviction';
import { podStreams } from './podStreams';
import { podProxy } from './proxies';
import type { Resource } from './resource';

export function podResource(findNode: FindNodeDoor): Resource {
  return {
    name: 'pods',
    returnsDeleted: true,
    gracePeriod,
    subresources: {
      binding: { handle: bind },
      ephemeralcontainers: { handle: ephemeralContainers },
      eviction: { handle: evict },
      ...podStreams(findNode),
      proxy: podProxy,
    },
  };
}

/** The older way to bind: the pod's name is in the body. */
export const bindingResource: Resource = {
  name: 'bindings',
  create(call, store) {
    const body = readBody(call.request);
    if (!body.ok) return body;
    const { name = '' } = ((body.value ?? {}) as Binding).metadata ?? {};
    const { namespace } = call.resource;
    return bind(call.about({ verb: 'create', kind: podKind, namespace, name, subresource: 'binding' }), store);
  },
};

/** What is asked for, else what the pod declares. */
function gracePeriod(object: ClusterObject, asked: number | undefined): number {
  const { spec, status } = object as Pod;
  // Nobody would end the containers of a pod that has no node, or that has ended.
  if ((spec.nodeName ?? '') === '' || status?.phase === 'Failed' || status?.phase === 'Succeeded') return 0;
  const seconds = asked ?? spec.terminationGracePeriodSeconds ?? 0;
  return seconds < 0 ? 1 : seconds;
}

interface Binding {
  readonly metadata?: { readonly name?: string; readonly uid?: string; readonly annotations?: Record<string, string> };
  readonly target?: { readonly kind?: string; readonly name?: string };
}

/** Assigns the pod to the node that the scheduler chose. */
function bind(call: Call, store: ObjectStore): Result<unknown, Status> {
  const body = readBody(call.request);
  if (!body.ok) return body;
  const binding = (body.value ?? {}) as Binding;
  const errors = bindingErrors(binding);
  const name = binding.metadata?.name ?? '';
  if (errors.length > 0) return fail(statusError.invalid({ group: '', kind: 'Binding' }, name, errors));
  const bound = store.update(call, (existing) => assign(existing as Pod, binding, store.clock.now), {
    subresource: 'binding',
    untracked: true,
    withDefaults: false,
    prepare: () => {},
    validate: () => [],
    code: 201,
  });
  return bound.ok ? ok({ ...statusError.success(undefined), code: 201 }) : bound;
}

function bindingErrors(binding: Binding): FieldError[] {
  const { kind = '', name = '' } = binding.target ?? {};
  const errors: FieldError[] = [];
  if (kind !== '' && kind !== 'Node') errors.push(notSupported('target.kind', kind, ['Node', '<empty>']));
  if (name === '') errors.push(required('target.name'));
  return errors;
}

function assign(existing: Pod, binding: Binding, now: number): Result<ClusterObject, Status> {
  const { name, uid, deletionTimestamp } = existing.metadata;
  const refuse = (why: string) => fail(statusError.conflict({ group: '', plural: 'pods/binding' }, name, why));
  if (binding.metadata?.uid !== undefined && binding.metadata.uid !== uid) {
    return refuse(`Precondition failed: UID in precondition: ${binding.metadata.uid}, UID in object meta: ${uid}`);
  }
  if (deletionTimestamp !== undefined) return refuse(`pod ${name} is being deleted, cannot be assigned to a host`);
  if ((existing.spec.nodeName ?? '') !== '') {
    return refuse(`pod ${name} is already assigned to node ${JSON.stringify(existing.spec.nodeName)}`);
  }
  if ((existing.spec.schedulingGates ?? []).length > 0) {
    return refuse(`pod ${name} has non-empty .spec.schedulingGates`);
  }
  const draft: Pod = {
    ...existing,
    metadata: { ...existing.metadata },
    spec: { ...existing.spec, nodeName: binding.target?.name ?? '' },
  };
  if (binding.metadata?.annotations !== undefined) {
    draft.metadata.annotations = { ...draft.metadata.annotations, ...binding.metadata.annotations };
  }
  const scheduled: PodCondition = {
    type: 'PodScheduled',
    status: 'True',
    // The API has null here, which the types don't know.
    ...({ lastProbeTime: null } as object),
    lastTransitionTime: formatTime(now),
  };
  const others = (draft.status?.conditions ?? []).filter((condition) => condition.type !== 'PodScheduled');
  draft.status = { ...draft.status, conditions: [...others, scheduled] };
  return ok(draft);
}
