/** `pods/ephemeralcontainers`: adds containers to a running pod, and changes nothing else of it. */
import { fail, ok, type Result } from '../../../base/result';
import { type FieldError, forbidden } from '../../../kinds/fieldError';
import { validateMetadata } from '../../../kinds/metadata/validateMetadata';
import type { ClusterObject } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { validateEphemeralUpdate } from '../../../kinds/pods/validateEphemeralContainers';
import type { Status } from '../../../kinds/status';
import type { Call } from '../call';
import type { ObjectStore, UpdateOptions } from '../objectStore';
import { patchedObject, patchOf } from '../patching';
import * as statusError from '../statusError';
import { updateFromBody } from '../updates';

const update: UpdateOptions = { subresource: 'ephemeralcontainers', prepare: keepAllOthers, validate };

export function ephemeralContainers(call: Call, store: ObjectStore): Result<unknown, Status> {
  switch (call.resource.verb) {
    case 'get':
      return store.get(call);
    case 'update':
      return updateFromBody(call, store, update);
    case 'patch': {
      const patch = patchOf(call);
      if (!patch.ok) return patch;
      const answer = store.update(call, (existing) => patchedObject(call, patch.value, existing), update);
      return answer.ok ? ok(answer.value) : answer;
    }
    default:
      return fail(statusError.methodNotAllowed());
  }
}

function keepAllOthers(draft: ClusterObject, old: ClusterObject): void {
  const { ephemeralContainers: added } = (draft as Pod).spec;
  const { spec, metadata, status } = old as Pod;
  const { ephemeralContainers: _, ...rest } = spec;
  Object.assign(draft, {
    metadata: { ...metadata },
    spec: added === undefined ? rest : { ...rest, ephemeralContainers: added },
  });
  if (status !== undefined) Object.assign(draft, { status });
}

function validate(draft: ClusterObject, old: ClusterObject): FieldError[] {
  const errors = [...validateMetadata(podKind, draft), ...podKind.validate(draft as Pod)];
  if (old.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) {
    return [...errors, forbidden('', 'static pods do not support ephemeral containers')];
  }
  return [...errors, ...validateEphemeralUpdate((draft as Pod).spec, (old as Pod).spec)];
}
