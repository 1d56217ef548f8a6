import type { PodDisruptionBudgetSpec, PodDisruptionBudgetStatus } from 'kubernetes-types/policy/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { keepStatus, raiseGeneration, startGeneration } from '../workloads/generation';
import { validateBudgetSpec } from './validatePodDisruptionBudget';

export interface PodDisruptionBudget extends ClusterObject {
  spec: PodDisruptionBudgetSpec;
  status?: PodDisruptionBudgetStatus;
}

export const podDisruptionBudgetKind = defineKind<PodDisruptionBudget>({
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  namespaced: true,
  schema: 'io.k8s.api.policy.v1.PodDisruptionBudget',
  shortNames: ['pdb'],
  hasStatus: true,
  setDefaults(budget) {
    budget.spec ??= {};
  },
  prepareForCreate(budget) {
    budget.status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
    startGeneration(budget);
  },
  prepareForUpdate(budget, old) {
    keepStatus(budget, old);
    raiseGeneration(budget, old);
  },
  validate: (budget) => validateBudgetSpec('spec', budget.spec),
  columns: [
    nameColumn,
    {
      name: 'Min Available',
      type: 'string',
      description: 'How many pods must stay',
      value: ({ spec }) => String(spec.minAvailable ?? 'N/A'),
    },
    {
      name: 'Max Unavailable',
      type: 'string',
      description: 'How many pods may be missing',
      value: ({ spec }) => String(spec.maxUnavailable ?? 'N/A'),
    },
    {
      name: 'Allowed Disruptions',
      type: 'integer',
      description: 'How many pods may be evicted now',
      value: ({ status }) => status?.disruptionsAllowed ?? 0,
    },
    ageColumn,
  ],
});
