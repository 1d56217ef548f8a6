import type { Pod } from '../../../kinds/pod';
import { finishedAt } from './jobPods';

const FIRST_DELAY = 10_000;
const LAST_DELAY = 600_000;

/** How often pods have failed in a row, and when last. */
export interface BackOffRecord {
  readonly failures: number;
  readonly last: number;
}

/** What a record becomes when pods have ended: a success begins it anew. */
export function nextRecord(
  record: BackOffRecord | undefined,
  succeeded: readonly Pod[],
  failed: readonly Pod[],
): BackOffRecord | undefined {
  const failures = failed.map(finishedAt).sort((a, b) => a - b);
  if (succeeded.length === 0) {
    const last = failures.at(-1);
    return last === undefined ? record : { failures: (record?.failures ?? 0) + failures.length, last };
  }
  const lastSuccess = Math.max(...succeeded.map(finishedAt));
  const after = failures.filter((moment) => moment > lastSuccess);
  const last = after.at(-1);
  return last === undefined ? undefined : { failures: after.length, last };
}

/** Milliseconds until the next pod may be made: 10 s after the first failure, doubling up to ten minutes. */
export function remainingDelay(record: BackOffRecord | undefined, now: number): number {
  if (record === undefined || record.failures === 0) return 0;
  const delay = Math.min(FIRST_DELAY * 2 ** Math.min(record.failures - 1, 10), LAST_DELAY);
  return Math.max(0, record.last + delay - now);
}
