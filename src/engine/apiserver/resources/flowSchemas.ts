import { formatTime } from '../../../base/time';
import type { FlowSchema } from '../../../kinds/flow/flowSchema';
import { priorityLevelConfigurationKind } from '../../../kinds/flow/priorityLevelConfiguration';
import type { ClusterObject } from '../../../kinds/object';
import type { ObjectStore } from '../objectStore';
import type { Resource } from './resource';

/**
 * Says whether the schema's level is there. Simplified: looked at when the schema is written, not when a level comes or
 * goes.
 */
export const flowSchemaResource: Resource = {
  name: 'flowschemas.flowcontrol.apiserver.k8s.io',
  beginCreate: (draft, store) => observeLevel(draft, store),
  beginUpdate: (draft, _old, store) => observeLevel(draft, store),
};

function observeLevel(draft: ClusterObject, store: ObjectStore): [] {
  const schema = draft as FlowSchema;
  const name = schema.spec?.priorityLevelConfiguration?.name ?? '';
  const found = store.find(priorityLevelConfigurationKind, '', name) !== undefined;
  const status = found ? 'False' : 'True';
  const before = schema.status?.conditions?.find(({ type }) => type === 'Dangling');
  if (before?.status === status) return [];
  const what = `This FlowSchema references the PriorityLevelConfiguration object named ${JSON.stringify(name)}`;
  schema.status = {
    conditions: [
      {
        type: 'Dangling',
        status,
        lastTransitionTime: formatTime(store.now),
        reason: found ? 'Found' : 'NotFound',
        message: found ? `${what} and it exists` : `${what} but there is no such object`,
      },
    ],
  };
  return [];
}
