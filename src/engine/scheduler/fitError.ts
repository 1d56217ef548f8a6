/** The sentence that tells why a pod found no node: `0/3 nodes are available: 3 Insufficient cpu. preemption: ...`. */
import type { Decision } from './decision';

/** `total` counts all nodes, also those that were not looked at; `note` is what preemption has to say. */
export function fitError(
  total: number,
  { refusals, unschedulable }: Pick<Decision, 'refusals' | 'unschedulable'>,
  note: string,
): string {
  if (total === 0) return 'no nodes available to schedule pods';
  const reasons = [...refusals.values()].flatMap((refusal) => refusal.reasons);
  const first = unschedulable === undefined ? summary(total, reasons) : `${summary(total, [])} ${unschedulable}.`;
  return note === '' ? first : `${first} ${note}`;
}

/** `0/3 nodes are available: 3 Insufficient cpu.` */
export function summary(total: number, reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  // Sorted as texts, counts included: "1 ..." before "10 ..." before "2 ...".
  const parts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const list = parts.length === 0 ? '' : ` ${parts.join(', ')}.`;
  return `0/${total} nodes are available:${list}`;
}
