/** HorizontalPodAutoscalers. */
import type {
  HPAScalingRules,
  MetricSpec,
  MetricStatus,
  MetricTarget,
  MetricValueStatus,
} from 'kubernetes-types/autoscaling/v2';
import type { HorizontalPodAutoscaler } from '../../../kinds/autoscaling/horizontalPodAutoscaler';
import { longTime } from './containers';
import type { Describer, DescribeWriter } from './describer';
import { writeMetadata } from './metadata';

const UNKNOWN = '<unknown>';

export const horizontalPodAutoscalerDescriber: Describer<HorizontalPodAutoscaler> = {
  kind: 'autoscaling/HorizontalPodAutoscaler',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, autoscaler) {
    const { spec, status, metadata } = autoscaler;
    writeMetadata(out, autoscaler);
    out.line(0, `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`);
    const { kind, name } = spec.scaleTargetRef;
    out.line(0, `Reference:\t${kind}/${name}`);
    out.line(0, 'Metrics:\t( current / target )');
    for (const [index, metric] of (spec.metrics ?? []).entries()) {
      writeMetric(out, metric, status?.currentMetrics?.[index]);
    }
    out.line(0, `Min replicas:\t${spec.minReplicas ?? '<unset>'}`);
    out.line(0, `Max replicas:\t${spec.maxReplicas}`);
    if (spec.behavior !== undefined) {
      out.line(0, 'Behavior:');
      writeRules(out, 'Scale Up', spec.behavior.scaleUp);
      writeRules(out, 'Scale Down', spec.behavior.scaleDown);
    }
    const current = status?.currentReplicas ?? 0;
    out.line(0, `${kind} pods:\t${current} current / ${status?.desiredReplicas ?? 0} desired`);
    const conditions = status?.conditions ?? [];
    if (conditions.length === 0) return;
    out.line(0, 'Conditions:');
    out.line(1, 'Type\tStatus\tReason\tMessage');
    out.line(1, '----\t------\t------\t-------');
    for (const { type, status: is, reason = '', message = '' } of conditions) {
      out.line(1, `${type}\t${is}\t${reason}\t${message}`);
    }
  },
};

function writeRules(out: DescribeWriter, title: string, rules: HPAScalingRules | undefined): void {
  if (rules === undefined) return;
  out.line(1, `${title}:`);
  const window = rules.stabilizationWindowSeconds;
  if (window !== undefined) out.line(2, `Stabilization Window: ${window} seconds`);
  const { policies = [], selectPolicy = 'Max' } = rules;
  if (policies.length === 0) return;
  out.line(2, `Select Policy: ${selectPolicy}`);
  out.line(2, 'Policies:');
  for (const { type, value, periodSeconds } of policies) {
    out.line(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`);
  }
}

function writeMetric(out: DescribeWriter, metric: MetricSpec, status: MetricStatus | undefined): void {
  const { resource, containerResource, pods, object, external } = metric;
  const quoted = (name: string | undefined): string => JSON.stringify(name ?? '');
  switch (metric.type) {
    case 'Resource': {
      const title = `resource ${resource?.name ?? ''} on pods`;
      out.line(1, resourceLine(title, resource?.target, status?.resource?.current));
      return;
    }
    case 'ContainerResource': {
      const title = `resource ${containerResource?.name ?? ''} of container ${quoted(containerResource?.container)} on pods`;
      out.line(1, resourceLine(title, containerResource?.target, status?.containerResource?.current));
      return;
    }
    case 'Pods': {
      const current = status?.pods?.current.averageValue ?? UNKNOWN;
      out.line(1, `${quoted(pods?.metric.name)} on pods:\t${current} / ${pods?.target.averageValue}`);
      return;
    }
    case 'Object': {
      const { kind, name } = object?.describedObject ?? { kind: '', name: '' };
      const title = `${quoted(object?.metric.name)} on ${kind}/${name}`;
      out.line(1, valueLine(title, object?.target, status?.object?.current));
      return;
    }
    case 'External':
      out.line(1, valueLine(quoted(external?.metric.name), external?.target, status?.external?.current));
      return;
    default:
      out.part(`  <unknown metric type ${quoted(metric.type)}>`);
  }
}

function resourceLine(title: string, target: MetricTarget | undefined, current: MetricValueStatus | undefined): string {
  if (target?.averageValue !== undefined) {
    return `${title}:\t${current?.averageValue ?? UNKNOWN} / ${target.averageValue}`;
  }
  const used = current?.averageUtilization;
  const now = used === undefined ? UNKNOWN : `${used}% (${current?.averageValue ?? '<nil>'})`;
  const wanted = target?.averageUtilization;
  return `${title}  (as a percentage of request):\t${now} / ${wanted === undefined ? '<auto>' : `${wanted}%`}`;
}

function valueLine(title: string, target: MetricTarget | undefined, current: MetricValueStatus | undefined): string {
  const average = target?.type === 'AverageValue';
  const [now, wanted] = average ? [current?.averageValue, target?.averageValue] : [current?.value, target?.value];
  return `${title} (target ${average ? 'average value' : 'value'}):\t${now ?? UNKNOWN} / ${wanted ?? '<nil>'}`;
}
