/**
 * One pod on this node, from its volumes to its end: what kubelet's pod worker and syncPod do, as a routine that brings
 * the pod nearer to its spec each time something has changed.
 */
import type { Volume } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import { parseTime } from '../../base/time';
import type { Pod } from '../../kinds/pod';
import type { Timer } from '../clock';
import type { Sandbox } from '../containers/runtime';
import type { Routine } from '../processes/routine';
import { BackOff, goDuration } from './backOff';
import { killContainer } from './containerKiller';
import { ContainerProbes } from './containerProbes';
import { type ContainerRecord, instanceOf, isSidecar, newRecord } from './containerRecord';
import { startContainer } from './containerStarter';
import type { KubeletContext } from './kubeletContext';
import { containerFieldPath, podObjectName, podTitle } from './podNaming';
import { createSandbox, mountVolumes, volumeSources } from './podSetup';
import { makePodStatus } from './podStatus';
import { StatusWriter } from './statusWriter';
import { Task } from './task';
import { isLive, type VolumeContent, volumeContent } from './volumes';

/** When to look at the pod again although nothing has changed, in milliseconds. */
interface Again {
  readonly after: number;
  readonly background: boolean;
}

export interface PodWorkerListener {
  /** Nothing of the pod is left on the node, or it was never let in. */
  finished(worker: PodWorker): void;
}

/** How often the contents of ConfigMap and Secret volumes are brought up to date, in milliseconds. */
const VOLUME_REFRESH = 60_000;

export class PodWorker {
  readonly uid: string;
  readonly records: ContainerRecord[];
  sandbox: Sandbox | undefined;
  readonly #context: KubeletContext;
  readonly #listener: PodWorkerListener;
  readonly #status: StatusWriter;
  readonly #crashBackOff: BackOff;
  readonly #startTime: number;
  #pod: Pod;
  #volumes: ReadonlyMap<string, VolumeContent> | undefined;
  #sandboxPending = false;
  #task: Task | undefined;
  #dirty = false;
  #wake: (() => void) | undefined;
  #notice: Timer | undefined;
  #refresh: Timer | undefined;
  #failure: { readonly reason: string; readonly message: string } | undefined;
  #terminal = false;
  #terminating = false;
  #graceSeconds = Number.POSITIVE_INFINITY;
  #gone = false;

  constructor(context: KubeletContext, pod: Pod, listener: PodWorkerListener) {
    this.uid = pod.metadata.uid ?? '';
    this.#context = context;
    this.#pod = pod;
    this.#listener = listener;
    this.#status = new StatusWriter(context.clock, context.client, pod);
    this.#crashBackOff = new BackOff(context.clock);
    this.#startTime = parseTime(pod.status?.startTime) ?? context.clock.now;
    this.records = [
      ...(pod.spec.initContainers ?? []).map((spec) => newRecord(spec, true)),
      ...pod.spec.containers.map((spec) => newRecord(spec, false)),
    ];
  }

  get pod(): Pod {
    return this.#pod;
  }

  /** False once the pod will start nothing any more: then it takes no more of the node's resources. */
  get active(): boolean {
    return !this.#terminal && !this.#gone;
  }

  /** The address under which the pod is reached; its node's with host networking. */
  get address(): string | undefined {
    if (this.sandbox === undefined) return undefined;
    return this.sandbox.address ?? this.#context.node.address;
  }

  /** The newest status that was reported or is about to be. */
  get status() {
    return this.#status.latest ?? this.#pod.status;
  }

