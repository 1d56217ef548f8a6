/** Which network exchanges are worth telling of. */
import type { TraceEntry } from '../../engine/trace';

export type ExchangeEntry = Extract<TraceEntry, { kind: 'exchange' }>;

/** A request with its way; the kubelet's probes and questions of names would hide everything else. */
export function isRequest(entry: TraceEntry): entry is ExchangeEntry {
  if (entry.kind !== 'exchange' || entry.way === undefined) return false;
  return !entry.summary.startsWith('DNS ') && !entry.actor.startsWith('node/');
}
