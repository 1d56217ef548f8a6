/** The containers of one pod: which should start, wait or end now, with the back-off of those that keep failing. */
import type { Container } from 'kubernetes-types/core/v1';
import type { Pod } from '../../kinds/pod';
import type { Sandbox } from '../containers/runtime';
import { sleep } from '../processes/kernel';
import type { Routine } from '../processes/routine';
import { BackOff, goDuration } from './backOff';
import { killContainer } from './containerKiller';
import { ContainerProbes } from './containerProbes';
import { type ContainerList, type ContainerRecord, instanceOf, isSidecar, newRecord } from './containerRecord';
import { startContainer } from './containerStarter';
import type { KubeletContext } from './kubeletContext';
import { containerFieldPath, podTitle } from './podNaming';
import type { VolumeContent } from './volumes';

/** The pod around the containers, as its worker holds it. */
export interface PodSurroundings {
  readonly pod: Pod;
  readonly sandbox: Sandbox | undefined;
  /** The address under which the pod is reached. */
  readonly address: string | undefined;
  readonly volumes: ReadonlyMap<string, VolumeContent>;
  /** A probe changed what the pod's status says. */
  report(): void;
  /** Something is to be done for the pod. */
  poke(): void;
}

export class PodContainers {
  readonly #records: ContainerRecord[];
  readonly #context: KubeletContext;
  readonly #around: PodSurroundings;
  readonly #backOff: BackOff;

