import { equal } from '../../base/equality';
import { ageColumn, nameColumn } from '../ageColumn';
import { goText, invalid, notNegative, required } from '../fieldError';
import { defineKind } from '../kind';
import { type ClusterObject, controllerOf } from '../object';

export interface ControllerRevision extends ClusterObject {
  /** What brings its owner back to this revision: a strategic merge patch. */
  data?: unknown;
  revision: number;
}

/** One state of a DaemonSet or StatefulSet; its data never changes. */
export const controllerRevisionKind = defineKind<ControllerRevision>({
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  plural: 'controllerrevisions',
  namespaced: true,
  schema: 'io.k8s.api.apps.v1.ControllerRevision',
  validate: (revision) => [
    ...(revision.data === undefined ? [required('data', 'data is mandatory')] : []),
    ...notNegative('revision', revision.revision),
  ],
  validateUpdate: (revision, old) =>
    equal(revision.data, old.data) ? [] : [invalid('data', shownData(revision.data), 'field is immutable')],
  columns: [
    nameColumn,
    {
      name: 'Controller',
      type: 'string',
      description: 'The object whose state this is',
      value: (revision) => {
        const owner = controllerOf(revision);
        if (owner === undefined) return '<none>';
        const slash = owner.apiVersion.indexOf('/');
        const group = slash < 0 ? '' : `.${owner.apiVersion.slice(0, slash)}`;
        return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
      },
    },
    {
      name: 'Revision',
      type: 'integer',
      description: 'Which state it is, counted',
      value: (revision) => revision.revision,
    },
    ageColumn,
  ],
});

/** As the server shows what it did not read: the bytes of the JSON text. */
function shownData(data: unknown) {
  return goText(JSON.stringify(data ?? null));
}
