import type { ObjectName, TraceEntry } from '../../engine/trace';
import { objectOf } from '../parts/doer';
import { isRequest } from '../parts/exchanges';

export interface Mark {
  readonly entry: TraceEntry;
  readonly look: 'command' | 'write' | 'event' | 'failed';
  readonly object: ObjectName | undefined;
  /** How many things it stands for. */
  readonly count: number;
}

/** The window that the time line shows, in milliseconds of cluster time, and into how many places it is cut at most. */
const WINDOW = 10 * 60_000;
const PLACES = 160;
const GRAVITY: Readonly<Record<Mark['look'], number>> = { event: 0, write: 1, failed: 2, command: 3 };
/** What changes something on the Docker host, or fails there. */
const DOCKER_LOOKS: Readonly<Record<string, Mark['look']>> = {
  'create-container': 'write',
  'container-exited': 'event',
  'remove-container': 'write',
  'image-built': 'write',
  'image-pushed': 'write',
  'build-failed': 'failed',
  'image-push-failed': 'failed',
  'create-network': 'write',
  'remove-network': 'write',
  'create-volume': 'write',
};
const PERIODIC: ReadonlySet<string> = new Set(['leases.coordination.k8s.io', 'nodes']);

/**
 * What the time line shows of a trace: commands, writes that changed something, requests, failures; not the heartbeats
 * and probes. What happened so close together that nobody could tell it apart is one mark.
 */
export function marksOf(
  trace: readonly TraceEntry[],
  now: number,
): { readonly from: number; readonly marks: readonly Mark[] } {
  const last = trace.at(-1)?.time ?? 0;
  const begin = trace.findIndex((entry) => entry.time >= last - WINDOW);
  const marks = trace.slice(Math.max(0, begin)).flatMap((entry): Mark[] => {
    const look = lookOf(entry);
    return look === undefined ? [] : [{ entry, look, object: objectOf(entry), count: 1 }];
  });
  const from = (marks[0]?.entry.time ?? last) - 2000;
  return { from, marks: together(marks, now - from) };
}

/** Marks of the same short while become one, which looks like the gravest of them. Commands stand alone. */
function together(marks: readonly Mark[], span: number): readonly Mark[] {
  // a power of two: as time goes on, marks stay where they are until the while doubles
  const grain = 2 ** Math.ceil(Math.log2(Math.max(1, span / PLACES)));
  const grouped: Mark[] = [];
  for (const mark of marks) {
    const before = grouped.at(-1);
    const near = before !== undefined && placeOf(before, grain) === placeOf(mark, grain);
    if (!near || before.look === 'command' || mark.look === 'command') grouped.push(mark);
    else grouped[grouped.length - 1] = { ...(graver(mark, before) ? mark : before), count: before.count + 1 };
  }
  return grouped;
}

function placeOf({ entry }: Mark, grain: number): number {
  return Math.floor(entry.time / grain);
}

function graver(mark: Mark, than: Mark): boolean {
  return GRAVITY[mark.look] > GRAVITY[than.look];
}

function lookOf(entry: TraceEntry): Mark['look'] | undefined {
  if (entry.kind === 'input') return 'command';
  if (entry.kind === 'exchange') {
    if (!isRequest(entry)) return undefined;
    return entry.outcome === 'ok' ? 'event' : 'failed';
  }
  if (entry.kind === 'act') return DOCKER_LOOKS[entry.action];
  if (entry.kind !== 'request' || PERIODIC.has(entry.object.resource)) return undefined;
  if (entry.code >= 400 && entry.code !== 404 && entry.code !== 409) return 'failed';
  if (entry.revision === undefined) return undefined;
  return entry.object.resource.startsWith('events') || entry.subresource === 'status' ? 'event' : 'write';
}
