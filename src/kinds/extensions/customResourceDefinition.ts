import { equal } from '../../base/equality';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { keepStatus, raiseGeneration, startGeneration } from '../workloads/generation';
import type { JsonSchema } from './jsonSchema';
import { validateDefinition, validateDefinitionUpdate } from './validateDefinition';

export interface CustomNames {
  plural: string;
  singular?: string;
  kind: string;
  listKind?: string;
  shortNames?: string[];
  categories?: string[];
}

export interface CustomColumn {
  name: string;
  type: string;
  format?: string;
  description?: string;
  priority?: number;
  jsonPath: string;
}

export interface CustomVersion {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: boolean;
  deprecationWarning?: string;
  schema?: { openAPIV3Schema?: JsonSchema };
  subresources?: {
    status?: object;
    scale?: { specReplicasPath?: string; statusReplicasPath?: string; labelSelectorPath?: string };
  };
  additionalPrinterColumns?: CustomColumn[];
  selectableFields?: { jsonPath: string }[];
}

export interface DefinitionCondition {
  type: string;
  status: string;
  lastTransitionTime?: string;
  reason?: string;
  message?: string;
}

export interface CustomResourceDefinition extends ClusterObject {
  spec: {
    group: string;
    names: CustomNames;
    scope: string;
    versions: CustomVersion[];
    conversion?: { strategy: string; webhook?: object };
    preserveUnknownFields?: boolean;
  };
  status?: {
    conditions?: DefinitionCondition[];
    acceptedNames?: CustomNames;
    storedVersions?: string[];
  };
}

export const customResourceDefinitionKind = defineKind<CustomResourceDefinition>({
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
  schema: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  hasStatus: true,
  setDefaults(draft) {
    draft.spec ??= {} as CustomResourceDefinition['spec'];
    const { spec } = draft;
    spec.names ??= {} as CustomNames;
    spec.versions ??= [];
    spec.names.singular ||= (spec.names.kind ?? '').toLowerCase();
    if (spec.names.kind) spec.names.listKind ||= `${spec.names.kind}List`;
    spec.conversion ??= { strategy: 'None' };
  },
  prepareForCreate(draft) {
    const stored = draft.spec.versions.filter((version) => version.storage).map((version) => version.name);
    draft.status = { acceptedNames: { kind: '', plural: '' }, storedVersions: stored };
    startGeneration(draft);
  },
  prepareForUpdate(draft, old) {
    keepStatus(draft, old);
    const storage = draft.spec.versions.find((version) => version.storage)?.name;
    const stored = draft.status?.storedVersions ?? [];
    if (storage !== undefined && !stored.includes(storage)) {
      draft.status = { ...draft.status, storedVersions: [...stored, storage] };
    }
    raiseGeneration(draft, old, !equal(draft.spec, old.spec));
  },
  validate: validateDefinition,
  validateUpdate: validateDefinitionUpdate,
  columns: [
    {
      name: 'Name',
      type: 'string',
      format: 'name',
      description: 'The name of the definition: plural and group of what it defines',
      value: (definition) => definition.metadata.name,
    },
    {
      name: 'Created At',
      type: 'date',
      description: 'When it was made',
      value: (definition) => definition.metadata.creationTimestamp ?? '<unknown>',
    },
  ],
});

/** A condition's status; undefined when it was never set. */
export function conditionOf(definition: CustomResourceDefinition, type: string): DefinitionCondition | undefined {
  return definition.status?.conditions?.find((condition) => condition.type === type);
}
