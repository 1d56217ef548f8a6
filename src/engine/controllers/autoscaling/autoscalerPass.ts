/** One look at one autoscaler, in the steps of Kubernetes' reconcileAutoscaler. */
import type { HorizontalPodAutoscalerStatus, MetricStatus } from 'kubernetes-types/autoscaling/v2';
import { equal } from '../../../base/equality';
import { formatTime } from '../../../base/time';
import {
  type HorizontalPodAutoscaler,
  horizontalPodAutoscalerKind,
} from '../../../kinds/autoscaling/horizontalPodAutoscaler';
import { type Kind, pathOf } from '../../../kinds/kind';
import type { Pod } from '../../../kinds/pod';
import { kinds } from '../../../kinds/registry';
import { matchesSelector } from '../../../kinds/selector';
import { parseSelector } from '../../../kinds/selectorText';
import type { EventRecorder } from '../../client/eventRecorder';
import type { ControllerContext } from '../controller';
import { type MetricFailure, type MetricProposal, proposeReplicas } from './metricProposal';
import { limitScaling, type ScalingHistory } from './scalingLimits';

interface Scale {
  readonly spec: { readonly replicas?: number };
  readonly status: { readonly replicas: number; readonly selector?: string };
}

export interface AutoscalerKit {
  readonly context: ControllerContext;
  readonly recorder: EventRecorder;
  podsOf(namespace: string): readonly Pod[];
}

type Condition = NonNullable<HorizontalPodAutoscalerStatus['conditions']>[number];

export class AutoscalerPass {
  readonly #kit: AutoscalerKit;
  readonly #autoscaler: HorizontalPodAutoscaler;
  readonly #history: ScalingHistory;
  #conditions: readonly Condition[];

  constructor(kit: AutoscalerKit, autoscaler: HorizontalPodAutoscaler, history: ScalingHistory) {
    this.#kit = kit;
    this.#autoscaler = autoscaler;
    this.#history = history;
    this.#conditions = autoscaler.status?.conditions ?? [];
  }

  run(): void {
    const kind = this.#targetKind();
    if (kind === undefined) return;
    const path = this.#scalePath(kind);
    const found = this.#kit.context.client.request<Scale>({ method: 'GET', path });
    if (!found.ok) {
      this.#failScale(found.error.message ?? '');
      return;
    }
    const message = "the HPA controller was able to get the target's current scale";
    this.#condition('AbleToScale', 'True', 'SucceededGetScale', message);
    const scale = found.value;
    const current = scale.spec.replicas ?? 0;
    if (this.#history.recommendations.length === 0) {
      this.#history.recommendations.push({ replicas: current, time: this.#now });
    }
    const decision = this.#decide(scale, current);
    if (decision === undefined) return;
    if (decision.replicas === current) {
      this.#write({ current, desired: current, metrics: decision.metrics, scaled: false });
      return;
    }
    this.#rescale(path, scale, current, decision);
  }

