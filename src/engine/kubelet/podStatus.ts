/** A pod's status as its kubelet reports it: container states, phase and conditions. */
import type { ContainerState, ContainerStatus, PodCondition, PodStatus } from 'kubernetes-types/core/v1';
import { formatTime } from '../../base/time';
import type { Pod } from '../../kinds/pod';
import { disruptionTarget } from '../../kinds/pods/disruptionTarget';
import type { ContainerRuntime } from '../containers/runtime';
import {
  type ContainerList,
  type ContainerRecord,
  instanceOf,
  isSidecar,
  lostState,
  terminatedState,
} from './containerRecord';

export interface PodFindings {
  readonly pod: Pod;
  readonly records: readonly ContainerRecord[];
  readonly runtime: ContainerRuntime;
  readonly hostAddress: string;
  /** undefined until the sandbox is there. */
  readonly podAddress: string | undefined;
  readonly sandboxReady: boolean;
  /** When the kubelet took the pod on, in milliseconds. */
  readonly startTime: number;
  /** Set when nothing of the pod will be started any more. */
  readonly terminal: boolean;
  /** Set when the pod failed as a whole. */
  readonly failure: PodFailure | undefined;
  readonly now: number;
}

/** Why a pod failed as a whole. */
export interface PodFailure {
  readonly reason: string;
  readonly message: string;
  /** True when the kubelet ended it for the node's sake. */
  readonly disrupted?: boolean;
}

/** Conditions of the kubelet, in the order in which it writes them; others keep their place after these. */
export const OWN_CONDITIONS: readonly string[] = [
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
];

/** The whole status; `before` is what was reported last, for transition times and other writers' conditions. */
export function makePodStatus(findings: PodFindings, before: PodStatus | undefined): PodStatus {
  const { pod, hostAddress, podAddress } = findings;
  const statuses = (list: ContainerList) =>
    findings.records.filter((record) => record.list === list).map((record) => containerStatus(record, findings));
  const init = statuses('initContainers');
  const main = statuses('containers');
  const ephemeral = statuses('ephemeralContainers').map(({ started: _, ...status }) => ({ ...status, ready: false }));
  const phase = findings.failure === undefined ? phaseOf(findings, init, main) : 'Failed';
  const conditions = makeConditions(findings, phase, init, main, before);
  return {
    conditions,
    ...(main.length === 0 ? {} : { containerStatuses: main }),
    ...(ephemeral.length === 0 ? {} : { ephemeralContainerStatuses: ephemeral }),
    ...(init.length === 0 ? {} : { initContainerStatuses: init }),
    hostIP: hostAddress,
    hostIPs: [{ ip: hostAddress }],
    ...(findings.failure === undefined ? {} : { reason: findings.failure.reason, message: findings.failure.message }),
    phase,
    ...(podAddress === undefined ? {} : { podIP: podAddress, podIPs: [{ ip: podAddress }] }),
    qosClass: before?.qosClass ?? pod.status?.qosClass ?? 'BestEffort',
    startTime: formatTime(findings.startTime),
  };
}

