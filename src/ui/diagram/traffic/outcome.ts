/** How the visitors of the last seconds fared. */
import type { TraceEntry } from '../../../engine/trace';

const WINDOW = 5_000;
const REFUSED = 400;

export interface Outcome {
  readonly answered: number;
  readonly failed: number;
  /** Half of the answers took no longer, in milliseconds. */
  readonly median: number;
}

export function outcomeOf(trace: readonly TraceEntry[], now: number): Outcome {
  const times: number[] = [];
  let failed = 0;
  for (let index = trace.length - 1; index >= 0; index--) {
    const entry = trace[index];
    if (entry === undefined || entry.time < now - WINDOW) break;
    if (entry.kind !== 'exchange' || entry.actor !== 'visitors') continue;
    if (entry.outcome === 'ok' && (entry.answer?.status ?? REFUSED) < REFUSED) {
      times.push(entry.time - (entry.hops[0]?.time ?? entry.time));
    } else failed++;
  }
  times.sort((a, b) => a - b);
  return { answered: times.length, failed, median: times[Math.floor(times.length / 2)] ?? 0 };
}
