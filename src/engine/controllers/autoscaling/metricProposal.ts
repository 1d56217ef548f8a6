/** How many pods one metric asks for, or why it cannot be had. */
import type { MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from 'kubernetes-types/autoscaling/v2';
import type { LabelSelector } from 'kubernetes-types/meta/v1';
import { fail, ok, type Result } from '../../../base/result';
import type { Pod } from '../../../kinds/pod';
import { formatQuantity } from '../../../kinds/quantity';
import type { Client } from '../../client/client';
import { measuredUse, thousandths } from './podUse';
import { type Proposal, replicasForAverage, replicasForUtilization } from './replicaCalculation';

export interface Target {
  readonly client: Client;
  readonly namespace: string;
  /** The target's pods, as a selector and as they are known. */
  readonly selector: string;
  readonly pods: readonly Pod[];
  readonly replicas: number;
  readonly now: number;
}

export interface MetricProposal {
  readonly replicas: number;
  /** Such as `cpu resource utilization (percentage of request)`. */
  readonly name: string;
  readonly status: MetricStatus;
}

export interface MetricFailure {
  readonly reason: string;
  /** What the event and the condition say. */
  readonly message: string;
  /** What the controller says of it in sum. */
  readonly summary: string;
}

const NO_CUSTOM_METRICS =
  'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';

/** Only what a metrics server measures is there: nobody serves custom and external metrics. */
export function proposeReplicas(metric: MetricSpec, target: Target): Result<MetricProposal, MetricFailure> {
  const { resource, containerResource, pods, object, external } = metric;
  switch (metric.type) {
    case 'Resource':
      return resource === undefined
        ? unknownType(metric.type)
        : forResource(target, resource.name, '', resource.target, (current) => ({
            type: 'Resource',
            resource: { name: resource.name, current },
          }));
    case 'ContainerResource':
      return containerResource === undefined
        ? unknownType(metric.type)
        : forResource(
            target,
            containerResource.name,
            containerResource.container,
            containerResource.target,
            (current) => ({
              type: 'ContainerResource',
              containerResource: { name: containerResource.name, container: containerResource.container, current },
            }),
          );
    case 'Pods': {
      const message = `unable to get metric ${pods?.metric.name}: ${NO_CUSTOM_METRICS}`;
      return failure('FailedGetPodsMetric', message, `failed to get pods metric value: ${message}`);
    }
    case 'Object': {
      const { kind, name } = object?.describedObject ?? { kind: '', name: '' };
      const place = `${kind} on ${target.namespace} ${name}`;
      const message = `unable to get metric ${object?.metric.name}: ${place}/${NO_CUSTOM_METRICS}`;
      return failure('FailedGetObjectMetric', message, `failed to get object metric value: ${message}`);
    }
    case 'External': {
      const { name = '', selector } = external?.metric ?? {};
      const place = `${target.namespace}/${name}/${goSelectorText(selector)}`;
      const why = `unable to fetch metrics from external metrics API: the server could not find the requested resource (get ${name}.external.metrics.k8s.io)`;
      const message = `unable to get external metric ${place}: ${why}`;
      return failure('FailedGetExternalMetric', message, `failed to get ${name} external metric value: ${message}`);
    }
    default:
      return unknownType(metric.type);
  }
}

function failure(reason: string, message: string, summary: string): Result<never, MetricFailure> {
  return fail({ reason, message, summary });
}

function unknownType(type: string): Result<never, MetricFailure> {
  const message = `unknown metric source type ${JSON.stringify(type)}`;
  return failure('InvalidMetricSourceType', message, message);
}

function forResource(
  target: Target,
  resource: string,
  container: string,
  wanted: MetricTarget,
  statusOf: (current: MetricValueStatus) => MetricStatus,
): Result<MetricProposal, MetricFailure> {
  const raw = wanted.averageValue !== undefined;
  const found = calculate(target, resource, container, wanted);
  if (!found.ok) {
    const [kind, what] =
      container === ''
        ? ['FailedGetResourceMetric', 'resource metric']
        : ['FailedGetContainerResourceMetric', 'container metric'];
    const message = `failed to get ${resource} ${raw ? 'usage' : 'utilization'}: ${found.error}`;
    return failure(kind ?? '', message, `failed to get ${resource} ${what} value: ${message}`);
  }
  const { replicas, average, utilization } = found.value;
  const averageValue = formatQuantity({ nano: BigInt(average) * 1_000_000n, format: 'DecimalSI' });
  const lead = container === '' ? `${resource} resource` : `${resource} container resource`;
  return ok({
    replicas,
    name: raw ? lead : `${lead} utilization (percentage of request)`,
    status: statusOf({ ...(utilization === undefined ? {} : { averageUtilization: utilization }), averageValue }),
  });
}

function calculate(
  { client, namespace, selector, pods, replicas, now }: Target,
  resource: string,
  container: string,
  wanted: MetricTarget,
): Result<Proposal, string> {
  const uses = measuredUse(client, namespace, selector, resource, container);
  if (!uses.ok) return fail(`unable to get metrics for resource ${resource}: ${uses.error}`);
  const question = { resource, container, pods, uses: uses.value, current: replicas, now };
  if (wanted.averageValue !== undefined) return replicasForAverage(question, thousandths(wanted.averageValue));
  return replicasForUtilization(question, wanted.averageUtilization ?? 0);
}

/** As Go prints a pointer to a label selector. */
function goSelectorText(selector: LabelSelector | undefined): string {
  if (selector === undefined) return 'nil';
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}: ${value},`);
  return `&LabelSelector{MatchLabels:map[string]string{${labels.join('')}},MatchExpressions:[]LabelSelectorRequirement{},}`;
}
