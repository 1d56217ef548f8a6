/**
 * autoscaling/v1 HorizontalPodAutoscaler: the older view of the same objects. It knows CPU only; whatever else there is
 * stands in annotations, as JSON.
 */
import type { HorizontalPodAutoscalerSpec, HorizontalPodAutoscalerStatus } from 'kubernetes-types/autoscaling/v1';
import type { MetricSpec, MetricStatus } from 'kubernetes-types/autoscaling/v2';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { keepStatus } from '../workloads/generation';
import { type HorizontalPodAutoscaler, horizontalPodAutoscalerKind } from './horizontalPodAutoscaler';
import { goNames, jsonNames, newMetric, newStatus, oldMetric, oldStatus } from './oldMetrics';

export interface HorizontalPodAutoscalerV1 extends ClusterObject {
  spec: HorizontalPodAutoscalerSpec;
  status?: HorizontalPodAutoscalerStatus;
}

const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
const CURRENT_METRICS = 'autoscaling.alpha.kubernetes.io/current-metrics';
const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions';
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior';

const { group, kind, plural, singular, namespaced, shortNames, categories, hasStatus, columns } =
  horizontalPodAutoscalerKind;

export const horizontalPodAutoscalerV1Kind = defineKind<HorizontalPodAutoscalerV1>({
  group,
  version: 'v1',
  kind,
  plural,
  singular,
  namespaced,
  schema: 'io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler',
  shortNames,
  categories,
  hasStatus,
  // Tables are made of the objects as they are kept.
  columns: columns as never,
  setDefaults(autoscaler) {
    autoscaler.spec ??= {} as HorizontalPodAutoscalerSpec;
    autoscaler.spec.minReplicas ??= 1;
  },
  prepareForUpdate: keepStatus,
  keptAs: {
    kind: horizontalPodAutoscalerKind,
    toKept: (object) => toV2(object as HorizontalPodAutoscalerV1),
    fromKept: (object) => toV1(object as HorizontalPodAutoscaler),
  },
});

function isCpu(metric: MetricSpec): boolean {
  const { type, resource } = metric;
  return type === 'Resource' && resource?.name === 'cpu' && resource.target.averageUtilization !== undefined;
}

function toV2({ metadata, spec, status }: HorizontalPodAutoscalerV1): HorizontalPodAutoscaler {
  const {
    [METRICS]: others,
    [CURRENT_METRICS]: current,
    [CONDITIONS]: conditions,
    [BEHAVIOR]: behavior,
    ...annotations
  } = metadata.annotations ?? {};
  const { targetCPUUtilizationPercentage, ...rest } = spec;
  const cpu: MetricSpec[] =
    targetCPUUtilizationPercentage === undefined
      ? []
      : [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: targetCPUUtilizationPercentage },
            },
          },
        ];
  const metrics = [...cpu, ...read<unknown[]>(others, []).map(newMetric)];
  const { currentCPUUtilizationPercentage: _, ...counts } = status ?? { currentReplicas: 0, desiredReplicas: 0 };
  return {
    apiVersion: 'autoscaling/v2',
    kind,
    metadata: withAnnotations(metadata, annotations),
    spec: {
      ...rest,
      ...(metrics.length === 0 ? {} : { metrics }),
      ...(behavior === undefined ? {} : { behavior: jsonNames(read(behavior, {})) as never }),
    },
    status: {
      ...counts,
      currentMetrics: current === undefined ? (null as never) : read<unknown[]>(current, []).map(newStatus),
      ...(conditions === undefined ? {} : { conditions: read(conditions, []) }),
    },
  };
}

function toV1({ metadata, spec, status }: HorizontalPodAutoscaler): HorizontalPodAutoscalerV1 {
  const { metrics = [], behavior, ...rest } = spec;
  const cpu = metrics.find(isCpu)?.resource?.target.averageUtilization;
  const others = metrics.filter((metric) => !isCpu(metric));
  const { currentMetrics, conditions = [], currentReplicas = 0, desiredReplicas = 0, ...times } = status ?? {};
  const current: readonly MetricStatus[] = currentMetrics ?? [];
  const used = current.find(({ resource }) => resource?.name === 'cpu')?.resource?.current.averageUtilization;
  const annotations = {
    ...metadata.annotations,
    ...(behavior === undefined ? {} : { [BEHAVIOR]: JSON.stringify(goNames(behavior)) }),
    ...(conditions.length === 0 ? {} : { [CONDITIONS]: JSON.stringify(conditions) }),
    ...(current.length === 0 ? {} : { [CURRENT_METRICS]: JSON.stringify(current.map(oldStatus)) }),
    ...(others.length === 0 ? {} : { [METRICS]: JSON.stringify(others.map(oldMetric)) }),
  };
  return {
    apiVersion: 'autoscaling/v1',
    kind,
    metadata: withAnnotations(metadata, annotations),
    spec: { ...rest, ...(cpu === undefined ? {} : { targetCPUUtilizationPercentage: cpu }) },
    status: {
      ...times,
      currentReplicas,
      desiredReplicas,
      ...(used === undefined ? {} : { currentCPUUtilizationPercentage: used }),
    },
  };
}

function withAnnotations(
  { annotations: _, ...metadata }: ClusterObject['metadata'],
  annotations: Readonly<Record<string, string>>,
): ClusterObject['metadata'] {
  return Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations };
}

/** What an annotation says; `otherwise` when it is not there or no JSON, which the real server leaves out as well. */
function read<T>(text: string | undefined, otherwise: T): T {
  if (text === undefined) return otherwise;
  try {
    return JSON.parse(text) as T;
  } catch {
    return otherwise;
  }
}
