import type { MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from 'kubernetes-types/autoscaling/v2';

/** How many metrics a table shows. */
const SHOWN = 2;
const UNKNOWN = '<unknown>';

/** `cpu: 12%/80%, memory: 20Mi/100Mi + 1 more...`: what was measured of what is wanted. */
export function metricsText(specs: readonly MetricSpec[], statuses: readonly MetricStatus[]): string {
  if (specs.length === 0) return '<none>';
  const texts = specs.slice(0, SHOWN).map((spec, index) => metricText(spec, statuses[index]));
  const more = specs.length - SHOWN;
  return `${texts.join(', ')}${more > 0 ? ` + ${more} more...` : ''}`;
}

function metricText(spec: MetricSpec, status: MetricStatus | undefined): string {
  const { resource, containerResource, pods, object, external } = spec;
  switch (spec.type) {
    case 'Resource':
      return resource === undefined
        ? UNKNOWN
        : `${resource.name}: ${resourceText(resource.target, status?.resource?.current)}`;
    case 'ContainerResource':
      return containerResource === undefined
        ? UNKNOWN
        : `${containerResource.name}: ${resourceText(containerResource.target, status?.containerResource?.current)}`;
    case 'Pods':
      return `${status?.pods?.current.averageValue ?? UNKNOWN}/${pods?.target.averageValue ?? '<nil>'}`;
    case 'Object':
      return valueText(object?.target, status?.object?.current);
    case 'External':
      return valueText(external?.target, status?.external?.current);
    default:
      return '<unknown type>';
  }
}

function resourceText(target: MetricTarget, current: MetricValueStatus | undefined): string {
  if (target.averageValue !== undefined) return `${current?.averageValue ?? UNKNOWN}/${target.averageValue}`;
  const used = current?.averageUtilization;
  const wanted = target.averageUtilization;
  return `${used === undefined ? UNKNOWN : `${used}%`}/${wanted === undefined ? '<auto>' : `${wanted}%`}`;
}

function valueText(target: MetricTarget | undefined, current: MetricValueStatus | undefined): string {
  if (target?.averageValue !== undefined) return `${current?.averageValue ?? UNKNOWN}/${target.averageValue} (avg)`;
  return `${current?.value ?? UNKNOWN}/${target?.value ?? '<nil>'}`;
}