function containerStatus(record: ContainerRecord, findings: PodFindings): ContainerStatus {
  const { runtime } = findings;
  const instance = instanceOf(record, runtime);
  const scheme = runtime.scheme;
  const mounts = record.spec.volumeMounts ?? [];
  let state: ContainerState = { waiting: { reason: waitingReason(record, findings) } };
  let lastState: ContainerState = record.lastEnd === undefined ? {} : { terminated: record.lastEnd };
  const running = instance?.state === 'running';
  if (running && instance.startedAt !== undefined) {
    state = { running: { startedAt: formatTime(instance.startedAt) } };
  } else if (instance?.state === 'exited') {
    state = { terminated: terminatedState(instance, scheme) };
  }
  if (!running && record.waiting !== undefined && !findings.terminal) {
    if (state.terminated !== undefined) lastState = { terminated: state.terminated };
    state = { waiting: waitingState(record.waiting) };
  }
  if (findings.terminal && state.terminated === undefined && !running && hadItsTurn(record, findings)) {
    state = { terminated: lostState() };
  }
  const plainInit = record.init && !isSidecar(record);
  return {
    ...(instance === undefined ? {} : { containerID: `${scheme}${instance.id}` }),
    image: instance === undefined ? (record.spec.image ?? '') : record.imageName,
    imageID: instance === undefined ? '' : record.imageDigest,
    lastState,
    name: record.name,
    ready: plainInit ? state.terminated?.exitCode === 0 : running && record.ready,
    restartCount: record.restarts,
    started: running && record.started,
    state,
    ...(mounts.length === 0
      ? {}
      : {
          volumeMounts: mounts.map((mount) => ({
            mountPath: mount.mountPath,
            name: mount.name,
            ...(mount.readOnly === true ? { readOnly: true, recursiveReadOnly: 'Disabled' } : {}),
          })),
        }),
  };
}

/** Containers that the pod never came to are not lost when it ends: they go on waiting. */
function hadItsTurn(record: ContainerRecord, { records, runtime }: PodFindings): boolean {
  const hasStarted = (one: ContainerRecord) => one.lastEnd !== undefined || instanceOf(one, runtime) !== undefined;
  const init = records.filter((one) => one.init);
  if (record.init) return init.slice(init.indexOf(record) + 1).some(hasStarted);
  const last = init.at(-1);
  if (last === undefined || records.some((one) => one.list === 'containers' && hasStarted(one))) return true;
  const instance = instanceOf(last, runtime);
  if (isSidecar(last)) return last.started;
  return last.lastEnd?.exitCode === 0 || (instance?.state === 'exited' && instance.exitCode === 0);
}

function waitingState(waiting: { readonly reason: string; readonly message?: string }): ContainerState['waiting'] {
  return { ...(waiting.message === undefined ? {} : { message: waiting.message }), reason: waiting.reason };
}

function waitingReason(record: ContainerRecord, findings: PodFindings): string {
  if (record.list === 'ephemeralContainers') return 'ContainerCreating';
  return findings.records.some((other) => other.init) ? 'PodInitializing' : 'ContainerCreating';
}

function phaseOf(
  findings: PodFindings,
  init: readonly ContainerStatus[],
  main: readonly ContainerStatus[],
): 'Pending' | 'Running' | 'Succeeded' | 'Failed' {
  const policy = findings.pod.spec.restartPolicy ?? 'Always';
  const plainInit = init.filter((_, index) => {
    const record = findings.records.filter((one) => one.init)[index];
    return record !== undefined && !isSidecar(record);
  });
  const failedInit = plainInit.some((status) => (status.state?.terminated?.exitCode ?? 0) !== 0);
  const pendingInit = plainInit.some((status) => status.state?.terminated?.exitCode !== 0);
  if (findings.terminal) {
    if (failedInit || pendingInit) return 'Failed';
    return main.every((status) => status.state?.terminated?.exitCode === 0) ? 'Succeeded' : 'Failed';
  }
  const mainStarted = main.some(
    (status) => status.state?.running !== undefined || status.state?.terminated !== undefined,
  );
  if (pendingInit && !mainStarted) return failedInit && policy === 'Never' ? 'Failed' : 'Pending';
  let waiting = 0;
  let running = 0;
  let stopped = 0;
  let succeeded = 0;
  for (const status of main) {
    if (status.state?.running !== undefined) running++;
    else if (status.state?.terminated !== undefined) {
      stopped++;
      if (status.state.terminated.exitCode === 0) succeeded++;
    } else if (status.lastState?.terminated !== undefined) stopped++;
    else waiting++;
  }
  if (waiting > 0) return 'Pending';
  if (running > 0) return 'Running';
  if (stopped === 0) return 'Pending';
  if (policy === 'Always') return 'Running';
  if (stopped === succeeded) return 'Succeeded';
  return policy === 'Never' ? 'Failed' : 'Running';
}

