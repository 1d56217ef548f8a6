/** Metrics in the form in which autoscaling/v1 keeps them in annotations: targets and values stand in fields of their own. */
import type { MetricSpec, MetricStatus } from 'kubernetes-types/autoscaling/v2';

type Fields = Readonly<Record<string, unknown>>;

const SOURCES = ['resource', 'containerResource', 'pods', 'object', 'external'] as const;

/** The field of each part of a target, by the kind of its metric: resources call it otherwise than objects. */
function targetNames(source: string): Readonly<Record<string, string>> {
  if (source === 'object') return { value: 'targetValue', averageValue: 'averageValue' };
  return {
    averageUtilization: 'targetAverageUtilization',
    averageValue: 'targetAverageValue',
    value: 'targetValue',
  };
}

function currentNames(source: string): Readonly<Record<string, string>> {
  if (source === 'object') return { value: 'currentValue', averageValue: 'averageValue' };
  return {
    averageUtilization: 'currentAverageUtilization',
    averageValue: 'currentAverageValue',
    value: 'currentValue',
  };
}

export function oldMetric(metric: MetricSpec): unknown {
  return translated(metric, (source, fields) => {
    const { target, metric: identifier, describedObject, ...rest } = fields;
    return { ...names(source, rest, identifier, describedObject), ...renamed(target as Fields, targetNames(source)) };
  });
}

export function oldStatus(status: MetricStatus): unknown {
  return translated(status, (source, fields) => {
    const { current, metric: identifier, describedObject, ...rest } = fields;
    return { ...names(source, rest, identifier, describedObject), ...renamed(current as Fields, currentNames(source)) };
  });
}

export function newMetric(old: unknown): MetricSpec {
  return translated(old as MetricSpec, (source, fields) => {
    const target = renamed(fields, inverse(targetNames(source)));
    const type =
      target['averageUtilization'] !== undefined
        ? 'Utilization'
        : target['averageValue'] !== undefined
          ? 'AverageValue'
          : 'Value';
    return { ...newNames(source, fields), target: { ...target, type } };
  }) as MetricSpec;
}

export function newStatus(old: unknown): MetricStatus {
  return translated(old as MetricStatus, (source, fields) => ({
    ...newNames(source, fields),
    current: renamed(fields, inverse(currentNames(source))),
  })) as MetricStatus;
}

function translated(
  metric: MetricSpec | MetricStatus,
  change: (source: string, fields: Fields) => Fields,
): { readonly type: string } {
  const out: Record<string, unknown> = { type: metric.type };
  for (const source of SOURCES) {
    const fields = metric[source];
    if (fields !== undefined) out[source] = change(source, fields as unknown as Fields);
  }
  return out as { readonly type: string };
}

function names(source: string, rest: Fields, identifier: unknown, described: unknown): Fields {
  if (identifier === undefined) return rest;
  const { name, selector } = identifier as { name: string; selector?: unknown };
  return {
    ...rest,
    ...(described === undefined ? {} : { target: described }),
    metricName: name,
    ...(selector === undefined ? {} : { [source === 'external' ? 'metricSelector' : 'selector']: selector }),
  };
}

function newNames(source: string, fields: Fields): Fields {
  const { name, container, metricName, metricSelector, selector, target } = fields;
  if (metricName === undefined) return { name, ...(container === undefined ? {} : { container }) };
  const chosen = metricSelector ?? selector;
  return {
    ...(source === 'object' ? { describedObject: target } : {}),
    metric: { name: metricName, ...(chosen === undefined ? {} : { selector: chosen }) },
  };
}

function renamed(fields: Fields | undefined, to: Readonly<Record<string, string>>): Record<string, unknown> {
  const entries = Object.entries(to).filter(([from]) => fields?.[from] !== undefined);
  return Object.fromEntries(entries.map(([from, name]) => [name, fields?.[from]]));
}

function inverse(names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([from, to]) => [to, from]));
}

/** Keys as Go's fields are called, which is how a behavior is written there: `ScaleUp`, `PeriodSeconds`. */
export function goNames(value: unknown): unknown {
  return withKeys(value, (key) => key.slice(0, 1).toUpperCase() + key.slice(1));
}

export function jsonNames(value: unknown): unknown {
  return withKeys(value, (key) => key.slice(0, 1).toLowerCase() + key.slice(1));
}

function withKeys(value: unknown, change: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withKeys(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), withKeys(item, change)]));
}