  constructor(context: KubeletContext, around: PodSurroundings, pod: Pod) {
    this.#context = context;
    this.#around = around;
    this.#backOff = new BackOff(context.clock);
    this.#records = [
      ...(pod.spec.initContainers ?? []).map((spec) => newRecord(spec, 'initContainers')),
      ...pod.spec.containers.map((spec) => newRecord(spec, 'containers')),
    ];
    this.update(pod);
  }

  /** Init containers first, then the pod's own, then those that were added to look at it. */
  get records(): readonly ContainerRecord[] {
    return this.#records;
  }

  /** Takes over the containers' specs from a newer object: images may have changed, ephemeral containers been added. */
  update(pod: Pod): void {
    const ephemeral = (pod.spec.ephemeralContainers ?? []) as readonly Container[];
    const specs = [...(pod.spec.initContainers ?? []), ...pod.spec.containers, ...ephemeral];
    for (const spec of ephemeral) {
      if (this.#records.every((one) => one.name !== spec.name)) {
        this.#records.push(newRecord(spec, 'ephemeralContainers'));
      }
    }
    for (const record of this.#records) {
      const spec = specs.find((one) => one.name === record.name);
      if (spec !== undefined) record.spec = spec;
    }
  }

  get running(): readonly ContainerRecord[] {
    return this.records.filter((record) => instanceOf(record, this.#context.runtime)?.state === 'running');
  }

  /** Ends what should not run as it is, then starts what should. Returns why some could not be started. */
  *bringUp(): Routine<readonly string[]> {
    for (const record of this.records) yield* this.#endIfUnwanted(record);
    const failures: string[] = [];
    yield* this.#startAll('ephemeralContainers', failures);
    if (yield* this.#startInit(failures)) yield* this.#startAll('containers', failures);
    return failures;
  }

  /** Begins to probe whatever runs. */
  supervise(): void {
    for (const record of this.records) this.#supervise(record);
  }

  /** Stops the probes of all containers, or of those that have ended. */
  stopProbes(onlyEnded = false): void {
    for (const record of this.records) {
      if (onlyEnded && instanceOf(record, this.#context.runtime)?.state === 'running') continue;
      record.probes?.stop();
      record.probes = undefined;
    }
  }

  *#startAll(list: ContainerList, failures: string[]): Routine<void> {
    for (const record of this.records) {
      if (record.list === list && this.#wantsStart(record)) yield* this.#start(record, failures);
    }
  }

  /** Starts init containers one after the other. True when the pod's own containers may start. */
  *#startInit(failures: string[]): Routine<boolean> {
    const initialized = this.records.some((record) => record.list === 'containers' && record.id !== undefined);
    for (const record of this.records) {
      if (!record.init || (initialized && !isSidecar(record))) continue;
      const started = !this.#wantsStart(record) || (yield* this.#start(record, failures));
      if (initialized) continue;
      const instance = instanceOf(record, this.#context.runtime);
      const done = isSidecar(record)
        ? instance?.state === 'running' && record.started
        : instance?.state === 'exited' && instance.exitCode === 0;
      if (!started || !done) return false;
    }
    return true;
  }

  #wantsStart(record: ContainerRecord): boolean {
    const instance = instanceOf(record, this.#context.runtime);
    if (instance === undefined) return true;
    if (instance.state !== 'exited') return instance.state === 'created';
    if (isSidecar(record)) return true;
    if (record.list === 'ephemeralContainers') return false;
    if (record.init && instance.exitCode === 0) return false;
    const policy = this.#around.pod.spec.restartPolicy ?? 'Always';
    return policy === 'Always' || (policy === 'OnFailure' && instance.exitCode !== 0);
  }

  /** Starts a container unless it must wait. True when it started. */
  *#start(record: ContainerRecord, failures: string[]): Routine<boolean> {
    if (this.#holdsBack(record)) {
      // The pod's status says for a moment how the container ended before it says that the kubelet holds back.
      yield* sleep(this.#context.clock, 1000);
      failures.push('CrashLoopBackOff');
      return false;
    }
    const { pod, sandbox, address = '', volumes } = this.#around;
    if (sandbox === undefined) return false;
    const outcome = yield* startContainer(this.#context, { pod, record, sandbox, podAddress: address, volumes });
    if (outcome.ok) {
      record.waiting = undefined;
      this.#supervise(record);
      return true;
    }
    record.waiting = outcome.error;
    failures.push(outcome.error.reason);
    if (instanceOf(record, this.#context.runtime)?.state === 'running') {
      yield* killContainer(this.#context, pod, record, 'FailedPostStartHook', this.#grace(record));
    }
    return false;
  }

  #holdsBack(record: ContainerRecord): boolean {
    const finishedAt = instanceOf(record, this.#context.runtime)?.finishedAt;
    // What the kubelet itself has just ended for another image has not failed: the new one's story begins now.
    if (finishedAt === undefined || record.image !== record.spec.image) return false;
    const { pod } = this.#around;
    const key = `${record.name}/${record.spec.image ?? ''}`;
    if (!this.#backOff.waitingSince(key, finishedAt)) {
      this.#backOff.next(key, finishedAt);
      return false;
    }
    const text = `Back-off restarting failed container ${record.name} in pod ${podTitle(pod)}`;
    this.#context.recorder.event(pod, 'Warning', 'BackOff', text, containerFieldPath(record));
    const delay = goDuration(this.#backOff.delay(key));
    const message = `back-off ${delay} restarting failed container=${record.name} pod=${podTitle(pod)}`;
    record.waiting = { reason: 'CrashLoopBackOff', message };
    return true;
  }

  /** Ends a container whose image was changed or whose probe has failed; it is then started anew. */
  *#endIfUnwanted(record: ContainerRecord): Routine<void> {
    if (instanceOf(record, this.#context.runtime)?.state !== 'running') return;
    const changed = record.image !== undefined && record.image !== record.spec.image;
    const probe = record.failedProbe;
    if (!changed && probe === undefined) return;
    const { pod } = this.#around;
    const reason = changed ? 'definition changed' : `failed ${probe} probe`;
    const restarts = (pod.spec.restartPolicy ?? 'Always') !== 'Never';
    const message = `Container ${record.name} ${reason}${restarts ? ', will be restarted' : ''}`;
    record.probes?.stop();
    yield* killContainer(this.#context, pod, record, message, this.#grace(record));
    record.failedProbe = undefined;
  }

  #supervise(record: ContainerRecord): void {
    record.probes?.stop();
    record.probes = undefined;
    const { pod, sandbox, address } = this.#around;
    const instance = instanceOf(record, this.#context.runtime);
    if (instance?.state !== 'running' || sandbox === undefined || address === undefined) return;
    const { startupProbe, livenessProbe, readinessProbe } = record.spec;
    if (startupProbe === undefined && livenessProbe === undefined && readinessProbe === undefined) {
      record.started = true;
      record.ready = true;
      return;
    }
    const target = { spec: record.spec, id: instance.id, address };
    record.probes = new ContainerProbes(this.#context, pod, record, target, {
      changed: () => {
        this.#around.report();
        if (record.init) this.#around.poke();
      },
      failed: (kind) => {
        record.failedProbe = kind;
        this.#around.poke();
      },
    });
  }

  #grace(record: ContainerRecord): number {
    const probe = record.failedProbe === 'startup' ? record.spec.startupProbe : record.spec.livenessProbe;
    const own = record.failedProbe === undefined ? undefined : probe?.terminationGracePeriodSeconds;
    return own ?? this.#around.pod.spec.terminationGracePeriodSeconds ?? 30;
  }
}
