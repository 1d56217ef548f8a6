import type { PriorityLevelConfigurationSpec, PriorityLevelConfigurationStatus } from 'kubernetes-types/flowcontrol/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { keepStatus, raiseGeneration, startGeneration } from '../workloads/generation';
import { validatePriorityLevel } from './validatePriorityLevel';

/** How many requests of a level are served at a time. Kept, and without effect: here requests take no time. */
export interface PriorityLevelConfiguration extends ClusterObject {
  spec: PriorityLevelConfigurationSpec;
  status?: PriorityLevelConfigurationStatus;
}

const NONE = '<none>';
const queuing = ({ spec }: PriorityLevelConfiguration) => spec.limited?.limitResponse?.queuing;

export const priorityLevelConfigurationKind = defineKind<PriorityLevelConfiguration>({
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'PriorityLevelConfiguration',
  plural: 'prioritylevelconfigurations',
  namespaced: false,
  schema: 'io.k8s.api.flowcontrol.v1.PriorityLevelConfiguration',
  hasStatus: true,
  setDefaults({ spec }) {
    if (spec?.exempt !== undefined) {
      spec.exempt.nominalConcurrencyShares ??= 0;
      spec.exempt.lendablePercent ??= 0;
    }
    if (spec?.limited === undefined) return;
    spec.limited.nominalConcurrencyShares ??= 30;
    spec.limited.lendablePercent ??= 0;
    const queues = spec.limited.limitResponse?.queuing;
    if (queues === undefined) return;
    queues.handSize ||= 8;
    queues.queues ||= 64;
    queues.queueLengthLimit ||= 50;
  },
  prepareForCreate(level) {
    level.status = {};
    startGeneration(level);
  },
  prepareForUpdate(level, old) {
    keepStatus(level, old);
    raiseGeneration(level, old);
  },
  validate: validatePriorityLevel,
  columns: [
    nameColumn,
    { name: 'Type', type: 'string', description: 'Limited or Exempt', value: ({ spec }) => spec.type },
    {
      name: 'NominalConcurrencyShares',
      type: 'string',
      description: 'Its share of the requests that are served at a time',
      value: ({ spec }) => spec.limited?.nominalConcurrencyShares ?? NONE,
    },
    {
      name: 'Queues',
      type: 'string',
      description: 'How many queues',
      value: (level) => queuing(level)?.queues ?? NONE,
    },
    {
      name: 'HandSize',
      type: 'string',
      description: 'How many queues a flow may use',
      value: (level) => queuing(level)?.handSize ?? NONE,
    },
    {
      name: 'QueueLengthLimit',
      type: 'string',
      description: 'How many requests a queue holds',
      value: (level) => queuing(level)?.queueLengthLimit ?? NONE,
    },
    ageColumn,
  ],
});
