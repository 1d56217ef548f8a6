/**
 * One pod on this node, from its volumes to its end: what kubelet's pod worker and syncPod do, as a routine that brings
 * the pod nearer to its spec each time something has changed.
 */
import type { PodStatus } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import { formatTime, parseTime } from '../../base/time';
import type { Pod } from '../../kinds/pod';
import type { Timer } from '../clock';
import type { Sandbox } from '../containers/runtime';
import type { Routine } from '../processes/routine';
import { killContainer } from './containerKiller';
import type { ContainerRecord } from './containerRecord';
import type { KubeletContext } from './kubeletContext';
import { podDirectory } from './machineVolumes';
import { PodContainers } from './podContainers';
import { podObjectName } from './podNaming';
import { createSandbox, mountVolumes, refreshVolumes } from './podSetup';
import { makePodStatus, type PodFailure } from './podStatus';
import { StatusWriter } from './statusWriter';
import { Task } from './task';
import { isLive, type VolumeContent } from './volumes';

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
const NO_VOLUMES: ReadonlyMap<string, VolumeContent> = new Map();

export class PodWorker {
  readonly uid: string;
  readonly #context: KubeletContext;
  readonly #listener: PodWorkerListener;
  readonly #status: StatusWriter;
  readonly #containers: PodContainers;
  readonly #startTime: number;
  #pod: Pod;
  #sandbox: Sandbox | undefined;
  #volumes: ReadonlyMap<string, VolumeContent> | undefined;
  #task: Task | undefined;
  #dirty = false;
  #wake: (() => void) | undefined;
  #notice: Timer | undefined;
  #refresh: Timer | undefined;
  #failure: PodFailure | undefined;
  #terminal = false;
  #rejected = false;
  #terminating = false;
  #graceSeconds = Number.POSITIVE_INFINITY;
  #gone = false;
  #lost = false;

