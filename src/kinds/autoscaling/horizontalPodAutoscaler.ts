import type {
  HorizontalPodAutoscalerSpec,
  HorizontalPodAutoscalerStatus,
  HPAScalingPolicy,
  HPAScalingRules,
} from 'kubernetes-types/autoscaling/v2';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { keepStatus } from '../workloads/generation';
import { metricsText } from './metricsText';
import { validateAutoscaler } from './validateAutoscaler';

/** autoscaling/v2 HorizontalPodAutoscaler. */
export interface HorizontalPodAutoscaler extends ClusterObject {
  spec: HorizontalPodAutoscalerSpec;
  status?: HorizontalPodAutoscalerStatus;
}

const PERIOD = 15;
const DEFAULT_UTILIZATION = 80;

export const horizontalPodAutoscalerKind = defineKind<HorizontalPodAutoscaler>({
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  namespaced: true,
  schema: 'io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  hasStatus: true,
  setDefaults(autoscaler) {
    autoscaler.spec ??= {} as HorizontalPodAutoscalerSpec;
    const { spec } = autoscaler;
    spec.minReplicas ??= 1;
    if ((spec.metrics ?? []).length === 0) {
      const target = { type: 'Utilization', averageUtilization: DEFAULT_UTILIZATION };
      spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
    }
    if (spec.behavior === undefined) return;
    spec.behavior.scaleUp = withDefaults(spec.behavior.scaleUp, scaleUpDefaults);
    spec.behavior.scaleDown = withDefaults(spec.behavior.scaleDown, scaleDownDefaults);
  },
  prepareForCreate(autoscaler) {
    autoscaler.status = { currentMetrics: null, desiredReplicas: 0 } as unknown as HorizontalPodAutoscalerStatus;
  },
  prepareForUpdate: keepStatus,
  validate: validateAutoscaler,
  columns: [
    nameColumn,
    {
      name: 'Reference',
      type: 'string',
      description: 'What is scaled',
      value: ({ spec }) => `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
    },
    {
      name: 'Targets',
      type: 'string',
      description: 'What was measured, and what it should be',
      value: ({ spec, status }) => metricsText(spec.metrics ?? [], status?.currentMetrics ?? []),
    },
    {
      name: 'MinPods',
      type: 'string',
      description: 'The fewest pods there may be',
      value: ({ spec }) => (spec.minReplicas === undefined ? '<unset>' : String(spec.minReplicas)),
    },
    {
      name: 'MaxPods',
      type: 'string',
      description: 'The most pods there may be',
      value: ({ spec }) => spec.maxReplicas,
    },
    {
      name: 'Replicas',
      type: 'string',
      description: 'How many pods there are',
      value: ({ status }) => status?.currentReplicas ?? 0,
    },
    ageColumn,
  ],
});

const percent: HPAScalingPolicy = { type: 'Percent', value: 100, periodSeconds: PERIOD };

/** How fast an autoscaler goes up when nobody says: the larger of four pods and twice as many, every 15 seconds. */
const scaleUpDefaults: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [{ type: 'Pods', value: 4, periodSeconds: PERIOD }, percent],
};

/** And down: as far as it needs to, once that has been so for the stabilization window (five minutes). */
const scaleDownDefaults: HPAScalingRules = { selectPolicy: 'Max', policies: [percent] };

function withDefaults(rules: HPAScalingRules | undefined, defaults: HPAScalingRules): HPAScalingRules {
  const policies = rules?.policies ?? defaults.policies ?? [];
  return { ...defaults, ...rules, policies: policies.map((policy) => ({ ...policy })) };
}
