/** How one line of `kubectl get pods` sums a pod up (printers/internalversion, printPod). */
import type { Container, ContainerState, ContainerStatus } from 'kubernetes-types/core/v1';
import { humanDuration, parseTime } from '../../base/time';
import type { Pod } from '../pod';
import { isConditionTrue } from './podConditions';

export interface PodSummary {
  /** The STATUS column: a phase, or a more telling reason such as `CrashLoopBackOff` or `Init:0/1`. */
  readonly status: string;
  readonly readyContainers: number;
  readonly totalContainers: number;
  readonly restarts: number;
  /** When a container last ended before it was restarted, in milliseconds. */
  readonly lastRestart: number | undefined;
}

export function summarizePod(pod: Pod): PodSummary {
  const sidecars = new Set((pod.spec.initContainers ?? []).filter(isSidecar).map((container) => container.name));
  const initialization = summarizeInitialization(pod, sidecars);
  let summary = initialization.tally;
  let status = initialization.status ?? reasonOf(pod);
  if (initialization.status === undefined || isConditionTrue(pod, 'Initialized')) {
    const running = summarizeContainers(pod, initialization.sidecarTally, status);
    summary = running.tally;
    status = running.status;
  }
  return {
    status: deletionStatus(pod, status),
    readyContainers: initialization.readySidecars + (summary.ready ?? 0),
    totalContainers: pod.spec.containers.length + sidecars.size,
    restarts: summary.restarts,
    lastRestart: summary.lastRestart,
  };
}

/** The RESTARTS column: `0`, `3`, or `3 (5s ago)`. */
export function formatRestarts({ restarts, lastRestart }: PodSummary, now: number): string {
  if (restarts === 0 || lastRestart === undefined) return String(restarts);
  return `${restarts} (${humanDuration(now - lastRestart)} ago)`;
}

/** Whether an init container keeps running beside the others (`restartPolicy: Always`). */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

interface Tally {
  readonly restarts: number;
  readonly lastRestart: number | undefined;
  readonly ready?: number;
}

const nothing: Tally = { restarts: 0, lastRestart: undefined };

function count(tally: Tally, status: ContainerStatus): Tally {
  const ended = parseTime(status.lastState?.terminated?.finishedAt);
  const { lastRestart } = tally;
  return {
    ...tally,
    restarts: tally.restarts + status.restartCount,
    lastRestart: ended !== undefined && (lastRestart === undefined || lastRestart < ended) ? ended : lastRestart,
  };
}

/** Walks the init containers up to the first that is not done; `status` is undefined when all are. */
function summarizeInitialization(pod: Pod, sidecars: ReadonlySet<string>) {
  let tally = nothing;
  let sidecarTally = nothing;
  let readySidecars = 0;
  for (const [index, container] of (pod.status?.initContainerStatuses ?? []).entries()) {
    const sidecar = sidecars.has(container.name);
    tally = count(tally, container);
    if (sidecar) sidecarTally = count(sidecarTally, container);
    if (container.state?.terminated?.exitCode === 0) continue;
    if (sidecar && container.started === true) {
      if (container.ready) readySidecars++;
      continue;
    }
    const status = initializationStatus(container.state ?? {}, index, pod.spec.initContainers?.length ?? 0);
    return { status, tally, sidecarTally, readySidecars };
  }
  return { status: undefined, tally, sidecarTally, readySidecars };
}

function initializationStatus({ terminated, waiting }: ContainerState, index: number, total: number): string {
  if (terminated !== undefined) return `Init:${endOf(terminated)}`;
  if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`;
  return `Init:${index}/${total}`;
}

/** Walks the containers from the last to the first, so that the first one's reason wins. */
function summarizeContainers(pod: Pod, start: Tally, reason: string): { status: string; tally: Tally } {
  let status = reason;
  let tally: Tally = start;
  let ready = 0;
  for (const container of [...(pod.status?.containerStatuses ?? [])].reverse()) {
    tally = count(tally, container);
    const { waiting, terminated, running } = container.state ?? {};
    if (waiting?.reason) status = waiting.reason;
    else if (terminated !== undefined) status = endOf(terminated);
    else if (container.ready && running !== undefined) ready++;
  }
  if (status === 'Completed' && ready > 0) status = isConditionTrue(pod, 'Ready') ? 'Running' : 'NotReady';
  return { status, tally: { ...tally, ready } };
}

function endOf(terminated: NonNullable<ContainerState['terminated']>): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

function reasonOf({ status }: Pod): string {
  const gated = status?.conditions?.some((one) => one.type === 'PodScheduled' && one.reason === 'SchedulingGated');
  return gated ? 'SchedulingGated' : status?.reason || status?.phase || '';
}

function deletionStatus(pod: Pod, status: string): string {
  if (pod.metadata.deletionTimestamp === undefined) return status;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed' ? status : 'Terminating';
}
