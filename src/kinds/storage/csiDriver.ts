import type { CSIDriverSpec } from 'kubernetes-types/storage/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { duplicate, type FieldError, invalid, notSupported } from '../fieldError';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { raiseGeneration, startGeneration } from '../workloads/generation';

export interface CSIDriver extends ClusterObject {
  spec: CSIDriverSpec;
}

const groupPolicies = ['File', 'None', 'ReadWriteOnceWithFSType'];
const lifecycleModes = ['Ephemeral', 'Persistent'];
const flag = (value: boolean | undefined): string => String(value ?? false);

export const csiDriverKind = defineKind<CSIDriver>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIDriver',
  plural: 'csidrivers',
  namespaced: false,
  schema: 'io.k8s.api.storage.v1.CSIDriver',
  setDefaults(driver) {
    driver.spec ??= {};
    driver.spec.attachRequired ??= true;
    driver.spec.podInfoOnMount ??= false;
    driver.spec.storageCapacity ??= false;
    driver.spec.fsGroupPolicy ??= 'ReadWriteOnceWithFSType';
    if (!driver.spec.volumeLifecycleModes?.length) driver.spec.volumeLifecycleModes = ['Persistent'];
    driver.spec.requiresRepublish ??= false;
    driver.spec.seLinuxMount ??= false;
  },
  prepareForCreate: startGeneration,
  prepareForUpdate: (driver, old) => raiseGeneration(driver, old),
  validate: validateDriver,
  validateUpdate: ({ spec }, old) =>
    (['attachRequired', 'volumeLifecycleModes'] as const).flatMap((field) =>
      String(spec[field]) === String(old.spec[field])
        ? []
        : [invalid(`spec.${field}`, spec[field], 'field is immutable')],
    ),
  columns: [
    nameColumn,
    {
      name: 'AttachRequired',
      type: 'boolean',
      description: 'Whether volumes are attached to nodes first',
      value: ({ spec }) => flag(spec.attachRequired ?? true),
    },
    {
      name: 'PodInfoOnMount',
      type: 'boolean',
      description: 'Whether it is told of the pod',
      value: ({ spec }) => flag(spec.podInfoOnMount),
    },
    {
      name: 'StorageCapacity',
      type: 'boolean',
      description: 'Whether it says how much there is',
      value: ({ spec }) => flag(spec.storageCapacity),
    },
    {
      name: 'TokenRequests',
      type: 'string',
      description: 'The audiences of the tokens that it is given',
      value: ({ spec }) => spec.tokenRequests?.map((one) => one.audience).join(',') ?? '<unset>',
    },
    {
      name: 'RequiresRepublish',
      type: 'boolean',
      description: 'Whether it is called again and again',
      value: ({ spec }) => flag(spec.requiresRepublish),
    },
    {
      name: 'Modes',
      type: 'string',
      description: 'The kinds of volumes that it makes',
      value: ({ spec }) => spec.volumeLifecycleModes?.join(',') || '<none>',
    },
    ageColumn,
  ],
});

function validateDriver({ spec }: CSIDriver): FieldError[] {
  const { fsGroupPolicy = '', volumeLifecycleModes = [], tokenRequests = [] } = spec;
  const audiences = new Set<string>();
  return [
    ...(groupPolicies.includes(fsGroupPolicy)
      ? []
      : [notSupported('spec.fsGroupPolicy', fsGroupPolicy, groupPolicies)]),
    ...tokenRequests.flatMap(({ audience }, i) => {
      const again = audiences.has(audience) ? [duplicate(`spec.tokenRequests[${i}].audience`, audience)] : [];
      audiences.add(audience);
      return again;
    }),
    ...volumeLifecycleModes
      .filter((mode) => !lifecycleModes.includes(mode))
      .map((mode) => notSupported('spec.volumeLifecycleModes', mode, lifecycleModes)),
  ];
}
