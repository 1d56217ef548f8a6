/** Which pod kubectl takes when an object with several is named. Follows kubectl's podutils. */
import { parseTime } from '../../../base/time';
import type { Pod } from '../../../kinds/pod';

type Order = (a: Pod, b: Pod) => number;

/** What has ended stands beside what runs for whoever looks for logs, beside what waits for whoever wants to run something. */
const LOGGED: Readonly<Record<string, number>> = { Unknown: 1, Pending: 2 };
const ATTACHED: Readonly<Record<string, number>> = { Running: -2, Unknown: -1 };

/** The pod whose logs are shown: one that runs and is ready, for long, after many restarts, of old age. */
export const orderForLogs: Order = (a, b) =>
  byState(a, b, LOGGED) || restarts(b) - restarts(a) || creation(a) - creation(b);

/** The pod that is attached to or run in: the same, but after few restarts. */
export const orderForAttaching: Order = (a, b) =>
  byState(a, b, ATTACHED) || restarts(a) - restarts(b) || creation(a) - creation(b);

function byState(a: Pod, b: Pod, phases: Readonly<Record<string, number>>): number {
  const phase = ({ status }: Pod) => phases[status?.phase ?? ''] ?? 0;
  return assigned(b) - assigned(a) || phase(a) - phase(b) || readySince(a) - readySince(b);
}

function assigned({ spec }: Pod): number {
  return spec.nodeName === undefined || spec.nodeName === '' ? 0 : 1;
}

/** Pods that are not ready come after all others. */
function readySince({ status }: Pod): number {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' ? (parseTime(ready.lastTransitionTime) ?? 0) : Number.MAX_SAFE_INTEGER;
}

function restarts({ status }: Pod): number {
  return Math.max(0, ...(status?.containerStatuses ?? []).map(({ restartCount }) => restartCount));
}

function creation({ metadata }: Pod): number {
  return parseTime(metadata.creationTimestamp) ?? Number.MAX_SAFE_INTEGER;
}
