/** Ends one container: the preStop hook, then the runtime's stop, within the grace period. */
import type { Pod } from '../../kinds/pod';
import { callback, type Routine } from '../processes/routine';
import type { ContainerRecord } from './containerRecord';
import { runHook } from './hooks';
import type { KubeletContext } from './kubeletContext';
import { containerFieldPath, podObjectName } from './podNaming';

/** The least time that a stop is given after a preStop hook, in milliseconds. */
const LEAST_GRACE = 2000;

/** Returns when the container has ended. `message` is the Killing event's. */
export function* killContainer(
  context: KubeletContext,
  pod: Pod,
  record: ContainerRecord,
  message: string,
  graceSeconds: number,
): Routine<void> {
  const { id } = record;
  if (id === undefined) return;
  const path = containerFieldPath(record);
  context.recorder.event(pod, 'Normal', 'Killing', message, path);
  const killing = context.trace.record({
    kind: 'act',
    actor: `kubelet/${context.node.name}`,
    action: 'kill-container',
    object: podObjectName(pod),
    detail: { container: record.name },
  });
  const before = context.clock.now;
  const hook = record.spec.lifecycle?.preStop;
  if (hook !== undefined) {
    const outcome = yield* runHook(context, record, pod.status?.podIP ?? '', hook);
    if (!outcome.ok) context.recorder.event(pod, 'Warning', 'FailedPreStopHook', 'PreStopHook failed', path);
  }
  const left = Math.max(LEAST_GRACE, graceSeconds * 1000 - (context.clock.now - before));
  const grace = hook === undefined ? graceSeconds * 1000 : left;
  yield* callback<void>((done) => {
    context.clock.withCause(killing, () => context.runtime.stopContainer(id, grace, done));
    return undefined;
  });
}
