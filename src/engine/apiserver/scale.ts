/** `scale`: the number of replicas of whatever has one, as an autoscaling/v1 Scale. */
import { clone } from '../../base/clone';
import { fail, ok, type Result } from '../../base/result';
import { ageColumn, nameColumn } from '../../kinds/ageColumn';
import { invalid } from '../../kinds/fieldError';
import type { Kind, PrinterColumn, ScalePaths } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';
import type { Status } from '../../kinds/status';
import { readBody } from './body';
import type { Call } from './call';
import type { ObjectStore } from './objectStore';
import * as statusError from './statusError';

export interface Scale extends ClusterObject {
  spec: { replicas?: number };
  status: { replicas: number; selector?: string };
}

/** What `kubectl get --subresource=scale` prints. */
export const scaleColumns: readonly PrinterColumn<Scale>[] = [
  { name: 'Name', type: 'string', description: nameColumn.description, value: nameColumn.value },
  {
    name: 'Desired',
    type: 'integer',
    description: 'The number of replicas that are wanted',
    value: ({ spec }) => spec.replicas ?? 0,
  },
  {
    name: 'Available',
    type: 'integer',
    description: 'The number of replicas that there are',
    value: ({ status }) => status.replicas,
  },
  ageColumn,
];

export function isScale(body: unknown): body is Scale {
  const { kind, apiVersion } = (body ?? {}) as { kind?: unknown; apiVersion?: unknown };
  return kind === SCALE.kind && apiVersion === `${SCALE.group}/v1`;
}

const SCALE = { group: 'autoscaling', kind: 'Scale' };

/** GET and PUT of the subresource. */
export function handleScale(call: Call, store: ObjectStore, paths: ScalePaths<ClusterObject>): Result<unknown, Status> {
  if (call.resource.verb === 'get') {
    const { kind, namespace, name } = call.resource;
    const found = store.find(kind, namespace, name);
    return found === undefined ? fail(scaleNotFound(kind, name)) : ok(scaleOf(found, paths));
  }
  const body = readBody(call.request);
  if (!body.ok) return body;
  return writeScale(call, store, paths, () => ok(body.value as Scale));
}

/** Writes what `change` makes of the current scale. */
export function writeScale(
  call: Call,
  store: ObjectStore,
  paths: ScalePaths<ClusterObject>,
  change: (current: Scale) => Result<Scale, Status>,
): Result<unknown, Status> {
  const { kind, name } = call.resource;
  const updated = store.update(
    call,
    (existing) => {
      const scale = change(scaleOf(existing, paths));
      if (!scale.ok) return scale;
      const given = scale.value.metadata?.name ?? name;
      if (given !== name) {
        return fail(
          statusError.badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`),
        );
      }
      const replicas = scale.value.spec?.replicas ?? 0;
      if (replicas < 0 || !Number.isInteger(replicas)) {
        const error = invalid('spec.replicas', replicas, 'must be greater than or equal to 0');
        return fail(statusError.invalid(SCALE, name, [error]));
      }
      return ok(withVersion(paths.withReplicas(clone(existing), replicas), scale.value, existing));
    },
    { subresource: 'scale', prepare: (draft, old) => kindPrepare(kind, draft, old) },
  );
  return updated.ok ? ok(scaleOf(updated.value, paths)) : updated;
}

function kindPrepare(kind: Kind, draft: ClusterObject, old: ClusterObject): void {
  kind.prepareForUpdate(draft, old);
}

/** The scale's resourceVersion and UID, where given, guard against an outdated view. */
function withVersion(draft: ClusterObject, scale: Scale, existing: ClusterObject): ClusterObject {
  const { resourceVersion = existing.metadata.resourceVersion, uid = existing.metadata.uid } = scale.metadata ?? {};
  return {
    ...draft,
    metadata: {
      ...draft.metadata,
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(uid === undefined ? {} : { uid }),
    },
  };
}

function scaleOf(object: ClusterObject, paths: ScalePaths<ClusterObject>): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const selector = paths.selector(object);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    },
    // Go leaves out a zero here.
    spec: paths.replicas(object) === 0 ? {} : { replicas: paths.replicas(object) },
    status: { replicas: paths.statusReplicas(object), ...(selector === '' ? {} : { selector }) },
  };
}

/** Who asks for the scale of what is not there is told so of the scale. */
function scaleNotFound({ group, plural }: Kind, name: string): Status {
  return statusError.notFound({ group: group === '' ? SCALE.group : group, plural: `${plural}/scale` }, name);
}
