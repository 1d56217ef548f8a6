import type { RuntimeClass as Fields } from 'kubernetes-types/node/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { type FieldError, invalid, invalidEach } from '../fieldError';
import { defineKind } from '../kind';
import { amountErrors } from '../limits/resourceNames';
import { validateLabels } from '../metadata/validateMetadata';
import { labelErrors } from '../names';
import type { ClusterObject } from '../object';
import { containerResourceErrors } from '../pods/validateResources';
import { validateTolerations } from '../pods/validateScheduling';
import { canonicalAmounts } from '../quantity';

export interface RuntimeClass extends ClusterObject, Pick<Fields, 'handler' | 'overhead' | 'scheduling'> {}

export const runtimeClassKind = defineKind<RuntimeClass>({
  group: 'node.k8s.io',
  version: 'v1',
  kind: 'RuntimeClass',
  plural: 'runtimeclasses',
  namespaced: false,
  schema: 'io.k8s.api.node.v1.RuntimeClass',
  setDefaults(runtimeClass) {
    canonicalAmounts(runtimeClass.overhead?.podFixed);
  },
  validate: ({ handler = '', overhead, scheduling }) => [
    ...invalidEach('handler', handler, labelErrors(handler)),
    ...overheadErrors(overhead?.podFixed ?? {}),
    ...validateLabels('scheduling.nodeSelector', scheduling?.nodeSelector),
    ...validateTolerations('scheduling.tolerations', scheduling?.tolerations ?? []),
  ],
  validateUpdate: ({ handler }, old) =>
    handler === old.handler ? [] : [invalid('handler', handler, 'field is immutable')],
  columns: [
    nameColumn,
    {
      name: 'Handler',
      type: 'string',
      description: 'What the container runtime knows it as',
      value: ({ handler = '' }) => handler,
    },
    ageColumn,
  ],
});

function overheadErrors(amounts: Readonly<Record<string, string>>): FieldError[] {
  return Object.keys(amounts)
    .sort()
    .flatMap((name) => {
      const field = `overhead.podFixed[${name}]`;
      return [...containerResourceErrors(field, name), ...amountErrors(field, name, amounts[name] ?? '0')];
    });
}