  #targetKind(): Kind | undefined {
    const { apiVersion = '', kind } = this.#autoscaler.spec.scaleTargetRef;
    const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
    const found = kinds.find((one) => one.kind === kind && one.group === group);
    if (found === undefined) {
      const where = group === '' ? '' : ` in group ${JSON.stringify(group)}`;
      this.#failScale(`no matches for kind ${JSON.stringify(kind)}${where}`);
    }
    return found;
  }

  #scalePath(kind: Kind): string {
    return pathOf(kind, this.#namespace, this.#autoscaler.spec.scaleTargetRef.name, 'scale');
  }

  #failScale(why: string): void {
    this.#warn('FailedGetScale', why);
    const message = `the HPA controller was unable to get the target's current scale: ${why}`;
    this.#condition('AbleToScale', 'False', 'FailedGetScale', message);
    this.#writeConditions();
  }

  /** How many there should be, and why; undefined when that cannot be known. */
  #decide(scale: Scale, current: number): Decision | undefined {
    const { minReplicas = 1, maxReplicas } = this.#autoscaler.spec;
    if (current === 0 && minReplicas !== 0) {
      const message = 'scaling is disabled since the replica count of the target is zero';
      this.#condition('ScalingActive', 'False', 'ScalingDisabled', message);
      return { replicas: 0, reason: '', metrics: undefined };
    }
    if (current > maxReplicas) {
      const reason = 'Current number of replicas above Spec.MaxReplicas';
      return { replicas: maxReplicas, reason, metrics: undefined };
    }
    if (current < minReplicas) {
      const reason = 'Current number of replicas below Spec.MinReplicas';
      return { replicas: minReplicas, reason, metrics: undefined };
    }
    return this.#decideByMetrics(scale, current);
  }

  #decideByMetrics(scale: Scale, current: number): Decision | undefined {
    const selector = scale.status.selector ?? '';
    const parsed = parseSelector(selector);
    if (selector === '' || !parsed.ok) {
      this.#warn('SelectorRequired', 'selector is required');
      this.#condition('ScalingActive', 'False', 'InvalidSelector', "the HPA target's scale is missing a selector");
      this.#warn('FailedComputeMetricsReplicas', 'selector is required');
      this.#write({ current, desired: this.#desiredBefore, metrics: [], scaled: false });
      return undefined;
    }
    const pods = this.#kit.podsOf(this.#namespace).filter((pod) => matchesSelector(parsed.value, pod.metadata.labels));
    const { client } = this.#kit.context;
    const target = { client, namespace: this.#namespace, selector, pods, replicas: current, now: this.#now };
    const specs = this.#autoscaler.spec.metrics ?? [];
    const results = specs.map((spec) => proposeReplicas(spec, target));
    const proposals: MetricProposal[] = [];
    const failures: MetricFailure[] = [];
    for (const result of results) {
      if (result.ok) proposals.push(result.value);
      else {
        failures.push(result.error);
        this.#warn(result.error.reason, result.error.message);
      }
    }
    const metrics = results.map((result) => (result.ok ? result.value.status : ({ type: '' } as MetricStatus)));
    const [largest] = [...proposals].sort((a, b) => b.replicas - a.replicas);
    const [first] = failures;
    if (largest === undefined || (first !== undefined && largest.replicas < current)) {
      this.#failMetrics(first, failures.length, specs.length, current, metrics);
      return undefined;
    }
    const found = `the HPA was able to successfully calculate a replica count from ${largest.name}`;
    this.#condition('ScalingActive', 'True', 'ValidMetricFound', found);
    return { ...this.#limited(current, largest), metrics };
  }

  #failMetrics(
    first: MetricFailure | undefined,
    failed: number,
    all: number,
    current: number,
    metrics: readonly MetricStatus[],
  ): void {
    if (first !== undefined) {
      const message = `the HPA was unable to compute the replica count: ${first.message}`;
      this.#condition('ScalingActive', 'False', first.reason, message);
    }
    this.#write({ current, desired: this.#desiredBefore, metrics, scaled: false });
    const counts = `${failed} invalid out of ${all}`;
    this.#warn('FailedComputeMetricsReplicas', `invalid metrics (${counts}), first error is: ${first?.summary ?? ''}`);
  }

  #limited(current: number, { replicas, name }: MetricProposal): { replicas: number; reason: string } {
    const reason = replicas > current ? `${name} above target` : replicas < current ? 'All metrics below target' : '';
    const limited = limitScaling({
      autoscaler: this.#autoscaler,
      history: this.#history,
      current,
      desired: replicas,
      now: this.#now,
    });
    this.#condition('AbleToScale', 'True', limited.able.reason, limited.able.message);
    this.#condition('ScalingLimited', limited.limited.status, limited.limited.reason, limited.limited.message);
    return { replicas: limited.replicas, reason };
  }

  #rescale(path: string, scale: Scale, current: number, { replicas, reason, metrics }: Decision): void {
    const body = { ...scale, spec: { ...scale.spec, replicas } };
    const written = this.#kit.context.client.request({ method: 'PUT', path, body });
    if (!written.ok) {
      const why = written.error.message ?? '';
      this.#warn('FailedRescale', `New size: ${replicas}; reason: ${reason}; error: ${why}`);
      const message = `the HPA controller was unable to update the target scale: ${why}`;
      this.#condition('AbleToScale', 'False', 'FailedUpdateScale', message);
      this.#write({
        current,
        desired: this.#desiredBefore,
        metrics: this.#autoscaler.status?.currentMetrics,
        scaled: false,
      });
      return;
    }
    const message = `the HPA controller was able to update the target scale to ${replicas}`;
    this.#condition('AbleToScale', 'True', 'SucceededRescale', message);
    this.#kit.recorder.event(
      this.#autoscaler,
      'Normal',
      'SuccessfulRescale',
      `New size: ${replicas}; reason: ${reason}`,
    );
    this.#history.recordScale(current, replicas, this.#now);
    this.#write({ current, desired: replicas, metrics, scaled: true });
  }

  #write({ current, desired, metrics, scaled }: Written): void {
    const { lastScaleTime } = this.#autoscaler.status ?? {};
    const time = scaled ? formatTime(this.#now) : lastScaleTime;
    this.#update({
      ...(current === 0 ? {} : { currentReplicas: current }),
      desiredReplicas: desired,
      ...(time === undefined ? {} : { lastScaleTime: time }),
      // The API has null here, which the types don't know.
      currentMetrics: metrics === undefined ? (null as never) : [...metrics],
    });
  }

  #writeConditions(): void {
    const { conditions: _, ...rest } = this.#autoscaler.status ?? { desiredReplicas: 0 };
    this.#update(rest);
  }

  #update(counts: HorizontalPodAutoscalerStatus): void {
    const status = { ...counts, conditions: [...this.#conditions] };
    if (equal(status, this.#autoscaler.status)) return;
    this.#kit.context.client.updateStatus(horizontalPodAutoscalerKind, { ...this.#autoscaler, status });
  }

  #condition(type: string, status: 'True' | 'False', reason: string, message: string): void {
    const at = this.#conditions.findIndex((one) => one.type === type);
    const before = this.#conditions[at];
    const lastTransitionTime = before?.status === status ? before.lastTransitionTime : formatTime(this.#now);
    const made = { type, status, ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }), reason, message };
    this.#conditions = at < 0 ? [...this.#conditions, made] : this.#conditions.with(at, made);
  }

  #warn(reason: string, message: string): void {
    this.#kit.recorder.event(this.#autoscaler, 'Warning', reason, message);
  }

  get #now(): number {
    return this.#kit.context.clock.now;
  }

  get #namespace(): string {
    return this.#autoscaler.metadata.namespace ?? '';
  }

  get #desiredBefore(): number {
    return this.#autoscaler.status?.desiredReplicas ?? 0;
  }
}

interface Decision {
  readonly replicas: number;
  readonly reason: string;
  readonly metrics: readonly MetricStatus[] | undefined;
}

interface Written {
  readonly current: number;
  readonly desired: number;
  readonly metrics: readonly MetricStatus[] | undefined;
  readonly scaled: boolean;
}