function makeConditions(
  findings: PodFindings,
  phase: string,
  init: readonly ContainerStatus[],
  main: readonly ContainerStatus[],
  before: PodStatus | undefined,
): PodCondition[] {
  const old = before?.conditions ?? findings.pod.status?.conditions ?? [];
  const unready = main.filter((status) => !status.ready).map((status) => status.name);
  const containersReady = readyCondition(phase, unready, 'ContainersNotReady', 'containers with unready status');
  const sidecars = new Set(findings.records.filter(isSidecar).map((record) => record.name));
  const isIncomplete = (status: ContainerStatus) =>
    sidecars.has(status.name) ? status.started !== true : !status.ready;
  const incomplete = init.filter(isIncomplete).map((status) => status.name);
  const gates = (findings.pod.spec.readinessGates ?? []).map((gate) => gate.conditionType);
  const closed = gates.filter(
    (type) => !old.some((condition) => condition.type === type && condition.status === 'True'),
  );
  let ready = containersReady;
  if (closed.length > 0 && containersReady.status === 'True') {
    const texts = closed.map((type) => {
      const known = old.some((condition) => condition.type === type);
      return known
        ? `the status of pod readiness gate "${type}" is not "True", but False`
        : `corresponding condition of pod readiness gate "${type}" does not exist.`;
    });
    ready = { status: 'False', reason: 'ReadinessGatesNotReady', message: texts.join(', ') };
  }
  const own: Record<string, Omit<PodCondition, 'type'>> = {
    PodReadyToStartContainers: { status: findings.sandboxReady ? 'True' : 'False' },
    Initialized: initializedCondition(phase, incomplete, main),
    Ready: ready,
    ContainersReady: containersReady,
  };
  const conditions = OWN_CONDITIONS.map((type) => withTimes({ type, status: '', ...own[type] }, old, findings.now));
  // a pod that was given its node by hand never met the scheduler
  const scheduled = old.some(({ type }) => type === 'PodScheduled')
    ? []
    : [withTimes({ type: 'PodScheduled', status: 'True' }, old, findings.now)];
  const foreign = old.filter((condition) => !OWN_CONDITIONS.includes(condition.type));
  return [...conditions, ...scheduled, ...foreign, ...disruptionOf(findings, old)];
}

function disruptionOf({ failure, now }: PodFindings, old: readonly PodCondition[]): PodCondition[] {
  if (failure?.disrupted !== true || old.some(({ type }) => type === 'DisruptionTarget')) return [];
  return [disruptionTarget('TerminationByKubelet', failure.message, now)];
}

function readyCondition(
  phase: string,
  unready: readonly string[],
  reason: string,
  text: string,
): Omit<PodCondition, 'type'> {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  if (unready.length === 0) return { status: 'True' };
  return { status: 'False', reason, message: `${text}: [${unready.join(' ')}]` };
}

function initializedCondition(
  phase: string,
  incomplete: readonly string[],
  main: readonly ContainerStatus[],
): Omit<PodCondition, 'type'> {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  const running = main.some((status) => status.state?.running !== undefined);
  if (incomplete.length === 0 || running) return { status: 'True' };
  const message = `containers with incomplete status: [${incomplete.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotInitialized', message };
}

function withTimes(condition: PodCondition, old: readonly PodCondition[], now: number): PodCondition {
  const known = old.find((other) => other.type === condition.type);
  const changed = known?.status !== condition.status || known.lastTransitionTime === undefined;
  const { message, reason, status, type } = condition;
  return {
    lastProbeTime: null as unknown as string,
    lastTransitionTime: changed ? formatTime(now) : known.lastTransitionTime,
    ...(message === undefined ? {} : { message }),
    ...(reason === undefined ? {} : { reason }),
    status,
    type,
  } as PodCondition;
}
