/** The columns of roles and of bindings. */
import { formatTime, parseTime } from '../../base/time';
import { ageColumn, nameColumn } from '../ageColumn';
import type { PrinterColumn } from '../kind';
import type { ClusterObject } from '../object';
import type { Binding, Subject } from './policyRules';

/** A role's age is not counted: it shows the moment. */
export const roleColumns: readonly PrinterColumn<ClusterObject>[] = [
  nameColumn,
  {
    name: 'Created At',
    type: 'date',
    description: 'When the object was made',
    value: ({ metadata }) => {
      const moment = parseTime(metadata.creationTimestamp ?? undefined);
      return moment === undefined ? '<unknown>' : formatTime(moment);
    },
  },
];

export const bindingColumns: readonly PrinterColumn<Binding>[] = [
  nameColumn,
  {
    name: 'Role',
    type: 'string',
    description: 'The role that is given',
    value: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`,
  },
  ageColumn,
  subjectColumn('Users', 'Users that have it', 'User', ({ name }) => name),
  subjectColumn('Groups', 'Groups that have it', 'Group', ({ name }) => name),
  subjectColumn(
    'ServiceAccounts',
    'Service accounts that have it',
    'ServiceAccount',
    ({ namespace, name }) => `${namespace ?? ''}/${name}`,
  ),
];

function subjectColumn(
  name: string,
  description: string,
  kind: string,
  text: (subject: Subject) => string,
): PrinterColumn<Binding> {
  return {
    name,
    type: 'string',
    description,
    priority: 1,
    value: ({ subjects }) =>
      (subjects ?? [])
        .filter((subject) => subject.kind === kind)
        .map(text)
        .join(', '),
  };
}