  constructor(context: KubeletContext, pod: Pod, listener: PodWorkerListener) {
    this.uid = pod.metadata.uid ?? '';
    this.#context = context;
    this.#pod = pod;
    this.#listener = listener;
    this.#status = new StatusWriter(context.clock, context.client, pod);
    this.#startTime = parseTime(pod.status?.startTime) ?? context.clock.now;
    const worker = this;
    this.#containers = new PodContainers(
      context,
      {
        get pod() {
          return worker.#pod;
        },
        get sandbox() {
          return worker.#sandbox;
        },
        get address() {
          return worker.address;
        },
        get volumes() {
          return worker.#volumes ?? NO_VOLUMES;
        },
        report: () => this.#report(),
        poke: () => this.poke(),
      },
      pod,
    );
  }

  get pod(): Pod {
    return this.#pod;
  }

  get sandbox(): Sandbox | undefined {
    return this.#sandbox;
  }

  get records(): readonly ContainerRecord[] {
    return this.#containers.records;
  }

  /** False once the pod will start nothing any more: then it takes no more of the node's resources. */
  get active(): boolean {
    return !this.#terminal && !this.#gone;
  }

  /** True when nothing of the pod is left on the node. */
  get gone(): boolean {
    return this.#gone;
  }

  /** The address under which the pod is reached; its node's with host networking. */
  get address(): string | undefined {
    if (this.#sandbox === undefined) return undefined;
    return this.#sandbox.address ?? this.#context.node.address;
  }

  /** The newest status that was reported or is about to be. */
  get status(): PodStatus | undefined {
    return this.#status.latest ?? this.#pod.status;
  }

  /** Begins, or goes on after the kubelet was stopped. */
  start(): void {
    this.#status.resume();
    if (this.#task !== undefined || this.#gone) return;
    if (!this.#terminating) this.#containers.supervise();
    this.#task = new Task(this.#context.clock, this.#terminating ? this.#terminate() : this.#run());
  }

  /** The kubelet stops: containers go on without it. */
  suspend(): void {
    this.#task?.cancel();
    this.#task = undefined;
    for (const timer of [this.#notice, this.#refresh]) timer?.cancel();
    this.#notice = undefined;
    this.#refresh = undefined;
    this.#status.stop();
    this.#containers.stopProbes();
  }

  /** Refuses the pod: it fails without having run. */
  reject(reason: string, message: string): void {
    const { recorder, clock } = this.#context;
    recorder.event(this.#pod, 'Warning', reason, message);
    this.#rejected = true;
    this.#terminal = true;
    this.#status.write({
      conditions: [],
      ...this.#pod.status,
      message: `Pod was rejected: ${message}`,
      phase: 'Failed',
      reason,
      startTime: formatTime(clock.now),
    });
    if (this.#pod.metadata.deletionTimestamp !== undefined) this.#beginTermination();
  }

  /** Ends the pod for the node's sake: it fails, and stays to be looked at. */
  evict(message: string): void {
    if (this.#terminating || this.#failure !== undefined) return;
    this.#context.recorder.event(this.#pod, 'Warning', 'Evicted', message);
    this.#failure = { reason: 'Evicted', message, disrupted: true };
    this.#beginTermination(1);
  }

  /** The API server tells of a newer object. */
  update(pod: Pod): void {
    const old = this.#pod;
    this.#pod = pod;
    this.#status.observe(pod);
    this.#containers.update(pod);
    if (pod.metadata.deletionTimestamp !== undefined) this.#beginTermination();
    else if (!equal(old.spec, pod.spec)) this.poke();
  }

  /** For a static pod: how the API server shows it. Its status is reported there; what it should be is the manifest's. */
  mirrored(mirror: Pod): void {
    this.#status.observe(mirror);
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
    this.#lost = this.#sandbox !== undefined;
    this.#sandbox = undefined;
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
    if ((yield* this.#hasEnded()) || this.#isOverdue()) return undefined;
    this.#volumes ??= yield* mountVolumes(context, this.#pod);
    this.#keepVolumesFresh();
    if (this.#sandboxEnded()) this.lose();
    if (this.#lost) {
      const message = 'Pod sandbox changed, it will be killed and re-created.';
      context.recorder.event(this.#pod, 'Normal', 'SandboxChanged', message);
      this.#lost = false;
    }
    this.#sandbox ??= yield* createSandbox(context, this.#pod, (sandbox) => {
      this.#sandbox = sandbox;
    });
    const failures = yield* this.#containers.bringUp();
    this.#report();
    return (yield* this.#hasEnded()) ? undefined : this.#again(failures);
  }

  /** Someone has ended the sandbox behind the kubelet's back. */
  #sandboxEnded(): boolean {
    const own = this.#sandbox;
    if (own === undefined) return false;
    return this.#context.runtime.sandboxes.every(({ id, state }) => id !== own.id || state === 'notready');
  }

  #again(failures: readonly string[]): Again | undefined {
    const { random, clock } = this.#context;
    // After the first refusal the pull is looked at again soon, which is when the kubelet says that it holds back.
    if (failures.includes('ErrImagePull')) return { after: 1000 + random.integer(1000), background: false };
    if (failures.length > 0) return { after: 10_000 + random.integer(5000), background: true };
    const deadline = this.#deadline;
    return deadline === undefined ? undefined : { after: deadline - clock.now, background: true };
  }

  #report(): void {
    if (this.#rejected) return;
    const { runtime, node, clock } = this.#context;
    this.#containers.stopProbes(true);
    const status = makePodStatus(
      {
        pod: this.#pod,
        records: this.records,
        runtime,
        hostAddress: node.address,
        podAddress: this.address ?? this.status?.podIP,
        sandboxReady: this.#sandbox !== undefined && !this.#terminal,
        startTime: this.#startTime,
        terminal: this.#terminal,
        failure: this.#failure,
        now: clock.now,
      },
      this.status,
    );
    this.#status.write(status);
  }

  /** A pod whose containers have all ended for good has reached its last phase; its sidecars are ended then. */
  *#hasEnded(): Routine<boolean> {
    const phase = this.status?.phase;
    if (this.#terminal) return true;
    if (phase !== 'Succeeded' && phase !== 'Failed') return false;
    yield* this.#killAll(this.#pod.spec.terminationGracePeriodSeconds ?? 30);
    this.#terminal = true;
    this.#report();
    return true;
  }

  /** The moment at which activeDeadlineSeconds is over. */
  get #deadline(): number | undefined {
    const seconds = this.#pod.spec.activeDeadlineSeconds;
    return seconds === undefined ? undefined : this.#startTime + seconds * 1000;
  }

  #isOverdue(): boolean {
    const { clock, recorder } = this.#context;
    if (this.#deadline === undefined || clock.now < this.#deadline) return false;
    const message = 'Pod was active on the node longer than the specified deadline';
    recorder.event(this.#pod, 'Normal', 'DeadlineExceeded', message);
    this.#failure = { reason: 'DeadlineExceeded', message };
    clock.after(0, () => this.#beginTermination());
    return true;
  }

  #keepVolumesFresh(): void {
    const changing = (this.#pod.spec.volumes ?? []).some(isLive);
    if (!changing || this.#refresh !== undefined) return;
    this.#refresh = this.#context.clock.after(
      VOLUME_REFRESH,
      () => {
        this.#refresh = undefined;
        refreshVolumes(this.#context, this.#pod, this.#volumes ?? NO_VOLUMES);
        if (!this.#terminating && !this.#terminal) this.#keepVolumesFresh();
      },
      { background: true },
    );
  }

  /** Ends the pod; a second call with a shorter grace period hurries it. */
  #beginTermination(hurry?: number): void {
    const { deletionGracePeriodSeconds } = this.#pod.metadata;
    const usual = deletionGracePeriodSeconds ?? this.#pod.spec.terminationGracePeriodSeconds ?? 30;
    const grace = Math.max(1, hurry ?? usual);
    if (this.#gone || (this.#terminating && grace >= this.#graceSeconds)) return;
    this.#graceSeconds = grace;
    this.#terminating = true;
    this.#task?.cancel();
    this.#task = new Task(this.#context.clock, this.#terminate());
  }

  *#terminate(): Routine<void> {
    for (const timer of [this.#notice, this.#refresh]) timer?.cancel();
    this.#containers.stopProbes();
    yield* this.#killAll(this.#graceSeconds);
    this.#terminal = true;
    this.#report();
    const stays = this.#failure !== undefined && this.#pod.metadata.deletionTimestamp === undefined;
    if (!stays) this.#finish();
  }

  /** Ends all running containers side by side. */
  *#killAll(graceSeconds: number): Routine<void> {
    const pending = new Set(this.#containers.running);
    for (const record of pending) {
      const kill = killContainer(this.#context, this.#pod, record, `Stopping container ${record.name}`, graceSeconds);
      const ended = () => {
        pending.delete(record);
        this.#wake?.();
      };
      new Task(this.#context.clock, followedBy(kill, ended));
    }
    while (pending.size > 0) yield (wake) => this.#sleep(wake, undefined);
  }

  /** The last of the pod leaves the node: sandbox, volumes, and its object in the API server. */
  #finish(): void {
    const { runtime, images, trace, node } = this.#context;
    if (this.#sandbox !== undefined) runtime.removeSandbox(this.#sandbox.id);
    this.#sandbox = undefined;
    this.#gone = true;
    this.#context.machine.files.remove(podDirectory(this.#pod), { recursive: true });
    images.forget(this.uid);
    const actor = `kubelet/${node.name}`;
    trace.record({ kind: 'act', actor, action: 'pod-cleaned-up', object: podObjectName(this.#pod) });
    this.#status.removeObject();
    this.#listener.finished(this);
  }
}

function* followedBy(routine: Routine<void>, done: () => void): Routine<void> {
  yield* routine;
  done();
}
