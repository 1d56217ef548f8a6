import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { equal } from '../base/equality';
import { nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';
import { setTemplateDefaults } from './pods/podDefaults';
import { podSpecWarnings } from './pods/podWarnings';
import { formatLabels } from './selector';
import { raiseGeneration, startGeneration } from './workloads/generation';
import { templateColumns } from './workloads/templateColumns';
import { validatePodTemplate } from './workloads/validateTemplate';

/** A template that is only kept: no controller makes pods of it. */
export interface PodTemplate extends ClusterObject {
  template: PodTemplateSpec;
}

export const podTemplateKind = defineKind<PodTemplate>({
  group: '',
  version: 'v1',
  kind: 'PodTemplate',
  plural: 'podtemplates',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.PodTemplate',
  setDefaults(object) {
    object.template ??= {};
    setTemplateDefaults(object.template);
  },
  prepareForCreate: startGeneration,
  prepareForUpdate: (object, old) => raiseGeneration(object, old, !equal(object.template, old.template)),
  validate: ({ template }) => validatePodTemplate('template', template),
  warnings: ({ template }) => podSpecWarnings('template.spec', template.spec),
  columns: [
    nameColumn,
    ...templateColumns<PodTemplate>(
      ({ template }) => template,
      ({ template }) => formatLabels(template.metadata?.labels),
    ).map((column) => ({
      ...column,
      priority: 0 as const,
      name: column.name === 'Selector' ? 'Pod Labels' : column.name,
    })),
  ],
});
