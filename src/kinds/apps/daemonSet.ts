import type { DaemonSetSpec, DaemonSetStatus } from 'kubernetes-types/apps/v1';
import { equal } from '../../base/equality';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { setTemplateDefaults } from '../pods/podDefaults';
import { podSpecWarnings } from '../pods/podWarnings';
import { formatLabelSelector, formatLabels } from '../selector';
import { keepStatus, raiseGeneration, startGeneration } from '../workloads/generation';
import { templateColumns } from '../workloads/templateColumns';
import { validateDaemonSetSpec } from '../workloads/validateDaemonSet';
import { validateSameSelector } from '../workloads/validateReplicas';

export interface DaemonSet extends ClusterObject {
  spec: DaemonSetSpec;
  status?: DaemonSetStatus;
}

/** Counts the changes of the template: a field of the first versions, which today's API keeps as an annotation. */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/** How often the template was changed, with the first one. */
export function templateGenerationOf(set: DaemonSet): number {
  const text = set.metadata.annotations?.[TEMPLATE_GENERATION] ?? '';
  return /^-?\d+$/.test(text) ? Number(text) : 0;
}

export const daemonSetKind = defineKind<DaemonSet>({
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  namespaced: true,
  schema: 'io.k8s.api.apps.v1.DaemonSet',
  shortNames: ['ds'],
  categories: ['all'],
  hasStatus: true,
  setDefaults(set) {
    set.spec ??= {} as DaemonSetSpec;
    const { spec } = set;
    spec.updateStrategy ??= {};
    spec.updateStrategy.type ||= 'RollingUpdate';
    if (spec.updateStrategy.type === 'RollingUpdate') {
      spec.updateStrategy.rollingUpdate ??= {};
      spec.updateStrategy.rollingUpdate.maxUnavailable ??= 1;
      spec.updateStrategy.rollingUpdate.maxSurge ??= 0;
    }
    spec.revisionHistoryLimit ??= 10;
    spec.template ??= {};
    setTemplateDefaults(spec.template);
  },
  prepareForCreate(set) {
    set.status = { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
    startGeneration(set);
    setTemplateGeneration(set, 1);
  },
  prepareForUpdate(set, old) {
    keepStatus(set, old);
    raiseGeneration(set, old);
    const changed = !equal(set.spec.template, old.spec.template);
    setTemplateGeneration(set, templateGenerationOf(old) + (changed ? 1 : 0));
  },
  validate: (set) => validateDaemonSetSpec(set.spec),
  validateUpdate: validateSameSelector,
  warnings: (set, old) =>
    old?.metadata.generation === set.metadata.generation
      ? []
      : podSpecWarnings('spec.template.spec', set.spec.template?.spec),
  columns: [
    nameColumn,
    ...counts({
      Desired: ['desiredNumberScheduled', 'On how many nodes a pod is wanted'],
      Current: ['currentNumberScheduled', 'On how many of them there is one'],
      Ready: ['numberReady', 'On how many of them it is ready'],
      'Up-to-date': ['updatedNumberScheduled', 'On how many of them it is of the newest template'],
      Available: ['numberAvailable', 'On how many of them it has been ready for at least minReadySeconds'],
    }),
    {
      name: 'Node Selector',
      type: 'string',
      description: 'The labels of the nodes that get a pod',
      value: (set) => formatLabels(set.spec.template?.spec?.nodeSelector ?? {}),
    },
    ageColumn,
    ...templateColumns<DaemonSet>(
      (set) => set.spec.template,
      (set) => formatLabelSelector(set.spec.selector),
    ),
  ],
});

function counts(of: Readonly<Record<string, readonly [keyof DaemonSetStatus, string]>>) {
  return Object.entries(of).map(([name, [field, description]]) => ({
    name,
    type: 'integer' as const,
    description,
    value: (set: DaemonSet) => Number(set.status?.[field] ?? 0),
  }));
}

function setTemplateGeneration(set: DaemonSet, generation: number): void {
  const annotations = { ...set.metadata.annotations, [TEMPLATE_GENERATION]: String(generation) };
  set.metadata = { ...set.metadata, annotations };
}
