/**
 * The probes of one running container: startup first, then liveness and readiness, each with its period and thresholds.
 *
 * Probes are background work, but for the first readiness and startup answers: until those the pod is still coming up.
 */
import type { Probe } from 'kubernetes-types/core/v1';
import type { Pod } from '../../kinds/pod';
import { sleep } from '../processes/kernel';
import type { Routine } from '../processes/routine';
import type { ContainerRecord } from './containerRecord';
import type { KubeletContext } from './kubeletContext';
import { containerFieldPath, podObjectName } from './podNaming';
import { type ProbeTarget, probeOnce } from './probeActions';
import { Task } from './task';

type ProbeKind = 'startup' | 'liveness' | 'readiness';

export interface ProbeListener {
  /** Readiness or startup changed what the pod's status says. */
  changed(): void;
  /** The container is to be killed (and restarted if its policy says so). */
  failed(kind: 'liveness' | 'startup'): void;
}

/** A first answer that is this far away does not keep the world from being settled, in milliseconds. */
const PATIENCE = 15_000;

export class ContainerProbes {
  readonly #context: KubeletContext;
  readonly #pod: Pod;
  readonly #record: ContainerRecord;
  readonly #target: ProbeTarget;
  readonly #listener: ProbeListener;
  readonly #tasks: Task[] = [];

  /** Begins to probe a container that has just been started. */
  constructor(
    context: KubeletContext,
    pod: Pod,
    record: ContainerRecord,
    target: ProbeTarget,
    listener: ProbeListener,
  ) {
    this.#context = context;
    this.#pod = pod;
    this.#record = record;
    this.#target = target;
    this.#listener = listener;
    const startup = record.spec.startupProbe;
    record.started = startup === undefined;
    record.ready = startup === undefined && record.spec.readinessProbe === undefined;
    if (startup !== undefined) this.#begin('startup', startup);
    else this.#beginOthers();
  }

  stop(): void {
    for (const task of this.#tasks.splice(0)) task.cancel();
  }

  #begin(kind: ProbeKind, probe: Probe): void {
    this.#tasks.push(new Task(this.#context.clock, this.#run(kind, probe)));
  }

  #beginOthers(): void {
    const { livenessProbe, readinessProbe } = this.#record.spec;
    if (livenessProbe !== undefined) this.#begin('liveness', livenessProbe);
    if (readinessProbe !== undefined) this.#begin('readiness', readinessProbe);
  }

  *#run(kind: ProbeKind, probe: Probe): Routine<void> {
    const { clock } = this.#context;
    const period = (probe.periodSeconds ?? 10) * 1000;
    const startedAt = this.#context.runtime.status(this.#target.id)?.startedAt ?? clock.now;
    const delay = Math.max(0, startedAt + (probe.initialDelaySeconds ?? 0) * 1000 - clock.now);
    yield* sleep(clock, delay, { background: kind === 'liveness' || delay > PATIENCE });
    let last: boolean | undefined;
    let run = 0;
    for (;;) {
      const next = clock.now + period;
      const passed = yield* this.#ask(kind, probe);
      // What could not be asked tells nothing.
      if (passed !== undefined) {
        run = passed === last ? run + 1 : 1;
        last = passed;
        if (this.#conclude(kind, probe, passed, run)) return;
      }
      yield* sleep(clock, Math.max(0, next - clock.now), { background: true });
    }
  }

  /** Acts on an answer. True when this probe is done with. */
  #conclude(kind: ProbeKind, probe: Probe, passed: boolean, run: number): boolean {
    const threshold = passed ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3);
    if (run < threshold) return false;
    const record = this.#record;
    if (kind === 'readiness') {
      if (record.ready !== passed) {
        record.ready = passed;
        this.#listener.changed();
      }
      return false;
    }
    if (!passed) {
      this.#listener.failed(kind);
      return true;
    }
    if (kind === 'liveness') return false;
    record.started = true;
    record.ready = record.spec.readinessProbe === undefined;
    this.#listener.changed();
    this.#beginOthers();
    return true;
  }

  *#ask(kind: ProbeKind, probe: Probe): Routine<boolean | undefined> {
    const { recorder, trace, node } = this.#context;
    const outcome = yield* probeOnce(this.#context, probe, this.#target);
    if (outcome.result === 'success') return true;
    const title = `${kind[0]?.toUpperCase()}${kind.slice(1)}`;
    const text =
      outcome.result === 'error'
        ? `${title} probe errored: ${outcome.output}`
        : `${title} probe failed: ${outcome.output}`;
    trace.record({
      kind: 'act',
      actor: `kubelet/${node.name}`,
      action: 'probe-failed',
      object: podObjectName(this.#pod),
      detail: { container: this.#record.name, probe: kind },
    });
    recorder.event(this.#pod, 'Warning', 'Unhealthy', text, containerFieldPath(this.#record));
    return outcome.result === 'error' ? undefined : false;
  }
}
