import type { CSINodeSpec } from 'kubernetes-types/storage/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { duplicate, type FieldError, required } from '../fieldError';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { driverNameErrors } from './validateVolumeSource';

export interface CSINode extends ClusterObject {
  spec: CSINodeSpec;
}

export const csiNodeKind = defineKind<CSINode>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSINode',
  plural: 'csinodes',
  namespaced: false,
  schema: 'io.k8s.api.storage.v1.CSINode',
  setDefaults(node) {
    node.spec ??= { drivers: [] };
    node.spec.drivers ??= null as unknown as CSINodeSpec['drivers'];
  },
  validate: validateNode,
  columns: [
    nameColumn,
    {
      name: 'Drivers',
      type: 'integer',
      description: 'How many drivers run on the node',
      value: (node) => node.spec.drivers?.length ?? 0,
    },
    ageColumn,
  ],
});

function validateNode({ spec }: CSINode): FieldError[] {
  const names = new Set<string>();
  return (spec.drivers ?? []).flatMap(({ name, nodeID }, i) => {
    const place = `spec.drivers[${i}]`;
    const again = names.has(name) ? [duplicate(`${place}.name`, name)] : [];
    names.add(name);
    return [
      ...driverNameErrors(`${place}.name`, name ?? ''),
      ...(nodeID ? [] : [required(`${place}.nodeID`)]),
      ...again,
    ];
  });
}
