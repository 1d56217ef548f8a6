/** Which pods of a node `kubectl drain` takes away, and what stands against it. */

import { parseTime } from '../../../base/time';
import type { Routine } from '../../../engine/processes/routine';
import { controllerOf } from '../../../kinds/object';
import type { Pod } from '../../../kinds/pod';
import { CommandError } from '../errors';
import type { Invocation } from '../verb';

const DAEMON_ERROR = 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)';
const DAEMON_WARNING = 'ignoring DaemonSet-managed Pods';
const LOCAL_ERROR = 'Pods with local storage (use --delete-emptydir-data to override)';
const UNMANAGED_ERROR = 'cannot delete Pods that declare no controller (use --force to override)';
const UNMANAGED_WARNING = 'deleting Pods that declare no controller';

/** What is to become of a pod, and what is said about it. */
interface Verdict {
  readonly remove: boolean;
  readonly warning?: string;
  readonly error?: string;
}

export interface DrainedPods {
  readonly pods: readonly Pod[];
  /** '' when there is nothing to warn of. */
  readonly warnings: string;
  readonly errors: readonly CommandError[];
}

export function* drainedPods(invocation: Invocation, node: string): Routine<DrainedPods> {
  const { access, flags, process } = invocation;
  const selector = flags.string('pod-selector');
  const { items } = yield* access.call<{ items: readonly Pod[] }>({
    method: 'GET',
    path: '/api/v1/pods',
    query: {
      fieldSelector: `spec.nodeName=${node}`,
      limit: String(flags.int('chunk-size')),
      ...(selector === '' ? {} : { labelSelector: selector }),
    },
  });
  const pods: Pod[] = [];
  const warnings = new Map<string, string[]>();
  const errors = new Map<string, string[]>();
  for (const pod of items) {
    const verdict = yield* judge(invocation, pod, process.clock.now);
    const name = `${pod.metadata.namespace}/${pod.metadata.name}`;
    if (verdict.remove) pods.push(pod);
    if (verdict.warning !== undefined) warnings.set(verdict.warning, [...(warnings.get(verdict.warning) ?? []), name]);
    if (verdict.error !== undefined) errors.set(verdict.error, [...(errors.get(verdict.error) ?? []), name]);
  }
  return {
    pods,
    warnings: [...warnings].map(([text, names]) => `${text}: ${names.join(', ')}`).join('; '),
    errors: [...errors].map(
      ([text, names]) => new CommandError(`cannot delete ${text}: ${names.join(', ')}`, { verbatim: true }),
    ),
  };
}

/** True for a pod that has been about to go for so long that nobody waits for it (--skip-wait-for-delete-timeout). */
export function isSkipped({ flags }: Invocation, pod: Pod, now: number): boolean {
  const seconds = flags.int('skip-wait-for-delete-timeout');
  const since = parseTime(pod.metadata.deletionTimestamp);
  return seconds > 0 && since !== undefined && now - since > seconds * 1000;
}

/** The first that speaks against it decides; of warnings the last one counts. */
function* judge(invocation: Invocation, pod: Pod, now: number): Routine<Verdict> {
  const { flags } = invocation;
  if (isSkipped(invocation, pod, now)) return { remove: false };
  const owner = controllerOf(pod);
  const hasEnded = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  if (owner?.kind === 'DaemonSet' && !hasEnded) {
    const gone = yield* missingDaemonSet(invocation, pod, owner.name);
    if (gone !== undefined) {
      if (!flags.bool('force')) return { remove: false, error: gone };
    } else if (flags.bool('ignore-daemonsets')) return { remove: false, warning: DAEMON_WARNING };
    else return { remove: false, error: DAEMON_ERROR };
  }
  if (pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return { remove: false };
  const hasLocalData = !hasEnded && (pod.spec.volumes ?? []).some(({ emptyDir }) => emptyDir !== undefined);
  if (hasLocalData && !flags.bool('delete-emptydir-data')) return { remove: false, error: LOCAL_ERROR };
  if (hasEnded || owner !== undefined) return { remove: true };
  if (!flags.bool('force')) return { remove: false, error: UNMANAGED_ERROR };
  return { remove: true, warning: UNMANAGED_WARNING };
}

/** What the server says of a pod's DaemonSet that is not there. */
function* missingDaemonSet({ access }: Invocation, pod: Pod, name: string): Routine<string | undefined> {
  const path = `/apis/apps/v1/namespaces/${pod.metadata.namespace}/daemonsets/${name}`;
  const found = yield* access.attempt({ method: 'GET', path });
  return found.ok ? undefined : (found.error.message ?? '');
}
