import type { DaemonSetStatus } from 'kubernetes-types/apps/v1';
import type { DaemonSet } from '../../../kinds/apps/daemonSet';
import { isPodAvailable, isPodReady } from '../podConditions';
import type { DaemonNode } from './daemonNodes';
import { isUpdated } from './daemonPod';

/** The status as its nodes and pods are. The generation counts as seen only when the pods were managed too. */
export function daemonStatus(
  set: DaemonSet,
  nodes: readonly DaemonNode[],
  hash: string,
  now: number,
  managed: boolean,
): DaemonSetStatus {
  const wanted = nodes.filter(({ run }) => run);
  const oldest = wanted.flatMap(({ pods }) => pods.slice(0, 1));
  const ready = oldest.filter(isPodReady);
  const numberAvailable = ready.filter((pod) => isPodAvailable(pod, set.spec.minReadySeconds ?? 0, now)).length;
  const updatedNumberScheduled = oldest.filter((pod) => isUpdated(set, pod, hash)).length;
  const numberUnavailable = wanted.length - numberAvailable;
  const observedGeneration = managed ? set.metadata.generation : set.status?.observedGeneration;
  const { collisionCount, conditions } = set.status ?? {};
  return {
    ...(collisionCount === undefined ? {} : { collisionCount }),
    ...(conditions === undefined ? {} : { conditions }),
    currentNumberScheduled: oldest.length,
    desiredNumberScheduled: wanted.length,
    ...(numberAvailable === 0 ? {} : { numberAvailable }),
    numberMisscheduled: nodes.filter(({ run, pods }) => !run && pods.length > 0).length,
    numberReady: ready.length,
    ...(numberUnavailable === 0 ? {} : { numberUnavailable }),
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
    ...(updatedNumberScheduled === 0 ? {} : { updatedNumberScheduled }),
  };
}
