/** What a pod's worker remembers of one container between its instances. */
import type { Container, ContainerStateTerminated } from 'kubernetes-types/core/v1';
import { formatTime } from '../../base/time';
import type { ContainerRuntime, ContainerStatus } from '../containers/runtime';
import type { ContainerProbes } from './containerProbes';
import type { WaitingReason } from './imageManager';

/** Ephemeral containers run once and have no say in what becomes of the pod. */
export type ContainerList = 'containers' | 'initContainers' | 'ephemeralContainers';

export interface ContainerRecord {
  readonly name: string;
  /** The list of the pod's spec that it stands in. */
  readonly list: ContainerList;
  readonly init: boolean;
  spec: Container;
  /** The runtime's id of the newest instance, running or ended. */
  id: string | undefined;
  /** The instance before that, kept for `kubectl logs --previous`. */
  previousId: string | undefined;
  /** The image that the newest instance was made from, as the pod names it. */
  image: string | undefined;
  /** That image's name in full, as the runtime has it: `docker.io/library/nginx:latest`. */
  imageName: string;
  /** `repository@sha256:...` of that image. */
  imageDigest: string;
  restarts: number;
  /** How the instance before the newest ended. */
  lastEnd: ContainerStateTerminated | undefined;
  /** Why the last attempt to start it failed; undefined once it has started. */
  waiting: WaitingReason | undefined;
  ready: boolean;
  started: boolean;
  /** Set when a probe wants the container to be restarted. */
  failedProbe: 'liveness' | 'startup' | undefined;
  probes: ContainerProbes | undefined;
}

export function newRecord(spec: Container, list: ContainerList): ContainerRecord {
  return {
    name: spec.name,
    list,
    init: list === 'initContainers',
    spec,
    id: undefined,
    previousId: undefined,
    image: undefined,
    imageName: '',
    imageDigest: '',
    restarts: 0,
    lastEnd: undefined,
    waiting: undefined,
    ready: false,
    started: false,
    failedProbe: undefined,
    probes: undefined,
  };
}

/** True for an init container that keeps running beside the others. */
export function isSidecar(record: ContainerRecord): boolean {
  return record.init && record.spec.restartPolicy === 'Always';
}

/** The newest instance as the runtime knows it; undefined when none was made. */
export function instanceOf(record: ContainerRecord, runtime: ContainerRuntime): ContainerStatus | undefined {
  return record.id === undefined ? undefined : runtime.status(record.id);
}

/** How an ended instance looks in a pod's status. */
export function terminatedState(instance: ContainerStatus, scheme: string): ContainerStateTerminated {
  const exitCode = instance.exitCode ?? 137;
  return {
    containerID: `${scheme}${instance.id}`,
    exitCode,
    ...(instance.finishedAt === undefined ? {} : { finishedAt: formatTime(instance.finishedAt) }),
    ...(instance.message === undefined || instance.message === '' ? {} : { message: instance.message }),
    reason: instance.reason ?? (exitCode === 0 ? 'Completed' : 'Error'),
    ...(instance.startedAt === undefined ? {} : { startedAt: formatTime(instance.startedAt) }),
  };
}

/** How an instance looks that is not there any more, though nobody saw it end. */
export function lostState(how = 'terminated'): ContainerStateTerminated {
  return {
    exitCode: 137,
    message: `The container could not be located when the pod was ${how}`,
    reason: 'ContainerStatusUnknown',
  };
}
