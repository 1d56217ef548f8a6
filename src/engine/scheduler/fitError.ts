/** The sentence that tells why a pod found no node: `0/3 nodes are available: 3 Insufficient cpu. preemption: ...`. */
import type { Pod } from '../../kinds/pod';
import type { Decision } from './decision';
import type { Refusal } from './plugin';

/** `total` counts all nodes, also those that were not looked at. */
export function fitError(
  pod: Pod,
  total: number,
  { refusals, unschedulable }: Pick<Decision, 'refusals' | 'unschedulable'>,
): string {
  if (total === 0) return 'no nodes available to schedule pods';
  const reasons = [...refusals.values()].flatMap((refusal) => refusal.reasons);
  const first = unschedulable === undefined ? summary(total, reasons) : `${summary(total, [])} ${unschedulable}.`;
  return `${first} ${preemptionNote(pod, total, refusals)}`;
}

function summary(total: number, reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  // Sorted as texts, counts included: "1 ..." before "10 ..." before "2 ...".
  const parts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const list = parts.length === 0 ? '' : ` ${parts.join(', ')}.`;
  return `0/${total} nodes are available:${list}`;
}

/**
 * What preemption has to say. It is not simulated yet: no pod is ever a victim. With pods of equal priority, which is
 * all there is without PriorityClasses, the real scheduler finds none either.
 */
function preemptionNote(pod: Pod, total: number, refusals: ReadonlyMap<string, Refusal>): string {
  if (pod.spec.preemptionPolicy === 'Never') return 'preemption: not eligible due to preemptionPolicy=Never.';
  const all = [...refusals.values()];
  const reasons = all.map((refusal) =>
    refusal.resolvable ? 'No preemption victims found for incoming pod' : 'Preemption is not helpful for scheduling',
  );
  return `preemption: ${summary(total, reasons)}`;
}