  /** Begins, or goes on after the kubelet was stopped. */
  start(): void {
    this.#status.resume();
    if (this.#task !== undefined || this.#gone) return;
    for (const record of this.records) this.#superviseProbes(record);
    this.#task = new Task(this.#context.clock, this.#terminating ? this.#terminate() : this.#run());
  }

  /** The kubelet stops: containers go on without it. */
  suspend(): void {
    this.#task?.cancel();
    this.#task = undefined;
    this.#notice?.cancel();
    this.#notice = undefined;
    this.#refresh?.cancel();
    this.#refresh = undefined;
    this.#status.stop();
    for (const record of this.records) {
      record.probes?.stop();
      record.probes = undefined;
    }
  }

  /** Refuses the pod: it fails without having run. */
  reject(reason: string, message: string): void {
    this.#context.recorder.event(this.#pod, 'Warning', reason, message);
    this.#failure = { reason, message: `Pod was rejected: ${message}` };
    this.#terminal = true;
    this.#report();
    if (this.#pod.metadata.deletionTimestamp !== undefined) this.#beginTermination();
  }

  /** The API server tells of a newer object. */
  update(pod: Pod): void {
    const old = this.#pod;
    this.#pod = pod;
    this.#status.observe(pod);
    const specs = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
    for (const record of this.records) {
      const spec = specs.find((one) => one.name === record.name);
      if (spec !== undefined) record.spec = spec;
    }
    if (pod.metadata.deletionTimestamp !== undefined) this.#beginTermination();
    else if (!equal(old.spec, pod.spec)) this.poke();
  }

  /** The object is gone from the API server: what still runs is ended. */
  removed(): void {
    this.#beginTermination();
  }

  /** Something has changed: look at the pod soon. */
  poke(): void {
    this.#dirty = true;
    this.#wake?.();
  }

  /** A container of the pod has ended: the kubelet sees it when it next lists what runs. */
  noticeSoon(): void {
    if (this.#terminating || this.#notice !== undefined) return;
    this.#notice = this.#context.clock.at(this.#context.nextRelist(), () => {
      this.#notice = undefined;
      this.poke();
    });
  }

  /** The node lost its power: nothing that ran is there any more. */
  lose(): void {
    this.sandbox = undefined;
    this.#sandboxPending = false;
  }

  *#run(): Routine<void> {
    for (;;) {
      this.#dirty = false;
      const again = yield* this.#sync();
      if (this.#terminal) return;
      if (!this.#dirty) yield (wake) => this.#sleep(wake, again);
    }
  }

  #sleep(wake: () => void, again: Again | undefined): () => void {
    const { clock } = this.#context;
    this.#wake = wake;
    const timer = again && clock.after(again.after, wake, { background: again.background });
    return () => {
      this.#wake = undefined;
      timer?.cancel();
    };
  }

  /** One round: brings up what should run and does not, ends what should not. */
  *#sync(): Routine<Again | undefined> {
    const context = this.#context;
    this.#report();
    if (this.#checkTerminal() || this.#checkDeadline()) return undefined;
    this.#volumes ??= yield* mountVolumes(context, this.#pod);
    this.#keepVolumesFresh();
    yield* this.#ensureSandbox();
    for (const record of this.records) yield* this.#endIfUnwanted(record);
    const failures: string[] = [];
    const ready = yield* this.#startInitContainers(failures);
    if (ready) {
      for (const record of this.records) {
        if (!record.init && this.#wantsStart(record)) yield* this.#start(record, failures);
      }
    }
    this.#report();
    if (this.#checkTerminal()) return undefined;
    return this.#again(failures);
  }

  #again(failures: readonly string[]): Again | undefined {
    const { random } = this.#context;
    if (failures.length === 0) return this.#untilDeadline();
    // After the first refusal the pull is looked at again soon, which is when the kubelet says that it holds back.
    if (failures.some((reason) => reason === 'ErrImagePull')) {
      return { after: 1000 + random.integer(1000), background: false };
    }
    return { after: 10_000 + random.integer(5000), background: true };
  }

  *#ensureSandbox(): Routine<void> {
    if (this.sandbox !== undefined || this.#sandboxPending) return;
    this.#sandboxPending = true;
    try {
      this.sandbox = yield* createSandbox(this.#context, this.#pod, (sandbox) => {
        this.sandbox = sandbox;
      });
    } finally {
      this.#sandboxPending = false;
    }
  }

  /** Starts init containers one after the other. True when the pod's own containers may start. */
  *#startInitContainers(failures: string[]): Routine<boolean> {
    if (this.records.some((record) => !record.init && record.id !== undefined)) {
      for (const record of this.records) {
        if (isSidecar(record) && this.#wantsStart(record)) yield* this.#start(record, failures);
      }
      return true;
    }
    for (const record of this.records) {
      if (!record.init) continue;
      if (this.#wantsStart(record) && !(yield* this.#start(record, failures))) return false;
      const instance = instanceOf(record, this.#context.runtime);
      if (isSidecar(record)) {
        if (instance?.state !== 'running' || !record.started) return false;
      } else if (instance?.state !== 'exited' || instance.exitCode !== 0) {
        return false;
      }
    }
    return true;
  }

  #wantsStart(record: ContainerRecord): boolean {
    const instance = instanceOf(record, this.#context.runtime);
    if (instance === undefined) return true;
    if (instance.state !== 'exited') return instance.state === 'created';
    if (isSidecar(record)) return true;
    const policy = this.#pod.spec.restartPolicy ?? 'Always';
    if (record.init && instance.exitCode === 0) return false;
    if (policy === 'Always') return true;
    return policy === 'OnFailure' && instance.exitCode !== 0;
  }

  /** Starts a container unless it must wait. True when it started. */
  *#start(record: ContainerRecord, failures: string[]): Routine<boolean> {
    if (this.#holdsBack(record)) {
      failures.push('CrashLoopBackOff');
      return false;
    }
    const { sandbox } = this;
    if (sandbox === undefined) return false;
    const request = {
      pod: this.#pod,
      record,
      sandbox,
      podAddress: this.address ?? '',
      volumes: this.#volumes ?? new Map(),
    };
    const outcome = yield* startContainer(this.#context, request);
    if (!outcome.ok) {
      record.waiting = outcome.error;
      failures.push(outcome.error.reason);
      const running = instanceOf(record, this.#context.runtime)?.state === 'running';
      if (running) yield* killContainer(this.#context, this.#pod, record, 'FailedPostStartHook', this.#grace(record));
      return false;
    }
    record.waiting = undefined;
    this.#superviseProbes(record);
    return true;
  }

  #holdsBack(record: ContainerRecord): boolean {
    const finishedAt = instanceOf(record, this.#context.runtime)?.finishedAt;
    if (finishedAt === undefined) return false;
    const pod = this.#pod;
    const key = `${record.name}/${record.spec.image ?? ''}`;
    if (!this.#crashBackOff.waitingSince(key, finishedAt)) {
      this.#crashBackOff.next(key, finishedAt);
      return false;
    }
    const delay = goDuration(this.#crashBackOff.delay(key));
    const name = `failed container ${record.name} in pod ${podTitle(pod)}`;
    const path = containerFieldPath(record.name, record.init);
    this.#context.recorder.event(pod, 'Warning', 'BackOff', `Back-off restarting ${name}`, path);
    const message = `back-off ${delay} restarting failed container=${record.name} pod=${podTitle(pod)}`;
    record.waiting = { reason: 'CrashLoopBackOff', message };
    return true;
  }

  /** Ends a container whose image was changed or whose probe has failed; it is then started anew. */
  *#endIfUnwanted(record: ContainerRecord): Routine<void> {
    const instance = instanceOf(record, this.#context.runtime);
    if (instance?.state !== 'running') return;
    const changed = record.image !== undefined && record.image !== record.spec.image;
    const probe = record.failedProbe;
    if (!changed && probe === undefined) return;
    const reason = changed ? `definition changed` : `failed ${probe} probe`;
    const restarts = (this.#pod.spec.restartPolicy ?? 'Always') !== 'Never';
    const message = `Container ${record.name} ${reason}${restarts ? ', will be restarted' : ''}`;
    yield* killContainer(this.#context, this.#pod, record, message, this.#grace(record));
    record.failedProbe = undefined;
  }

  #superviseProbes(record: ContainerRecord): void {
    record.probes?.stop();
    record.probes = undefined;
    const { sandbox, address } = this;
    const instance = instanceOf(record, this.#context.runtime);
    if (instance?.state !== 'running' || sandbox === undefined || address === undefined) return;
    const { startupProbe, livenessProbe, readinessProbe } = record.spec;
    if (startupProbe === undefined && livenessProbe === undefined && readinessProbe === undefined) {
      record.started = true;
      record.ready = true;
      return;
    }
    const target = { spec: record.spec, id: instance.id, sandbox, address };
    record.probes = new ContainerProbes(this.#context, this.#pod, record, target, {
      changed: () => this.#probeChanged(),
      failed: (kind) => {
        record.failedProbe = kind;
        this.poke();
      },
    });
  }

  #probeChanged(): void {
    this.#report();
    if (this.records.some((record) => record.init)) this.poke();
  }

  #report(): void {
    const { runtime, node, clock } = this.#context;
    for (const record of this.records) {
      if (instanceOf(record, runtime)?.state === 'exited') record.probes?.stop();
    }
    const status = makePodStatus(
      {
        pod: this.#pod,
        records: this.records,
        runtime,
        hostAddress: node.address,
        podAddress: this.address ?? this.status?.podIP,
        sandboxReady: this.sandbox !== undefined && !this.#terminal,
        startTime: this.#startTime,
        terminal: this.#terminal,
        failure: this.#failure,
        now: clock.now,
      },
      this.status,
    );
    this.#status.write(status);
  }

  /** A pod whose containers have all ended for good has reached its last phase. */
  #checkTerminal(): boolean {
    const phase = this.status?.phase;
    if (this.#terminal) return true;
    if (phase !== 'Succeeded' && phase !== 'Failed') return false;
    this.#terminal = true;
    this.#report();
    return true;
  }

  #checkDeadline(): boolean {
    const seconds = this.#pod.spec.activeDeadlineSeconds;
    if (seconds === undefined || this.#context.clock.now < this.#startTime + seconds * 1000) return false;
    const message = 'Pod was active on the node longer than the specified deadline';
    this.#context.recorder.event(this.#pod, 'Normal', 'DeadlineExceeded', message);
    this.#failure = { reason: 'DeadlineExceeded', message };
    this.#context.clock.after(0, () => this.#beginTermination());
    return true;
  }

  #untilDeadline(): Again | undefined {
    const seconds = this.#pod.spec.activeDeadlineSeconds;
    if (seconds === undefined) return undefined;
    return { after: Math.max(0, this.#startTime + seconds * 1000 - this.#context.clock.now), background: true };
  }

  #keepVolumesFresh(): void {
    const volumes: readonly Volume[] = (this.#pod.spec.volumes ?? []).filter(
      (volume) => isLive(volume) && !volume.name.startsWith('kube-api-access-'),
    );
    if (volumes.length === 0 || this.#refresh !== undefined) return;
    this.#refresh = this.#context.clock.after(
      VOLUME_REFRESH,
      () => {
        this.#refresh = undefined;
        for (const volume of volumes) {
          const held = this.#volumes?.get(volume.name);
          const fresh = volumeContent(this.#pod, volume, volumeSources(this.#context, this.#pod));
          if (held === undefined || held === 'empty' || !fresh.ok || fresh.value === 'empty') continue;
          held.clear();
          for (const [path, text] of fresh.value) held.set(path, text);
        }
        if (!this.#terminating) this.#keepVolumesFresh();
      },
      { background: true },
    );
  }

  #grace(record: ContainerRecord): number {
    const probe = record.failedProbe === 'startup' ? record.spec.startupProbe : record.spec.livenessProbe;
    const own = record.failedProbe === undefined ? undefined : probe?.terminationGracePeriodSeconds;
    return own ?? this.#pod.spec.terminationGracePeriodSeconds ?? 30;
  }

  /** Ends the pod; a second call with a shorter grace period hurries it. */
  #beginTermination(): void {
    const asked = this.#pod.metadata.deletionGracePeriodSeconds ?? this.#pod.spec.terminationGracePeriodSeconds ?? 30;
    const grace = Math.max(1, asked);
    if (this.#gone || (this.#terminating && grace >= this.#graceSeconds)) return;
    this.#graceSeconds = grace;
    this.#terminating = true;
    this.#task?.cancel();
    this.#task = new Task(this.#context.clock, this.#terminate());
  }

  *#terminate(): Routine<void> {
    const context = this.#context;
    this.#notice?.cancel();
    this.#refresh?.cancel();
    let running = this.records.filter((record) => instanceOf(record, context.runtime)?.state === 'running');
    const pending = new Set(running);
    for (const record of running) {
      record.probes?.stop();
      const message = `Stopping container ${record.name}`;
      const kill = killContainer(context, this.#pod, record, message, this.#graceSeconds);
      this.#spawn(kill, () => {
        pending.delete(record);
        this.#wake?.();
      });
    }
    while (pending.size > 0) yield (wake) => this.#sleep(wake, undefined);
    running = [];
    this.#terminal = true;
    this.#report();
    if (this.#pod.metadata.deletionTimestamp === undefined && this.#failure !== undefined) return;
    this.#finish();
  }

  #spawn(routine: Routine<void>, done: () => void): void {
    new Task(
      this.#context.clock,
      (function* () {
        yield* routine;
        done();
      })(),
    );
  }

  /** The last of the pod leaves the node: sandbox, volumes, and its object in the API server. */
  #finish(): void {
    const { runtime, images, trace, node } = this.#context;
    if (this.sandbox !== undefined) runtime.removeSandbox(this.sandbox.id);
    this.sandbox = undefined;
    this.#gone = true;
    images.forget(this.uid);
    trace.record({
      kind: 'act',
      actor: `kubelet/${node.name}`,
      action: 'pod-cleaned-up',
      object: podObjectName(this.#pod),
    });
    this.#status.removeObject();
    this.#listener.finished(this);
  }
}
